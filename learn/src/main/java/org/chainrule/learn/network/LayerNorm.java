package org.chainrule.learn.network;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * Layer normalisation (Ba, Kiros, Hinton 2016): y = (x − mean)/√(variance + ε) · scale + shift,
 * where mean and variance are those over the last axes of one example; scale and shift have the
 * shape of these axes.
 *
 * @param axes over how many of the last axes
 * @param epsilon ε, keeps what is the same everywhere from being divided by zero
 */
public record LayerNorm(int axes, double epsilon) implements Layer {
  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if there are no axes or ε is not above 0
   */
  public LayerNorm {
    if (axes < 1 || !(epsilon > 0)) {
      throw new IllegalArgumentException(
          "layer_norm: axes " + axes + " must be from 1 and epsilon " + epsilon + " above 0");
    }
  }

  /** Over the last axis, with ε = 10⁻⁵. */
  public LayerNorm() {
    this(1, 1e-5);
  }

  @Override
  public String kind() {
    return "layer_norm";
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    if (axes > input.rank()) {
      throw new ShapeException("there are no %d axes in examples of shape %s", axes, input);
    }
    Shape shape = input.range(input.rank() - axes, input.rank());
    return List.of(
        BatchNorm.of("scale", shape, Parameter.Role.BIAS, 1),
        BatchNorm.of("shift", shape, Parameter.Role.BIAS, 0));
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    int[] last = IntStream.range(-axes, 0).toArray();
    Shape shape = batch.shape();
    Shape column = shape.keeping(shape.axes("layer_norm", last));
    Expr centred = batch.minus(batch.mean(last).reshape(column));
    Expr variance = centred.power(2).mean(last).reshape(column);
    return centred
        .times(variance.plus(epsilon).power(-0.5))
        .times(pass.parameter("scale"))
        .plus(pass.parameter("shift"));
  }

  @Override
  public boolean stepwise() {
    return axes == 1;
  }
}
