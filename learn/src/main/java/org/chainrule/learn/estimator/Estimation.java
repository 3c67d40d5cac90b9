package org.chainrule.learn.estimator;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.TrainingException;
import org.jspecify.annotations.Nullable;

/** What the two estimators have in common: fitting once, again, or a little more. */
final class Estimation {
  private final MlpSettings settings;
  private final Precision precision;
  private @Nullable Course course;
  private @Nullable Cohort cohort;
  private @Nullable Problem problem;

  Estimation(MlpSettings settings, Precision precision) {
    this.settings = settings;
    this.precision = precision;
  }

  /** Whether a fit would go on from the last one. */
  boolean goesOn(boolean incremental) {
    return course != null && (settings.warmStart() || incremental);
  }

  /**
   * Fits.
   *
   * @param incremental whether for one epoch only, the solver keeping what it remembers
   * @throws TrainingException if a weight is no longer a finite number
   */
  void fit(Problem next, boolean incremental) {
    Network network = FittedMlp.network(settings, next.features().width(), next.outputs());
    Course running = course;
    if (running == null || !goesOn(incremental)) {
      running = new Course(settings, network);
    } else if (!running.network().equals(network)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the fit cannot go on: the model has %d inputs and %d outputs, these examples %d and"
                  + " %d",
              running.network().input().elements(),
              running.network().output().elements(),
              next.features().width(),
              next.outputs()));
    }
    int[] all = IntStream.range(0, next.count()).toArray();
    running.begin(next, all, incremental);
    Cohort used = cohort;
    if (used == null || running != course || !used.accepts(next)) {
      used = new Cohort(next, List.of(running), false, precision, new Engine(precision));
    } else {
      used.read(next);
    }
    if (incremental) {
      used.trainOnce();
    } else {
      used.train(0, () -> false);
    }
    course = running;
    cohort = used;
    problem = next;
    fitted()
        .failure()
        .ifPresent(
            reason -> {
              throw new TrainingException(reason);
            });
  }

  /**
   * What was fitted.
   *
   * @throws IllegalStateException if nothing was
   */
  FittedMlp fitted() {
    Problem last = problem;
    return running().fitted(precision, last == null ? Objective.SOFTMAX : last.objective());
  }

  TrainingLog log() {
    return running().log();
  }

  private Course running() {
    Course running = course;
    if (running == null) {
      throw new IllegalStateException("the model has not been fitted yet");
    }
    return running;
  }
}
