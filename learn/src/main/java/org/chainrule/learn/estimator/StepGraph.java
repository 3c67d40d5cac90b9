package org.chainrule.learn.estimator;

import static org.chainrule.graph.Functions.gather;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;

/**
 * The graphs of one model's training. What differs between models of one structure is a variable:
 * the numbers of the examples, how much each counts, and the settings that are numbers.
 *
 * <p>A batch may have fewer examples than places; the others count 0.
 *
 * @param network the network
 * @param objective what its outputs mean
 * @param precision where probabilities are clipped
 * @param features all examples' features, of shape [examples, width]
 * @param targets all examples' targets, of shape [examples, outputs]
 */
record StepGraph(
    Network network, Objective objective, Precision precision, Expr features, Expr targets) {
  /** α, the strength of the L2 term. */
  static final Expr ALPHA = Expr.variable("alpha");

  /** Σ of what the examples of the batch count. */
  static final Expr WEIGHT = Expr.variable("weight");

  /** How many examples the batch has. */
  static final Expr SIZE = Expr.variable("size");

  /** Σ over batches of loss times size. */
  static final Expr TOTAL = Expr.variable("total");

  /** The numbers of the examples in the places of a batch. */
  static Expr rows(int places) {
    return Expr.variable("rows", places);
  }

  /** How much each counts. */
  static Expr weights(int places) {
    return Expr.variable("weights", places);
  }

  static StepGraph of(Problem problem, Network network, Precision precision) {
    return new StepGraph(
        network,
        problem.objective(),
        precision,
        Expr.variable("features", problem.count(), problem.features().width()),
        Expr.variable("targets", problem.targets().shape()));
  }

  /** The answers for some examples, of shape [places, outputs]. */
  Expr answers(int places) {
    return objective.answer(network.apply(gather(features, rows(places))));
  }

  /** The loss of a batch with its L2 term, as loss curves have it. */
  Expr loss(int places) {
    Expr z = network.apply(gather(features, rows(places)));
    return mean(objective.reported(z, gather(targets, rows(places)), precision), places);
  }

  /** (Σ weight · loss + ½ α ‖W‖²)/Σ weight. */
  private Expr mean(Expr losses, int places) {
    Expr squares =
        network.parameters().stream()
            .filter(p -> p.role() == Parameter.Role.WEIGHT)
            .map(p -> p.variable().power(2).sum())
            .reduce(Expr::plus)
            .orElse(Expr.constant(0));
    Expr sum = losses.times(weights(places)).sum();
    return sum.plus(squares.times(0.5).times(ALPHA)).dividedBy(WEIGHT);
  }

  /** The gradient of what is minimised, by parameter. */
  Map<Parameter, Expr> gradients(int places) {
    Expr z = network.apply(gather(features, rows(places)));
    Expr minimized = mean(objective.loss(z, gather(targets, rows(places))), places);
    List<Parameter> parameters = network.trained();
    Map<Expr, Expr> found =
        Gradient.of(minimized, parameters.stream().map(Parameter::variable).toList());
    Map<Parameter, Expr> gradients = new LinkedHashMap<>();
    parameters.forEach(p -> gradients.put(p, found.getOrDefault(p.variable(), zeros(p.shape()))));
    return gradients;
  }

  private static Expr zeros(Shape shape) {
    return Expr.filled(shape, 0);
  }

  /** What a step of a stochastic solver changes. */
  Map<Expr, Expr> step(int places, Solver solver, boolean nesterov) {
    Map<Expr, Expr> updates = new LinkedHashMap<>(solver.updates(gradients(places), nesterov));
    updates.put(TOTAL, TOTAL.plus(loss(places).times(SIZE)));
    return updates;
  }
}
