package org.chainrule.explain.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.explain.layer.Layer.Convolution;
import org.chainrule.explain.layer.Layer.Dense;
import org.chainrule.explain.layer.Layer.Elementwise;
import org.chainrule.explain.layer.Layer.Flatten;
import org.chainrule.explain.layer.Layer.Pooling;
import org.chainrule.explain.layer.Layer.Window;
import org.chainrule.graph.ShapeException;

/**
 * The sizes and counts of layers.
 *
 * <p>A window of size k, stride s, padding p and dilation d gives ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1
 * places along an axis of size n (Dumoulin, Visin 2016, relationship 15).
 */
public final class LayerArithmetic {
  private LayerArithmetic() {}

  /**
   * A layer in its place.
   *
   * @param text the layer in writing
   * @param input the sizes of its input, channels last
   * @throws ShapeException if the layer can't read the input
   */
  public static CountedLayer count(String text, Layer layer, List<Integer> input) {
    return switch (layer) {
      case Convolution convolution -> convolution(text, convolution, input);
      case Pooling pooling -> pooling(text, pooling, input);
      case Dense dense -> dense(text, dense, input);
      case Flatten flatten -> {
        int size = elements(input);
        String arithmetic = product(input) + (input.size() > 1 ? " = " + count(size) : "");
        yield new CountedLayer(text, flatten, List.of(size), List.of(arithmetic), 0, "");
      }
      case Elementwise elementwise -> new CountedLayer(text, elementwise, input, List.of(), 0, "");
    };
  }

  private static CountedLayer convolution(String text, Convolution c, List<Integer> input) {
    List<String> arithmetic = new ArrayList<>();
    List<Integer> places = places(c.window(), input, arithmetic);
    int channels = channels(c.window(), input);
    if (channels % c.groups() != 0 || c.filters() % c.groups() != 0) {
      throw new ShapeException(
          "%d groups do not divide %d channels and %d filters evenly",
          c.groups(), channels, c.filters());
    }
    List<Integer> factors = new ArrayList<>(c.shared() ? List.of() : places);
    factors.addAll(c.window().filter());
    String each = c.groups() == 1 ? "" : "/" + c.groups();
    long weights = multiplied(factors, (long) channels / c.groups(), c.filters());
    String written = product(factors) + "·" + channels + each + "·" + c.filters();
    List<Integer> biased = new ArrayList<>(c.shared() ? List.of() : places);
    biased.add(c.filters());
    long biases = c.bias() ? multiplied(biased) : 0;
    List<Integer> output = new ArrayList<>(places);
    output.add(c.filters());
    return new CountedLayer(
        text,
        c,
        output,
        arithmetic,
        Math.addExact(weights, biases),
        written + (c.bias() ? " + " + product(biased) : "") + " = " + count(weights + biases));
  }

  private static CountedLayer pooling(String text, Pooling pooling, List<Integer> input) {
    List<String> arithmetic = new ArrayList<>();
    List<Integer> output = places(pooling.window(), input, arithmetic);
    if (input.size() > output.size()) {
      output.add(input.getLast());
    }
    return new CountedLayer(text, pooling, output, arithmetic, 0, "");
  }

  private static CountedLayer dense(String text, Dense dense, List<Integer> input) {
    if (input.size() != 1) {
      throw new ShapeException(
          "a dense layer reads one axis, not " + written(input) + "; put flatten before it");
    }
    long weights = multiplied(List.of(input.getFirst()), dense.units());
    long all = weights + (dense.bias() ? dense.units() : 0);
    return new CountedLayer(
        text,
        dense,
        List.of(dense.units()),
        List.of(),
        all,
        input.getFirst()
            + "·"
            + dense.units()
            + (dense.bias() ? " + " + dense.units() : "")
            + " = "
            + count(all));
  }

  private static int channels(Window window, List<Integer> input) {
    return input.size() == window.filter().size() ? 1 : input.getLast();
  }

  private static List<Integer> places(Window w, List<Integer> input, List<String> arithmetic) {
    int axes = w.filter().size();
    if (input.size() != axes && input.size() != axes + 1) {
      throw new ShapeException(
          "a filter of %s does not move over an input of %s: it takes %d axes, and one for"
              + " channels if there are any",
          written(w.filter()), written(input), axes);
    }
    List<Integer> places = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      places.add(places(w, axis, input.get(axis), arithmetic));
    }
    return places;
  }

  private static int places(Window w, int axis, int n, List<String> arithmetic) {
    int k = w.filter().get(axis);
    int s = w.stride().get(axis);
    int p = w.padding().get(axis);
    int d = w.dilation().get(axis);
    long room = n + 2L * p - (long) d * (k - 1) - 1;
    String padded = n + (p == 0 ? "" : " + 2·" + p);
    if (room < 0) {
      throw new ShapeException(
          "a filter of %d%s is larger than the input of %s",
          k, d == 1 ? "" : " with dilation " + d, padded);
    }
    String difference =
        padded + " − " + (d == 1 ? Integer.toString(k) : d + "·(" + k + " − 1) − 1");
    boolean even = room % s == 0;
    String quotient = "(" + difference + ")" + (s == 1 ? "" : "/" + s);
    int places = (int) (room / s) + 1;
    arithmetic.add(
        (s == 1 ? difference + " + 1" : (even ? quotient : "⌊" + quotient + "⌋") + " + 1")
            + " = "
            + places);
    return places;
  }

  private static int elements(List<Integer> sizes) {
    long elements = multiplied(sizes);
    if (elements > Integer.MAX_VALUE) {
      throw new ShapeException("more than 2^31 - 1 elements in " + written(sizes));
    }
    return (int) elements;
  }

  private static long multiplied(List<Integer> factors, long... more) {
    try {
      long product = 1;
      for (int factor : factors) {
        product = Math.multiplyExact(product, factor);
      }
      for (long factor : more) {
        product = Math.multiplyExact(product, factor);
      }
      return product;
    } catch (ArithmeticException e) {
      throw new ShapeException("more than 2^63 - 1 numbers");
    }
  }

  private static String product(List<Integer> factors) {
    return factors.stream().map(String::valueOf).collect(Collectors.joining("·"));
  }

  /** Sizes as they are written: 40×40×3. */
  public static String written(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
