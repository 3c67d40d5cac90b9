package org.chainrule.graph;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Unfold;

/**
 * Convolution and pooling of pictures [n, channels, height, width], composed of windows and a
 * contraction or reduction of them.
 *
 * <p>Along each side m = ⌊(size + 2 padding − dilation (window − 1) − 1)/stride⌋ + 1 places remain.
 *
 * @param stride the distance between windows, at least 1
 * @param padding how many zeros are put around, on every side
 * @param dilation the distance between elements of a window, at least 1
 */
public record Convolution(int stride, int padding, int dilation) {
  /** Windows at every place, without padding. */
  public static final Convolution PLAIN = new Convolution(1, 0, 1);

  /**
   * y[n, f, i, j] = Σ x[n, c, i s + a d, j s + b d] w[f, c, a, b] over c, a and b, which the field
   * calls convolution although the filter isn't flipped.
   *
   * @param pictures x, of shape [n, channels, height, width]
   * @param filters w, of shape [filters, channels, height, width]
   */
  public Expr convolve(Expr pictures, Expr filters) {
    requirePictures(pictures);
    if (filters.shape().rank() != 4) {
      throw new ShapeException(
          "convolve: filters need shape [filters, channels, height, width], not %s",
          filters.shape());
    }
    Expr windows = windows(pictures, filters.shape().size(2), filters.shape().size(3), 0);
    return Contract.of("ncijab,fcab->nfij", windows, filters);
  }

  /** The largest element of every window of this height and width. */
  public Expr maxPool(Expr pictures, int height, int width) {
    requirePictures(pictures);
    return windows(pictures, height, width, Double.NEGATIVE_INFINITY).max(-2, -1);
  }

  /** The mean of every window of this height and width, padding counted as zeros. */
  public Expr meanPool(Expr pictures, int height, int width) {
    requirePictures(pictures);
    return windows(pictures, height, width, 0).mean(-2, -1);
  }

  private static void requirePictures(Expr pictures) {
    if (pictures.shape().rank() != 4) {
      throw new ShapeException(
          "convolution: pictures need shape [n, channels, height, width], not %s",
          pictures.shape());
    }
  }

  private Expr windows(Expr pictures, int height, int width, double fill) {
    List<Integer> around = IntStream.of(0, 0, padding, padding).boxed().toList();
    Expr padded = padding == 0 ? pictures : Expr.of(Pad.around(around, fill), pictures);
    return Expr.of(
        new Unfold(
            List.of(height, width),
            Collections.nCopies(2, stride),
            Collections.nCopies(2, dilation)),
        padded);
  }
}
