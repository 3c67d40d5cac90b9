package org.chainrule.learn.network;

import java.util.function.DoubleSupplier;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.random.Philox;

/** How a parameter gets its first value. */
public sealed interface Initializer {
  /**
   * A first value.
   *
   * @param fanIn how many inputs a unit has
   * @param fanOut how many units read an input
   */
  Tensor initial(Shape shape, int fanIn, int fanOut, Philox random);

  /**
   * The same number everywhere.
   *
   * @param value the number
   */
  record Constant(double value) implements Initializer {
    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      return Tensor.filled(shape, value);
    }
  }

  /**
   * Uniform on [−limit, limit).
   *
   * @param limit the bound
   */
  record Uniform(double limit) implements Initializer {
    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      return draw(shape, () -> random.uniform(-limit, limit));
    }
  }

  /**
   * Uniform on ±√(6/(fanIn + fanOut)), which keeps variances equal in both directions (Glorot,
   * Bengio 2010); also named after Xavier.
   */
  record Glorot() implements Initializer {
    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      return new Uniform(Math.sqrt(6.0 / Math.max(1, fanIn + fanOut)))
          .initial(shape, fanIn, fanOut, random);
    }
  }

  /** Normal with variance 2/fanIn, made for rectifiers (He et al. 2015). */
  record He() implements Initializer {
    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      double deviation = Math.sqrt(2.0 / Math.max(1, fanIn));
      return draw(shape, () -> deviation * random.normal());
    }
  }

  private static Tensor draw(Shape shape, DoubleSupplier number) {
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number.getAsDouble();
    }
    return Tensor.of(shape, values);
  }
}
