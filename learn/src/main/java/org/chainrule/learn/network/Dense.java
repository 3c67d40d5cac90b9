package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * A fully connected layer: y = x W + b with W of shape [inputs, units].
 *
 * @param units the number of outputs
 * @param weight the first value of W
 * @param bias the first value of b
 */
public record Dense(int units, Initializer weight, Initializer bias) implements Layer {
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("dense: " + units + " units; needs at least 1");
    }
  }

  /** A layer with W after Glorot and b = 0. */
  public Dense(int units) {
    this(units, new Initializer.Glorot());
  }

  /** A layer with b = 0. */
  public Dense(int units, Initializer weight) {
    this(units, weight, new Initializer.Constant(0));
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    if (input.rank() != 1) {
      throw new ShapeException(
          "reads vectors, not examples of shape %s; put a Flatten before it", input);
    }
    int inputs = input.size(0);
    return List.of(
        new Parameter(
            "weight", Shape.of(inputs, units), Parameter.Role.WEIGHT, weight, inputs, units),
        new Parameter("bias", Shape.of(units), Parameter.Role.BIAS, bias, inputs, units));
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    return batch.matmul(pass.parameter("weight")).plus(pass.parameter("bias"));
  }
}
