package org.chainrule.learn.training;

import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Network;

/**
 * A model made ready: its parameters on a machine, its plans kept between calls. Not thread-safe;
 * give every thread its own.
 */
public final class Predictor {
  private final Model model;
  private final Scorer scorer;

  Predictor(Model model, Machine machine) {
    this.model = model;
    model.network().parameters().forEach(p -> machine.write(p.variable(), model.value(p.name())));
    scorer = new Scorer(model.network(), machine);
  }

  /** The program for so many examples, as a predictor runs it: losses, hits and probabilities. */
  public static Program program(Network network, int batch) {
    Expr x = Expr.variable("x", network.input().prepend(batch));
    return Scorer.program(network, x, Expr.variable("y", network.labels().prepend(batch)));
  }

  /**
   * What the model says of some examples, or of each of their steps.
   *
   * @throws ShapeException if an example has another number of features than the model reads
   */
  public Predictions predict(Features features) {
    Fit.requireWidth(model.network(), features.width());
    return new Predictions(model.classes(), scorer.probabilities(features));
  }

  /**
   * How well it does.
   *
   * @throws ShapeException if an example has another number of features than the model reads
   * @throws IllegalArgumentException if there are no examples, or they have other classes
   */
  public Score score(Dataset data) {
    Fit.require(model.network(), model.classes(), data);
    return scorer.score(data);
  }

  /** How well it does and what it says, both from one run; errors as of {@link #score}. */
  public Judgement judge(Dataset data) {
    Fit.require(model.network(), model.classes(), data);
    double[][] probabilities = new double[data.labels().count()][];
    Score score = scorer.score(data, probabilities);
    return new Judgement(score, new Predictions(model.classes(), probabilities));
  }

  /** How often it takes each class for each; errors as of {@link #score}. */
  public ConfusionMatrix confusion(Dataset data) {
    Fit.require(model.network(), model.classes(), data);
    return predict(data.features()).confusion(data.labels());
  }
}
