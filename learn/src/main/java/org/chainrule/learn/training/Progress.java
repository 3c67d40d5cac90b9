package org.chainrule.learn.training;

/** Who watches training. */
public interface Progress {
  /** Nobody. */
  Progress NONE = new Progress() {};

  /**
   * A batch is done: its epoch, how many of the epoch's examples are done, the mean loss so far.
   */
  default void batch(int epoch, int examples, double loss) {}

  /** An epoch is done. */
  default void epoch(Epoch epoch) {}

  /** Whether training is to end after this batch. */
  default boolean cancelled() {
    return false;
  }
}
