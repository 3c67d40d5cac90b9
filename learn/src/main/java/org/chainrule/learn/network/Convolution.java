package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Window;
import org.chainrule.graph.op.Contract;

/**
 * A convolution of pictures or, with a window of one size, of sequences along time: y[f, i] = b[f]
 * + Σ x[c, i s + a d] w[f, c, a] over channels c and places a of the window, which the field calls
 * convolution although the filter isn't flipped. Of sequences, features are the channels.
 *
 * @param filters the number of output channels
 * @param window size, stride, padding with zeros, dilation
 * @param groups into how many groups the channels and filters are divided; a filter reads the
 *     channels of its own group
 * @param biased whether there is a b
 * @param weight the first value of w, of shape [filters, channels/groups, …window]; b begins at 0
 */
public record Convolution(
    int filters, Window window, int groups, boolean biased, Initializer weight) implements Layer {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no filter, or the groups are not equally large
   */
  public Convolution {
    if (filters < 1 || groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "convolution: " + filters + " filters can't be divided into " + groups + " groups");
    }
    requireAxes("convolution", window);
  }

  /** One group, with bias, after He. */
  public Convolution(int filters, Window window) {
    this(filters, window, 1, true, new Initializer.He());
  }

  /** The same without b, which a {@link BatchNorm} after it would take away again. */
  public Convolution withoutBias() {
    return new Convolution(filters, window, groups, false, weight);
  }

  static void requireAxes(String layer, Window window) {
    if (window.axes() != 1 && window.axes() != 2) {
      throw new IllegalArgumentException(
          layer + ": a window has one size or two, not " + window.sizes());
    }
  }

  @Override
  public String kind() {
    return "convolution";
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = Channels.first(input, window).size(0);
    if (channels % groups != 0) {
      throw new ShapeException(
          "%d channels of examples of shape %s can't be divided into %d groups",
          channels, input, groups);
    }
    int inputs = channels / groups;
    return Parameter.weightAndBias(
        Channels.shape(List.of(filters, inputs), window.sizes()),
        biased ? Shape.of(filters) : null,
        weight,
        inputs * window.elements(),
        filters / groups * window.elements());
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Expr x = window.over(Channels.first(batch, window), 0);
    Expr filter = pass.parameter("weight");
    Expr found = groups == 1 ? whole(x, filter) : grouped(x, filter);
    return biased ? found.plus(Channels.vector(pass.parameter("bias"), window)) : found;
  }

  private Expr whole(Expr windows, Expr filter) {
    String right = "fc" + "ab".substring(0, window.axes());
    return Contract.of(
        Channels.letters(window) + "," + right + "->" + Channels.outputs(window), windows, filter);
  }

  private Expr grouped(Expr windows, Expr filter) {
    Expr x = windows.reshape(divided(windows.shape(), 1));
    Expr w = filter.reshape(divided(filter.shape(), 0));
    String left = Channels.letters(window).replace("c", "gc");
    String right = "gfc" + "ab".substring(0, window.axes());
    String out = Channels.outputs(window).replace("f", "gf");
    Expr found = Contract.of(left + "," + right + "->" + out, x, w);
    int axis = out.indexOf('g');
    Shape shape = found.shape();
    return found.reshape(
        shape.range(0, axis).concat(Shape.of(filters)).concat(shape.range(axis + 2, shape.rank())));
  }

  /** A shape with an axis divided into one of groups and one of their members. */
  private Shape divided(Shape shape, int axis) {
    return shape
        .range(0, axis)
        .concat(Shape.of(groups, shape.size(axis) / groups))
        .concat(shape.range(axis + 1, shape.rank()));
  }

  /** Convolutions of sequences that keep their length keep their steps. */
  @Override
  public boolean stepwise() {
    return window.axes() == 1;
  }
}
