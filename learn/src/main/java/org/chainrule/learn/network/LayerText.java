package org.chainrule.learn.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.graph.Window;

/**
 * Layers in the words that {@link LayerParser} reads, such as {@code conv 32 3x3 pad 1}. How
 * parameters begin is left out.
 */
public final class LayerText {
  private LayerText() {}

  /** Some layers, with commas between them. */
  public static String of(List<Layer> layers) {
    StringBuilder text = new StringBuilder();
    for (Layer layer : layers) {
      String separator = text.isEmpty() ? "" : layer instanceof Label ? " " : ", ";
      text.append(separator).append(of(layer));
    }
    return text.toString();
  }

  /** A layer. */
  public static String of(Layer layer) {
    return switch (layer) {
      case Activation activation -> word(activation);
      case BatchNorm(double momentum, double epsilon) ->
          "batchnorm" + unless("momentum", momentum, 0.1) + unless("epsilon", epsilon, 1e-5);
      case Convolution c ->
          "conv "
              + c.filters()
              + window(c.window(), 1)
              + unless("groups", c.groups(), 1)
              + (c.biased() ? "" : " no bias");
      case Custom custom -> custom.kind();
      case Dense dense -> "dense " + dense.units();
      case Dropout(double rate) -> "dropout " + number(rate);
      case EachStep(Layer each) -> "each " + of(each);
      case Embedding e ->
          "embedding "
              + e.words()
              + " "
              + e.width()
              + (e.padding().isPresent() ? " padding " + e.padding().getAsInt() : "");
      case Flatten _ -> "flatten";
      case From(String name) -> "from " + name;
      case GlobalPool(Pooling pooling) -> "global" + word(pooling);
      case Join(Join.How how, List<String> names) -> word(how) + " " + String.join(" ", names);
      case Label(String name) -> "as " + name;
      case LayerNorm(int axes, double epsilon) ->
          "layernorm" + unless("axes", axes, 1) + unless("epsilon", epsilon, 1e-5);
      case LocallyConnected l ->
          "local " + l.filters() + window(l.window(), 1) + (l.biased() ? "" : " no bias");
      case Masking(double padding) -> "masking" + (padding == 0 ? "" : " " + number(padding));
      case Pool(Pooling pooling, Window window) -> word(pooling) + "pool" + window(window, 0);
      case Recurrent r -> recurrent(r);
      case Rescale(double factor) -> "rescale " + number(factor);
      case Reshape(List<Integer> sizes) -> "reshape " + sizes(sizes);
      case Softmax _ -> "softmax";
      case Standardize _ -> "standardize";
    };
  }

  private static String recurrent(Recurrent r) {
    String function =
        switch (r.cell()) {
          case Cell.Simple(Activation f) -> f == Activation.TANH ? "" : " " + word(f);
          case Cell.Lstm _, Cell.Gru _ -> "";
        };
    return r.cell().kind()
        + " "
        + r.units()
        + function
        + (r.bidirectional() ? " bidirectional" : "")
        + (r.every() ? " every" : "");
  }

  /** A window, its stride unless it is as usual, which is the size itself if none is given. */
  private static String window(Window window, int usual) {
    List<Integer> sizes = window.sizes();
    boolean plain =
        usual == 0
            ? window.strides().equals(sizes)
            : window.strides().stream().allMatch(s -> s == usual);
    return " "
        + sizes(sizes)
        + (plain ? "" : " stride " + shortest(window.strides()))
        + each("pad", window.padding(), 0)
        + each("dilation", window.dilations(), 1);
  }

  private static String each(String name, List<Integer> numbers, int usual) {
    return numbers.stream().allMatch(n -> n == usual) ? "" : " " + name + " " + shortest(numbers);
  }

  private static String shortest(List<Integer> numbers) {
    return sizes(numbers.stream().distinct().count() == 1 ? numbers.subList(0, 1) : numbers);
  }

  private static String sizes(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static String unless(String name, double value, double usual) {
    return value == usual ? "" : " " + name + " " + number(value);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
