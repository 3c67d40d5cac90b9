package org.chainrule.learn.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;

/**
 * How large the gradient of the mean loss is in the weights of each layer that has some.
 *
 * @param sizes √(Σ (∂J/∂w)²/count) of each layer, the first layer first
 */
public record LayerGradients(List<Double> sizes) {
  /** So many examples are enough for a mean. */
  private static final int MOST = 256;

  public LayerGradients {
    sizes = List.copyOf(sizes);
  }

  /**
   * Those of a model on some of its examples, without whatever is random in training; empty if
   * these are sequences with a label for each step, or no layer has weights.
   */
  public static Optional<LayerGradients> of(Model model, Dataset examples) {
    boolean none = model.network().parameters().stream().noneMatch(LayerGradients::isTrainedWeight);
    if (none || examples.stepwise() || examples.count() == 0) {
      return Optional.empty();
    }
    Engine machine = Engine.float64();
    Batches batches =
        new Batches(
            machine, model.network(), model.loss(), (x, y) -> program(model, model.loss(), x, y));
    model.network().parameters().forEach(p -> machine.write(p.variable(), model.value(p.name())));
    int count = Math.min(MOST, examples.count());
    Batches.Batch batch = batches.of(count);
    for (int i = 0; i < count; i++) {
      batch.fill(i, i, examples);
    }
    Plan plan = batch.plan();
    plan.run();
    return Optional.of(
        new LayerGradients(
            batch.program().outputs().stream()
                .map(mean -> Math.sqrt(plan.value(mean).at(0)))
                .toList()));
  }

  private static boolean isTrainedWeight(Parameter parameter) {
    return parameter.trained() && parameter.role() == Parameter.Role.WEIGHT;
  }

  /** The mean squares of the gradients by layer. */
  private static Program program(Model model, Loss loss, Expr x, Expr y) {
    Network network = model.network();
    Map<Integer, List<Parameter>> weights = new LinkedHashMap<>();
    List<Expr> variables = new ArrayList<>();
    for (int i = 0; i < network.stages().size(); i++) {
      for (Parameter p : network.stages().get(i).parameters()) {
        if (isTrainedWeight(p)) {
          weights.computeIfAbsent(i, k -> new ArrayList<>()).add(p);
          variables.add(p.variable());
        }
      }
    }
    Map<Expr, Expr> gradients = Gradient.of(loss.losses(network.apply(x), y).mean(), variables);
    List<Expr> means = new ArrayList<>();
    for (List<Parameter> layer : weights.values()) {
      Expr sum = Expr.constant(0);
      int count = 0;
      for (Parameter p : layer) {
        Expr gradient = gradients.get(p.variable());
        sum = gradient == null ? sum : sum.plus(gradient.power(2).sum());
        count += p.shape().elements();
      }
      means.add(sum.dividedBy(count));
    }
    return new Program(Simplify.of(means), Map.of());
  }

  /** The first layer's share of the last one's; NaN if that is 0. */
  public double share() {
    double last = sizes.getLast();
    return last > 0 ? sizes.getFirst() / last : Double.NaN;
  }
}
