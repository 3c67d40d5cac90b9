package org.chainrule.learn.network;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Window;

/**
 * How layers with windows see their inputs: pictures [channels, height, width], or [height, width]
 * as one channel, for windows of two sizes; sequences [time, features], whose features are the
 * channels, for windows of one.
 */
final class Channels {
  private Channels() {}

  /** A batch with channels before the axes that windows move along. */
  static Expr first(Expr batch, Window window) {
    Shape shape = batch.shape();
    if (window.axes() == 1) {
      return batch.transpose(0, 2, 1);
    }
    return shape.rank() == 4
        ? batch
        : batch.reshape(shape.size(0), 1, shape.size(1), shape.size(2));
  }

  /** The same as {@link #first}, for the shape of one example. */
  static Shape first(Shape input, Window window) {
    int axes = window.axes();
    if (axes == 1 && input.rank() == 2) {
      return Shape.of(input.size(1), input.size(0));
    }
    if (axes == 2 && input.rank() == 3) {
      return input;
    }
    if (axes == 2 && input.rank() == 2) {
      return input.prepend(1);
    }
    throw new ShapeException(
        axes == 1
            ? "a window of one size reads sequences [time, features], not examples of shape %s"
            : "a window of two sizes reads pictures [channels, height, width] or [height, width],"
                + " not examples of shape %s",
        input);
  }

  /** The letters of windows over the axes of a batch: ncijab, or ncia. */
  static String letters(Window window) {
    return "nc" + places(window) + "ab".substring(0, window.axes());
  }

  /** The letters of the places of windows: ij, or i. */
  static String places(Window window) {
    return "ij".substring(0, window.axes());
  }

  /** The letters of an output with a channel for each filter: nfij, or nif. */
  static String outputs(Window window) {
    return window.axes() == 1 ? "nif" : "nfij";
  }

  /** A number for each channel, to be broadcast over such an output. */
  static Expr vector(Expr perChannel, Window window) {
    return window.axes() == 1 ? perChannel : perChannel.reshape(perChannel.shape().size(0), 1, 1);
  }

  /** The numbers of places of a window over an example. */
  static List<Integer> placesOf(Shape input, Window window) {
    Shape channels = first(input, window);
    Expr any = Expr.variable("x", channels);
    Shape windows = window.over(any, 0).shape();
    return windows.sizes().subList(1, 1 + window.axes());
  }

  /** A shape made of these parts. */
  @SafeVarargs
  static Shape shape(List<Integer>... parts) {
    List<Integer> sizes = new ArrayList<>();
    for (List<Integer> part : parts) {
      sizes.addAll(part);
    }
    return new Shape(sizes);
  }
}
