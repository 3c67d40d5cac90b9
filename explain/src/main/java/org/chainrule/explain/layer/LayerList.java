package org.chainrule.explain.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.chainrule.explain.formula.FormulaException;
import org.chainrule.explain.formula.FormulaText;
import org.chainrule.explain.formula.Place;
import org.chainrule.explain.layer.Layer.Convolution;
import org.chainrule.explain.layer.Layer.Dense;
import org.chainrule.explain.layer.Layer.Elementwise;
import org.chainrule.explain.layer.Layer.Flatten;
import org.chainrule.explain.layer.Layer.Pooling;
import org.chainrule.explain.layer.Layer.Window;
import org.chainrule.graph.ShapeException;

/**
 * Layers in writing: {@code 28x28x1 -> conv 5x5 filters 8 -> relu -> maxpool 2x2 -> flatten ->
 * dense 10}.
 *
 * @param input the sizes of one example
 * @param layers the layers, first to last
 */
public record LayerList(List<Integer> input, List<CountedLayer> layers) {
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "relu",
          "sigmoid",
          "tanh",
          "softmax",
          "leakyrelu",
          "elu",
          "gelu",
          "silu",
          "softplus",
          "identity",
          "dropout");
  private static final String KINDS =
      "conv, local, maxpool, avgpool, dense, flatten or an activation";
  private static final int LARGEST = 1_000_000_000;

  public LayerList {
    input = List.copyOf(input);
    layers = List.copyOf(layers);
  }

  /** Whether a text is a list of layers and no formula. */
  public static boolean isOne(String text) {
    return text.contains("->") || text.contains("→");
  }

  /**
   * The layers in a text.
   *
   * @throws FormulaException if a layer is not understood or can't read its input
   */
  public static LayerList parse(String text) {
    return new Reader(FormulaText.of(text)).read();
  }

  /** How many numbers all layers learn. */
  public long parameters() {
    return layers.stream().mapToLong(CountedLayer::parameters).reduce(0, Math::addExact);
  }

  private record Word(String text, Place place) {}

  private record Reader(FormulaText source) {
    LayerList read() {
      List<List<Word>> parts = parts();
      List<Integer> input = sizes(onlyWord(parts.getFirst()));
      List<Integer> sizes = input;
      List<CountedLayer> layers = new ArrayList<>();
      for (List<Word> part : parts.subList(1, parts.size())) {
        Place place = part.getFirst().place.to(part.getLast().place);
        try {
          CountedLayer counted =
              LayerArithmetic.count(source.at(place), layer(part, sizes.size()), sizes);
          layers.add(counted);
          sizes = counted.output();
        } catch (ShapeException e) {
          throw error(place, String.valueOf(e.getMessage()));
        }
      }
      return new LayerList(input, layers);
    }

    private FormulaException error(Place place, String problem) {
      return new FormulaException(source, place, problem);
    }

    /** The words between arrows. */
    private List<List<Word>> parts() {
      List<List<Word>> parts = new ArrayList<>();
      List<Word> part = new ArrayList<>();
      String text = source.text();
      int at = 0;
      while (at <= text.length()) {
        boolean arrow = text.startsWith("->", at) || text.startsWith("→", at);
        if (arrow || at == text.length()) {
          Place here = new Place(at, Math.min(at + 1, text.length()));
          if (part.isEmpty()) {
            throw error(here, "a layer is missing before this");
          }
          parts.add(part);
          part = new ArrayList<>();
          at += arrow && text.charAt(at) == '-' ? 2 : 1;
        } else if (Character.isWhitespace(text.charAt(at)) || ",=".indexOf(text.charAt(at)) >= 0) {
          at++;
        } else {
          int end = at;
          while (end < text.length()
              && !Character.isWhitespace(text.charAt(end))
              && ",=→".indexOf(text.charAt(end)) < 0
              && !text.startsWith("->", end)) {
            end++;
          }
          part.add(new Word(text.substring(at, end), new Place(at, end)));
          at = end;
        }
      }
      return parts;
    }

    private Word onlyWord(List<Word> part) {
      if (part.size() != 1) {
        throw error(part.get(1).place, "the input is its sizes alone, as 28x28x1 or 784");
      }
      return part.getFirst();
    }

    private List<Integer> sizes(Word word) {
      List<Integer> sizes = new ArrayList<>();
      for (String size : word.text.split("[x×]", -1)) {
        sizes.add(number(size, word, 1));
      }
      return sizes;
    }

    private int number(String text, Word word, int least) {
      long value = text.matches("\\d{1,10}") ? Long.parseLong(text) : -1;
      if (value < least || value > LARGEST) {
        throw error(
            word.place, "expected whole numbers from " + least + ", as 28x28, found " + word.text);
      }
      return (int) value;
    }

    private Layer layer(List<Word> words, int axes) {
      Word kind = words.getFirst();
      Settings settings = new Settings(this, words, axes);
      Layer layer =
          switch (kind.text) {
            case "conv", "convolution" -> settings.convolution(true);
            case "local", "unshared" -> settings.convolution(false);
            case "pool", "maxpool" -> new Pooling(settings.window(true), false);
            case "avgpool", "meanpool" -> new Pooling(settings.window(true), true);
            case "dense" -> new Dense(settings.first(), settings.bias());
            case "flatten" -> new Flatten();
            default -> {
              if (!ELEMENTWISE.contains(kind.text)) {
                throw error(kind.place, "there is no layer " + kind.text + "; write " + KINDS);
              }
              yield new Elementwise(kind.text);
            }
          };
      settings.requireAllUsed();
      return layer;
    }
  }

  /** The words after a layer's kind. */
  private static final class Settings {
    private final Reader reader;
    private final List<Word> words;
    private final int axes;
    private final boolean[] used;

    Settings(Reader reader, List<Word> words, int axes) {
      this.reader = reader;
      this.words = words;
      this.axes = axes;
      this.used = new boolean[words.size()];
      used[0] = true;
    }

    Convolution convolution(boolean shared) {
      Window window = window(false);
      return new Convolution(window, one("filters", 1), one("groups", 1), bias(), shared);
    }

    /** The sizes right after the kind. */
    private Word size() {
      if (words.size() < 2 || !Character.isDigit(words.get(1).text.charAt(0))) {
        throw reader.error(
            words.getFirst().place,
            words.getFirst().text + " needs a size, as conv 3x3 or dense 10");
      }
      used[1] = true;
      return words.get(1);
    }

    int first() {
      Word size = size();
      return reader.number(size.text, size, 1);
    }

    /** A pooling window steps by its own size unless it says otherwise. */
    Window window(boolean pooling) {
      List<Integer> filter = reader.sizes(size());
      if (filter.size() == 1 && axes > 1) {
        filter = Collections.nCopies(Math.min(2, axes), filter.getFirst());
      }
      int count = filter.size();
      List<Integer> ones = Collections.nCopies(count, 1);
      return new Window(
          filter,
          each("stride", 1, pooling ? filter : ones),
          each("padding", 0, Collections.nCopies(count, 0)),
          each("dilation", 1, ones));
    }

    boolean bias() {
      return !flag("nobias");
    }

    private boolean flag(String name) {
      for (int i = 1; i < words.size(); i++) {
        if (words.get(i).text.equals(name)) {
          used[i] = true;
          return true;
        }
      }
      return false;
    }

    private int one(String name, int usual) {
      return each(name, 1, List.of(usual)).getFirst();
    }

    private List<Integer> each(String name, int least, List<Integer> usual) {
      for (int i = 1; i < words.size() - 1; i++) {
        Word value = words.get(i + 1);
        if (words.get(i).text.equals(name)) {
          used[i] = true;
          used[i + 1] = true;
          List<Integer> given =
              Arrays.stream(value.text.split("[x×]", -1))
                  .map(n -> reader.number(n, value, least))
                  .toList();
          if (given.size() != 1 && given.size() != usual.size()) {
            throw reader.error(value.place, name + " is one number or one for each axis");
          }
          return given.size() == 1 ? Collections.nCopies(usual.size(), given.getFirst()) : given;
        }
      }
      return usual;
    }

    void requireAllUsed() {
      for (int i = 0; i < used.length; i++) {
        if (!used[i]) {
          throw reader.error(
              words.get(i).place,
              words.get(i).text
                  + " is no setting of "
                  + words.getFirst().text
                  + "; there are filters N, stride S, padding P, dilation D, groups G and nobias");
        }
      }
    }
  }
}
