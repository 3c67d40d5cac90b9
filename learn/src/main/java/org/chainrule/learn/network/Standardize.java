package org.chainrule.learn.network;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Spread;

/**
 * Every feature moved and scaled to mean 0 and standard deviation 1 over the training examples: (x
 * − mean) · scale, where scale is 1/deviation, and 1 for a feature that never changes.
 *
 * <p>Mean and scale are statistics: learnt once from the training part, stored with the model. The
 * deviation is that of the population, √(Σ(x − mean)²/n).
 */
public record Standardize() implements Layer {
  /** The statistics of these examples, each of the given shape. */
  public static Map<String, Tensor> learn(Features features, Shape example) {
    List<Spread> columns = Spread.ofColumns(features);
    double[] mean = columns.stream().mapToDouble(Spread::mean).toArray();
    double[] scale =
        columns.stream().mapToDouble(c -> c.isConstant() ? 1 : 1 / c.standardDeviation()).toArray();
    return Map.of("mean", Tensor.of(example, mean), "scale", Tensor.of(example, scale));
  }

  @Override
  public String kind() {
    return "standardize";
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(
        new Parameter("mean", input, Parameter.Role.STATISTIC, new Initializer.Constant(0), 1, 1),
        new Parameter("scale", input, Parameter.Role.STATISTIC, new Initializer.Constant(1), 1, 1));
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    return batch.minus(pass.parameter("mean")).times(pass.parameter("scale"));
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
