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
    LAST_EPOCH,
    /** The validation loss had not fallen for as many epochs as the recipe has patience. */
    PATIENCE,
    /** L-BFGS has found a minimum, within its tolerance. */
    MINIMUM,
    /** L-BFGS finds no step that lowers the loss, though the gradient says that there is one. */
    STUCK,
    /** Someone told it to. */
    INTERRUPTED;

    /** How it follows on the number of epochs in a sentence; empty after the last one. */
    public String remark() {
      return switch (this) {
        case LAST_EPOCH -> "";
        case PATIENCE -> ", stopped early";
        case MINIMUM -> ", at a minimum";
        case STUCK -> ", stuck, as no step lowers the loss";
        case INTERRUPTED -> ", interrupted";
      };
    }
  }

  public History {
    epochs = List.copyOf(epochs);
  }
}
