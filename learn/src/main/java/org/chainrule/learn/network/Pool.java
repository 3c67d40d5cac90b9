package org.chainrule.learn.network;

import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Window;

/**
 * The largest or the mean of every window, channel by channel, of pictures or, with a window of one
 * size, of sequences along time. Padding counts as zeros in a mean and is never the largest; the
 * gradient of a largest number that stands several times goes to each in equal parts.
 *
 * @param pooling largest or mean
 * @param window size, stride, padding, dilation; padding is at most half the size
 */
public record Pool(Pooling pooling, Window window) implements Layer {
  /**
   * Checks the window.
   *
   * @throws IllegalArgumentException if a window could lie wholly in the padding
   */
  public Pool {
    Convolution.requireAxes("pool", window);
    for (int i = 0; i < window.axes(); i++) {
      if (2 * window.padding().get(i) > window.sizes().get(i)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "pool: padding %s is more than half of the window %s",
                window.padding(),
                window.sizes()));
      }
    }
  }

  /** Windows of this height and width that do not overlap. */
  public static Pool of(Pooling pooling, int side) {
    return new Pool(pooling, Window.of(side, side).withStride(side));
  }

  @Override
  public String kind() {
    return pooling.name().toLowerCase(Locale.ROOT) + "_pool";
  }

  /**
   * None.
   *
   * @throws ShapeException if examples of this shape have no such windows
   */
  @Override
  public List<Parameter> parameters(Shape input) {
    Channels.placesOf(input, window);
    return List.of();
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Expr x = Channels.first(batch, window);
    Expr found =
        switch (pooling) {
          case MAX -> window.largest(x);
          case MEAN -> window.mean(x);
        };
    return window.axes() == 1 ? found.transpose(0, 2, 1) : found;
  }
}
