package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;

/**
 * Says how long sequences [time, features] are that were filled up to the same length: the steps
 * after the last one that holds any other number than the padding do not count for later layers.
 * What comes in goes on.
 *
 * @param padding the number that fills up shorter sequences
 */
public record Masking(double padding) implements Layer {
  @Override
  public String kind() {
    return "masking";
  }

  /**
   * None.
   *
   * @throws ShapeException if examples of this shape are no sequences
   */
  @Override
  public List<Parameter> parameters(Shape input) {
    if (input.rank() != 2) {
      throw new ShapeException("reads sequences [time, features], not examples of shape %s", input);
    }
    return List.of();
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    int steps = batch.shape().size(1);
    double[] later = new double[steps * steps];
    for (int from = 0; from < steps; from++) {
      for (int to = 0; to <= from; to++) {
        later[from * steps + to] = 1;
      }
    }
    Expr padded = Functions.equal(batch, Expr.constant(padding));
    Expr filled = Expr.constant(1).minus(padded).max(2);
    Expr rest = filled.matmul(Expr.constant(Tensor.of(Shape.of(steps, steps), later)));
    pass.mask(Functions.less(Expr.constant(0), rest));
    return batch;
  }
}
