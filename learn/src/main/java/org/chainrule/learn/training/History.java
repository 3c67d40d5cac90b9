package org.chainrule.learn.training;

import java.util.List;

/**
 * How training went.
 *
 * @param epochs the epochs, in order
 * @param best the number of the epoch whose weights were kept
 * @param stoppedEarly whether training ended before its last epoch because it no longer helped
 */
public record History(List<Epoch> epochs, int best, boolean stoppedEarly) {
  public History {
    epochs = List.copyOf(epochs);
  }
}
