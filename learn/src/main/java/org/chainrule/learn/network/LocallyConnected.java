package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Window;
import org.chainrule.graph.op.Contract;

/**
 * A convolution whose filters differ from place to place: y[f, i] = b[f, i] + Σ x[c, i s + a d]
 * w[i, f, c, a], for pictures or, with a window of one size, sequences.
 *
 * @param filters the number of output channels
 * @param window size, stride, padding with zeros, dilation
 * @param biased whether there is a b, of the output's shape
 * @param weight the first value of w, of shape [places, filters, channels, …window]; b begins at 0
 */
public record LocallyConnected(int filters, Window window, boolean biased, Initializer weight)
    implements Layer {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no filter
   */
  public LocallyConnected {
    if (filters < 1) {
      throw new IllegalArgumentException("locally_connected: " + filters + " filters; needs 1");
    }
    Convolution.requireAxes("locally_connected", window);
  }

  /** With bias, after He. */
  public LocallyConnected(int filters, Window window) {
    this(filters, window, true, new Initializer.He());
  }

  @Override
  public String kind() {
    return "locally_connected";
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = Channels.first(input, window).size(0);
    List<Integer> places = Channels.placesOf(input, window);
    List<Integer> output =
        window.axes() == 1
            ? List.of(places.get(0), filters)
            : List.of(filters, places.get(0), places.get(1));
    return Parameter.weightAndBias(
        Channels.shape(places, List.of(filters, channels), window.sizes()),
        biased ? new Shape(output) : null,
        weight,
        channels * window.elements(),
        filters * window.elements());
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Expr windows = window.over(Channels.first(batch, window), 0);
    String right = Channels.places(window) + "fc" + "ab".substring(0, window.axes());
    Expr found =
        Contract.of(
            Channels.letters(window) + "," + right + "->" + Channels.outputs(window),
            windows,
            pass.parameter("weight"));
    return biased ? found.plus(pass.parameter("bias")) : found;
  }
}
