package org.chainrule.graph;

import org.chainrule.graph.op.Contract;

/**
 * Convolution and pooling of pictures [n, channels, height, width], composed of windows and a
 * contraction or reduction of them.
 *
 * <p>How many places remain along each side is said by {@link Window}.
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
    Expr windows = window(filters.shape().size(2), filters.shape().size(3)).over(pictures, 0);
    return Contract.of("ncijab,fcab->nfij", windows, filters);
  }

  /** The largest element of every window of this height and width. */
  public Expr maxPool(Expr pictures, int height, int width) {
    requirePictures(pictures);
    return window(height, width).largest(pictures);
  }

  /** The mean of every window of this height and width, padding counted as zeros. */
  public Expr meanPool(Expr pictures, int height, int width) {
    requirePictures(pictures);
    return window(height, width).mean(pictures);
  }

  private static void requirePictures(Expr pictures) {
    if (pictures.shape().rank() != 4) {
      throw new ShapeException(
          "convolution: pictures need shape [n, channels, height, width], not %s",
          pictures.shape());
    }
  }

  private Window window(int height, int width) {
    return Window.of(height, width).withStride(stride).withPadding(padding).withDilation(dilation);
  }
}
