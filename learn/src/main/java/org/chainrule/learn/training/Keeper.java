package org.chainrule.learn.training;

import java.util.function.Consumer;

/** Keeps the state of a training, so that it can go on after an end that nobody planned. */
public interface Keeper {
  /** Keeps nothing. */
  Keeper NONE = ifCancelled(state -> {});

  /** Hands the state on after every batch. */
  static Keeper everyBatch(Consumer<TrainingState> action) {
    return of(true, action);
  }

  /** Hands the state on only where training ends because it was cancelled. */
  static Keeper ifCancelled(Consumer<TrainingState> action) {
    return of(false, action);
  }

  private static Keeper of(boolean always, Consumer<TrainingState> action) {
    return new Keeper() {
      @Override
      public boolean due(int epochs) {
        return always;
      }

      @Override
      public void keep(TrainingState state) {
        action.accept(state);
      }
    };
  }

  /**
   * Whether the state is to be kept now; asked after every batch.
   *
   * @param epochs how many epochs are over
   */
  boolean due(int epochs);

  /** Keeps a state: one that was due, or the last before training ends because it was cancelled. */
  void keep(TrainingState state);
}
