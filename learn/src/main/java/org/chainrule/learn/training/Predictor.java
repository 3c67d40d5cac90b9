package org.chainrule.learn.training;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Network;

/**
 * A model made ready: its parameters on a machine, its plans kept between calls. Not thread-safe;
 * give every thread its own.
 */
public final class Predictor {
  private final Model model;
  private final Scorer scorer;
  private final Optional<WordNumbers> words;

  Predictor(Model model, Machine machine) {
    this.model = model;
    model.network().parameters().forEach(p -> machine.write(p.variable(), model.value(p.name())));
    words = WordNumbers.of(model.network());
    scorer = new Scorer(model.network(), model.loss(), machine);
  }

  /**
   * The program for so many examples, as a predictor runs it: losses, then hits and probabilities,
   * or numbers.
   *
   * @param loss what the network was trained by
   */
  public static Program program(Network network, Loss loss, int batch) {
    Expr x = Expr.variable("x", network.input().prepend(batch));
    Expr y = Expr.variable("y", loss.targets(network).prepend(batch));
    return Scorer.program(network, loss, x, y);
  }

  /**
   * What the model says of some examples, or of each of their steps.
   *
   * @throws ShapeException if an example has another number of features than the model reads
   * @throws IllegalArgumentException if the model tells numbers
   */
  public Predictions predict(Features features) {
    require(features);
    if (model.task() instanceof Task.Classification(List<String> classes)) {
      return new Predictions(classes, scorer.answers(features));
    }
    throw new IllegalArgumentException("the model tells numbers, not classes");
  }

  /**
   * The numbers that the model tells of some examples.
   *
   * @throws ShapeException if an example has another number of features than the model reads
   * @throws IllegalArgumentException if the model tells classes
   */
  public Estimates estimate(Features features) {
    require(features);
    if (model.task() instanceof Task.Regression(List<Quantity> quantities, _)) {
      return Scorer.estimates(quantities, scorer.answers(features));
    }
    throw new IllegalArgumentException("the model tells classes, not numbers");
  }

  private void require(Features features) {
    Fit.requireWidth(model.network(), features.width());
    words.ifPresent(numbers -> numbers.require("examples", features));
  }

  /**
   * How well it does.
   *
   * @throws ShapeException if an example has another number of features than the model reads
   * @throws IllegalArgumentException if there are no examples, or the model tells something else of
   *     them
   */
  public Score score(Dataset data) {
    return scorer.score(seen(data));
  }

  /** How well it does and what it says, both from one run; errors as of {@link #score}. */
  public Judgement judge(Dataset data) {
    return scorer.judge(seen(data));
  }

  /** How often it takes each class for each; errors as of {@link #score}. */
  public ConfusionMatrix confusion(Dataset data) {
    Fit.require(model.network(), model.task(), data);
    return predict(data.features()).confusion(data.labels());
  }

  /** Examples whose numbers are seen as in training. */
  private Dataset seen(Dataset data) {
    Fit.require(model.network(), model.task(), data);
    words.ifPresent(numbers -> numbers.require(data.name(), data.features()));
    return model.task() instanceof Task.Regression(List<Quantity> quantities, _)
            && data.targets() instanceof Quantities numbers
        ? data.with(numbers.with(quantities))
        : data;
  }
}
