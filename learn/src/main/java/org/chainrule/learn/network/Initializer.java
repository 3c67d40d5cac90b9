package org.chainrule.learn.network;

import java.util.Arrays;
import java.util.List;
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
   * Uniform on [0, limit): large and positive for a limit near 1, which drives units into
   * saturation.
   *
   * @param limit the bound
   */
  record Positive(double limit) implements Initializer {
    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      return draw(shape, () -> random.uniform(0, limit));
    }
  }

  /**
   * Normal with mean 0.
   *
   * @param deviation the standard deviation
   */
  record Normal(double deviation) implements Initializer {
    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      return draw(shape, () -> deviation * random.normal());
    }
  }

  /** How numbers of a certain variance are spread. */
  enum Distribution {
    /** Uniform on ±√(3 variance). */
    UNIFORM,
    /** Normal with mean 0. */
    NORMAL;

    private Tensor draw(double variance, Shape shape, Philox random) {
      Initializer drawn =
          switch (this) {
            case UNIFORM -> new Uniform(Math.sqrt(3 * variance));
            case NORMAL -> new Normal(Math.sqrt(variance));
          };
      return drawn.initial(shape, 1, 1, random);
    }
  }

  /**
   * Variance 2/(fanIn + fanOut), which keeps variances equal in both directions (Glorot, Bengio
   * 2010); also named after Xavier.
   *
   * @param distribution how they are spread
   */
  record Glorot(Distribution distribution) implements Initializer {
    /** Uniform. */
    public Glorot() {
      this(Distribution.UNIFORM);
    }

    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      return distribution.draw(2.0 / Math.max(1, fanIn + fanOut), shape, random);
    }
  }

  /**
   * Variance 2/fanIn, made for rectifiers (He et al. 2015).
   *
   * @param distribution how they are spread
   */
  record He(Distribution distribution) implements Initializer {
    /** Normal. */
    public He() {
      this(Distribution.NORMAL);
    }

    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      return distribution.draw(2.0 / Math.max(1, fanIn), shape, random);
    }
  }

  /**
   * Variance 1/fanIn, which keeps that of the inputs (LeCun et al. 1998).
   *
   * @param distribution how they are spread
   */
  record Lecun(Distribution distribution) implements Initializer {
    /** Normal. */
    public Lecun() {
      this(Distribution.NORMAL);
    }

    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      return distribution.draw(1.0 / Math.max(1, fanIn), shape, random);
    }
  }

  /**
   * A random matrix with orthonormal rows or columns, whichever are fewer (Saxe et al. 2014): the
   * first axis counts the rows, the others the columns. It is made from normal numbers by Gram and
   * Schmidt, each vector twice, so that it is orthogonal to rounding.
   */
  record Orthogonal() implements Initializer {
    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      int rows = shape.rank() == 0 ? 1 : shape.size(0);
      int columns = rows == 0 ? 0 : shape.elements() / rows;
      boolean tall = rows > columns;
      double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
      for (int i = 0; i < vectors.length; i++) {
        Arrays.setAll(vectors[i], k -> random.normal());
        for (int j = 0; j < 2 * i; j++) {
          double[] before = vectors[j % i];
          double along = dot(vectors[i], before);
          double[] vector = vectors[i];
          Arrays.setAll(vector, k -> vector[k] - along * before[k]);
        }
        double length = Math.sqrt(dot(vectors[i], vectors[i]));
        double[] vector = vectors[i];
        Arrays.setAll(vector, k -> vector[k] / length);
      }
      double[] values = new double[rows * columns];
      Arrays.setAll(
          values,
          place -> {
            int row = place / columns;
            int column = place % columns;
            return tall ? vectors[column][row] : vectors[row][column];
          });
      return Tensor.of(shape, values);
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }

  /**
   * The last axis in equally long sections, each filled with a number, such as the biases of gates.
   *
   * @param values the numbers
   */
  record Sections(List<Double> values) implements Initializer {
    /** Copies the numbers. */
    public Sections {
      values = List.copyOf(values);
    }

    @Override
    public Tensor initial(Shape shape, int fanIn, int fanOut, Philox random) {
      int width = shape.size(-1);
      double[] numbers = new double[shape.elements()];
      Arrays.setAll(numbers, i -> values.get(i % width * values.size() / width));
      return Tensor.of(shape, numbers);
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
