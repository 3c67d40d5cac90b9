package org.chainrule.learn.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.training.TrainingState.Best;

/** A whole training: epochs, early stopping, the best weights, states kept on the way. */
final class Training {
  private final Trainer trainer;
  private final Course course;
  private final Recipe recipe;
  private final Dataset training;
  private final Optional<Dataset> validation;
  private final Progress progress;
  private final Keeper keeper;
  private final List<Epoch> epochs = new ArrayList<>();
  private Optional<Best> best = Optional.empty();
  private boolean due;

  Training(
      Trainer trainer,
      Course course,
      Recipe recipe,
      Dataset training,
      Optional<Dataset> validation,
      Progress progress,
      Keeper keeper) {
    this.trainer = trainer;
    this.course = course;
    this.recipe = recipe;
    this.training = training;
    this.validation = validation;
    this.progress = progress;
    this.keeper = keeper;
  }

  /** Begins where another training stood. */
  void resume(TrainingState state) {
    course.restore(state, training);
    epochs.addAll(state.epochs());
    best = state.best();
  }

  Trainer.Result run() {
    boolean told = false;
    while (end().isEmpty() && !told) {
      if (course.advance(training, progress, this::pauses)) {
        endEpoch();
        due = keeper.due(epochs.size());
      }
      told = progress.cancelled();
      if (due) {
        course.check();
      }
      if (told || due) {
        keeper.keep(course.state(training, epochs, best));
      }
    }
    History.End end = end().orElse(History.End.INTERRUPTED); // before what is left or loaded counts
    if (end != History.End.INTERRUPTED) {
      course.check();
    }
    if (course.tally().examples() > 0) {
      endEpoch();
    }
    int kept = best.map(Best::epoch).orElse(epochs.size());
    best.ifPresent(weights -> trainer.load(weights.values()));
    return new Trainer.Result(
        trainer.model(Task.of(training, recipe.loss())), new History(epochs, kept, end));
  }

  private boolean pauses() {
    due = keeper.due(epochs.size());
    return due || progress.cancelled();
  }

  /** Why it is over, if it is. */
  private Optional<History.End> end() {
    return course
        .end()
        .or(() -> when(epochs.size() >= recipe.epochs(), History.End.LAST_EPOCH))
        .or(() -> when(isOutOfPatience(), History.End.PATIENCE));
  }

  private boolean isOutOfPatience() {
    return best.map(b -> epochs.size() - b.epoch() >= recipe.patience()).orElse(false);
  }

  private static Optional<History.End> when(boolean ended, History.End why) {
    return ended ? Optional.of(why) : Optional.empty();
  }

  /** Scores what was trained since the last epoch. */
  private void endEpoch() {
    long begin = System.nanoTime();
    Score trained = course.tally().score();
    Optional<Score> validated = validation.map(trainer::score);
    double seconds = course.tally().seconds() + (System.nanoTime() - begin) / 1e9;
    Epoch epoch = new Epoch(course.epoch(), trained, validated, course.lastRate(), seconds);
    epochs.add(epoch);
    course.endEpoch(epoch.score().loss());
    progress.epoch(epoch);
    if (recipe.patience() > 0 && validated.isPresent()) {
      double loss = validated.get().loss();
      if (loss < best.map(Best::loss).orElse(Double.POSITIVE_INFINITY)) {
        best = Optional.of(new Best(epoch.number(), loss, trainer.values()));
      }
    }
  }
}
