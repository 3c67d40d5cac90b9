package org.chainrule.learn.training;

import java.util.List;

/**
 * How training went.
 *
 * @param epochs the epochs, in order; the last is cut short if training was cancelled within it
 * @param best the number of the epoch whose weights were kept
 * @param stoppedEarly whether training ended before its last epoch because it no longer helped
 * @param cancelled whether training ended because it was told to
 */
public record History(List<Epoch> epochs, int best, boolean stoppedEarly, boolean cancelled) {
  public History {
    epochs = List.copyOf(epochs);
  }

  /** The history of a training that nobody cancelled. */
  public History(List<Epoch> epochs, int best, boolean stoppedEarly) {
    this(epochs, best, stoppedEarly, false);
  }
}
