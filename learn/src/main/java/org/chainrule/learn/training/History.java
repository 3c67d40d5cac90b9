package org.chainrule.learn.training;

import java.util.List;

/**
 * How training went.
 *
 * @param epochs the epochs, in order; the last is cut short if training was cancelled within it
 * @param best the number of the epoch whose weights were kept
 * @param end why it ended
 */
public record History(List<Epoch> epochs, int best, End end) {
  /** Why a training ended. */
  public enum End {
    /** All epochs were done. */
    LAST_EPOCH("complete"),
    /** The validation loss had not fallen for as many epochs as the recipe has patience. */
    PATIENCE("stopped early"),
    /** L-BFGS has found a minimum, within its tolerance. */
    MINIMUM("at a minimum"),
    /** L-BFGS finds no step that lowers the loss, though the gradient says that there is one. */
    STUCK("stuck, as no step lowers the loss"),
    /** Someone told it to. */
    CANCELLED("interrupted");

    private final String text;

    End(String text) {
      this.text = text;
    }

    /** It in a few words. */
    public String text() {
      return text;
    }
  }

  public History {
    epochs = List.copyOf(epochs);
  }
}
