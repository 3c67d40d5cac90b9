package org.chainrule.learn.training;

import java.util.stream.IntStream;
import org.chainrule.engine.Engine;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Network;

/**
 * A model made ready: its parameters on an engine, its plans kept between calls. Not thread-safe;
 * give every thread its own.
 */
public final class Predictor {
  private final Model model;
  private final Scorer scorer;

  Predictor(Model model) {
    this.model = model;
    Machine machine = new Engine(model.precision());
    model.network().parameters().forEach(p -> machine.write(p.variable(), model.value(p.name())));
    scorer = new Scorer(model.network(), machine);
  }

  /** The program that computes the probabilities of so many examples, as a predictor runs it. */
  public static Program program(Network network, int batch) {
    return Scorer.probabilities(network, Expr.variable("x", network.input().prepend(batch)));
  }

  /**
   * What the model says of some examples.
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

  /** How often it takes each class for each; errors as of {@link #score}. */
  public ConfusionMatrix confusion(Dataset data) {
    Fit.require(model.network(), model.classes(), data);
    int[] truth = IntStream.range(0, data.count()).map(i -> data.labels().index(i)).toArray();
    return ConfusionMatrix.of(model.classes(), truth, predict(data.features()).indices());
  }
}
