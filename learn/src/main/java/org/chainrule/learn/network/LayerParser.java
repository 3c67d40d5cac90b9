package org.chainrule.learn.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Window;

/**
 * Reads layers as people write them: {@code conv 32 3x3 pad 1, relu, maxpool 2, flatten, dense
 * 128}. Layers are separated by commas, each a word, its numbers, and what differs from the usual;
 * {@code as NAME} after a layer gives its output a {@link Label}.
 *
 * <p>A window with one size, such as {@code maxpool 2}, is square for pictures [channels, height,
 * width], and along time for sequences [time, features].
 *
 * <p>Weights begin as the next activation wants, if nothing else is said.
 */
public final class LayerParser {
  /** The words that a layer begins with, but for activations. */
  private static final List<String> WORDS =
      List.of(
          "dense",
          "conv",
          "local",
          "maxpool",
          "meanpool",
          "globalmax",
          "globalmean",
          "embedding",
          "masking",
          "rnn",
          "lstm",
          "gru",
          "batchnorm",
          "layernorm",
          "dropout",
          "each",
          "flatten",
          "reshape",
          "softmax",
          "rescale",
          "standardize",
          "add",
          "multiply",
          "concatenate",
          "from");

  private static final Map<String, String> OTHER_WORDS =
      Map.of(
          "convolution", "conv",
          "locallyconnected", "local",
          "avgpool", "meanpool",
          "averagepool", "meanpool",
          "globalaverage", "globalmean",
          "concat", "concatenate",
          "mask", "masking");

  private final LayerWords words;
  private final Shape input;
  private final Optional<Initializer> initializer;
  private final List<Layer> layers = new ArrayList<>();

  private LayerParser(LayerWords words, Shape input, Optional<Initializer> initializer) {
    this.words = words;
    this.input = input;
    this.initializer = initializer;
  }

  /**
   * Reads layers and checks that they fit each other.
   *
   * @param input the shape of one example
   * @param initializer how weights begin, if not as suits
   * @throws LayerException if the text can't be understood, or a layer can't read what comes in; it
   *     says where
   */
  public static List<Layer> parse(String text, Shape input, Optional<Initializer> initializer) {
    LayerParser parser = new LayerParser(new LayerWords(text), input, initializer);
    do {
      parser.layer();
    } while (parser.words.comma());
    return List.copyOf(parser.layers);
  }

  private void layer() {
    int from = words.position();
    String word = words.next("a layer");
    try {
      add(from, layer(word));
      if (words.takes("as")) {
        add(from, new Label(words.next("a name")));
      }
    } catch (LayerException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw words.wrong(from, String.valueOf(e.getMessage()));
    }
    words.end();
  }

  private void add(int from, Layer layer) {
    layers.add(layer);
    try {
      new Network(input, layers);
    } catch (IllegalArgumentException e) {
      throw words.wrong(from, String.valueOf(e.getMessage()));
    }
  }

  private Layer layer(String text) {
    String word = text.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    return switch (OTHER_WORDS.getOrDefault(word, word)) {
      case "dense" -> new Dense(words.count("units"), weight());
      case "conv" -> convolution();
      case "local" -> local();
      case "maxpool" -> new Pool(Pooling.MAX, window(true));
      case "meanpool" -> new Pool(Pooling.MEAN, window(true));
      case "globalmax" -> new GlobalPool(Pooling.MAX);
      case "globalmean" -> new GlobalPool(Pooling.MEAN);
      case "embedding" -> embedding();
      case "masking" -> new Masking(words.isNumber() ? words.number("the padding") : 0);
      case "rnn" -> recurrent(new Cell.Simple(Activation.TANH));
      case "lstm" -> recurrent(new Cell.Lstm());
      case "gru" -> recurrent(new Cell.Gru());
      case "batchnorm" -> new BatchNorm(option("momentum", 0.1), option("epsilon", 1e-5));
      case "layernorm" -> new LayerNorm((int) option("axes", 1), option("epsilon", 1e-5));
      case "dropout" -> new Dropout(words.number("a rate"));
      case "each" -> new EachStep(layer(words.next("a layer")));
      case "flatten" -> new Flatten();
      case "reshape" -> new Reshape(words.sizes("a shape such as 1x28x28"));
      case "softmax" -> new Softmax();
      case "rescale" -> new Rescale(words.number("a factor"));
      case "standardize" -> new Standardize();
      case "add" -> new Join(Join.How.ADD, words.rest("a name"));
      case "multiply" -> new Join(Join.How.MULTIPLY, words.rest("a name"));
      case "concatenate" -> new Join(Join.How.CONCATENATE, words.rest("a name"));
      case "from" -> new From(words.next("a name"));
      default -> activation(text).orElseThrow(() -> words.unknown(text, "a layer", known()));
    };
  }

  private static List<String> known() {
    Stream<String> activations =
        Arrays.stream(Activation.values()).map(a -> a.name().toLowerCase(Locale.ROOT));
    return Stream.concat(WORDS.stream(), activations).toList();
  }

  private static Optional<Activation> activation(String word) {
    return Arrays.stream(Activation.values())
        .filter(a -> a.name().equalsIgnoreCase(word.replace('-', '_')))
        .findFirst();
  }

  /** How the weights of the layer that is being read begin. */
  private Initializer weight() {
    return initializer.orElseGet(
        () ->
            words
                .later(word -> activation(word).isPresent())
                .flatMap(LayerParser::activation)
                .orElse(Activation.IDENTITY)
                .initializer());
  }

  private double option(String name, double usual) {
    return words.takes(name) ? words.number("a number") : usual;
  }

  private Layer convolution() {
    int filters = words.count("filters");
    Window window = window(false);
    int groups = words.takes("groups") ? words.count("groups") : 1;
    return new Convolution(filters, window, groups, biased(), weight());
  }

  private Layer local() {
    return new LocallyConnected(words.count("filters"), window(false), biased(), weight());
  }

  private boolean biased() {
    if (words.takes("no")) {
      words.expect("bias");
      return false;
    }
    return true;
  }

  private Layer embedding() {
    int count = words.count("words");
    int width = words.count("numbers");
    OptionalInt padding =
        words.takes("padding")
            ? OptionalInt.of(words.whole("a word's number"))
            : OptionalInt.empty();
    Initializer usual = new Embedding(count, width).weight();
    return new Embedding(count, width, padding, initializer.orElse(usual));
  }

  private Layer recurrent(Cell usual) {
    int units = words.count("units");
    Cell cell = usual;
    boolean bidirectional = false;
    boolean every = false;
    while (words.more()) {
      if (words.takes("bidirectional")) {
        bidirectional = true;
      } else if (words.takes("every")) {
        every = true;
      } else if (cell instanceof Cell.Simple
          && words.peek().flatMap(LayerParser::activation).isPresent()) {
        cell = new Cell.Simple(activation(words.next("an activation")).orElseThrow());
      } else {
        break;
      }
    }
    Recurrent layer = new Recurrent(cell, units, bidirectional, every);
    return new Recurrent(
        cell,
        units,
        bidirectional,
        every,
        initializer.orElse(layer.weight()),
        initializer.orElse(layer.recurrent()));
  }

  /** A window, whose stride is its size if it is for pooling, else 1. */
  private Window window(boolean pooling) {
    List<Integer> sizes = words.sizes("a window such as 3x3");
    boolean picture = new Network(input, layers).output().rank() == 3;
    int axes = sizes.size() == 1 && picture ? 2 : sizes.size();
    List<Integer> size = spread(sizes, axes);
    List<Integer> stride = pooling ? size : Collections.nCopies(axes, 1);
    List<Integer> padding = Collections.nCopies(axes, 0);
    List<Integer> dilation = Collections.nCopies(axes, 1);
    boolean same = false;
    while (true) {
      if (words.takes("stride")) {
        stride = spread(words.sizes("a stride"), axes);
      } else if (words.takes("pad")) {
        same = words.takes("same");
        padding = same ? padding : spread(words.wholes("a padding or 'same'"), axes);
      } else if (words.takes("dilation")) {
        dilation = spread(words.sizes("a dilation"), axes);
      } else {
        break;
      }
    }
    return new Window(size, stride, same ? same(size, dilation) : padding, dilation);
  }

  /** The padding that keeps the size at stride 1. */
  private static List<Integer> same(List<Integer> sizes, List<Integer> dilations) {
    List<Integer> padding = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      int reach = (sizes.get(i) - 1) * dilations.get(i);
      if (reach % 2 != 0) {
        throw new IllegalArgumentException(
            "pad same: a window of size " + sizes.get(i) + " has no middle");
      }
      padding.add(reach / 2);
    }
    return padding;
  }

  private static List<Integer> spread(List<Integer> sizes, int axes) {
    return sizes.size() == 1 ? Collections.nCopies(axes, sizes.getFirst()) : sizes;
  }
}
