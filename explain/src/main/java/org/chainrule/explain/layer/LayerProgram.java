package org.chainrule.explain.layer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.explain.layer.Layer.Convolution;
import org.chainrule.explain.layer.Layer.Dense;
import org.chainrule.explain.layer.Layer.Elementwise;
import org.chainrule.explain.layer.Layer.Flatten;
import org.chainrule.explain.layer.Layer.Pooling;
import org.chainrule.explain.layer.Layer.Window;

/**
 * Layers as a program of formulas: the outputs z1, a1, z2, … for one example x, and the loss C of a
 * target y, which is the cross-entropy if the last layer is softmax, else half the squared
 * distance.
 *
 * <p>Formulas know vectors and matrices. So every channel is a matrix of its own, x_1, x_2, …, with
 * filters F1_{1,1}, F1_{1,2}, … by output and input channel.
 */
public final class LayerProgram {
  private static final String SOFTMAX = "softmax";
  private static final Set<String> WITHOUT_FORMULA = Set.of("dropout", "identity");

  /** More filters would fill pages with formulas that are all alike. */
  private static final int MOST_FILTERS = 12;

  private final StringBuilder declarations = new StringBuilder();
  private final StringBuilder formulas = new StringBuilder();
  private final Set<String> names = new HashSet<>();
  private List<String> channels;
  private List<Integer> sizes;
  private int layer;

  private LayerProgram(List<Integer> input) {
    sizes = input.subList(0, Math.min(2, input.size()));
    channels = numbered("x", input.size() < 3 ? 1 : input.getLast());
    channels.forEach(this::declare);
  }

  /**
   * The text of the program.
   *
   * @throws IllegalArgumentException if a layer can't be written as formulas
   */
  public static String of(LayerList layers) {
    if (layers.input().size() > 3) {
      throw new IllegalArgumentException(
          "inputs of more axes than height, width and channels cannot be written as formulas");
    }
    LayerProgram program = new LayerProgram(layers.input());
    boolean softmax = false;
    for (CountedLayer layer : layers.layers()) {
      softmax = layer.layer() instanceof Elementwise(String function) && function.equals(SOFTMAX);
      program.add(layer);
    }
    return program.withLoss(softmax);
  }

  private String withLoss(boolean softmax) {
    List<String> targets = numbered("y", channels.size());
    targets.forEach(this::declare);
    String loss =
        IntStream.range(0, channels.size())
            .mapToObj(
                i ->
                    softmax
                        ? "sum(" + targets.get(i) + " ∘ ln(" + channels.get(i) + "))"
                        : "norm(" + channels.get(i) + " - " + targets.get(i) + ")^2")
            .collect(Collectors.joining(" + "));
    String sum = channels.size() == 1 ? loss : "(" + loss + ")";
    define("C", (softmax ? "-" : "1/2*") + sum);
    return declarations.append(formulas).toString();
  }

  private static IllegalArgumentException unknown(CountedLayer layer, String why) {
    return new IllegalArgumentException(
        layer.text()
            + " cannot be written as formulas: "
            + why
            + "; chainrule shapes and chainrule count read it");
  }

  private void add(CountedLayer counted) {
    switch (counted.layer()) {
      case Dense dense -> dense(dense);
      case Convolution convolution -> convolution(counted, convolution);
      case Pooling pooling -> pooling(counted, pooling);
      case Flatten _ -> {
        if (sizes.size() > 1) {
          channels = each("v", name -> "flatten(" + name + ")");
          sizes = List.of(sizes.get(0) * sizes.get(1));
        }
      }
      case Elementwise(String function) -> {
        if (function.equals(SOFTMAX) && (channels.size() > 1 || sizes.size() > 1)) {
          throw unknown(counted, "here softmax takes one vector; put flatten and dense before it");
        }
        if (!WITHOUT_FORMULA.contains(function)) {
          channels = each(function.equals(SOFTMAX) ? "p" : "a", n -> function + "(" + n + ")");
        }
      }
    }
  }

  private void dense(Dense dense) {
    layer++;
    List<Integer> inputs = sizes;
    List<String> weights = numbered("W" + layer, channels.size());
    sizes = List.of(dense.units());
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      declare(weights.get(i), List.of(dense.units(), inputs.getFirst()));
      terms.add(weights.get(i) + "*" + channels.get(i));
    }
    if (dense.bias()) {
      declare("b" + layer);
      terms.add("b" + layer);
    }
    channels = List.of(define("z" + layer, String.join(" + ", terms)));
  }

  private void convolution(CountedLayer counted, Convolution convolution) {
    Window window = convolution.window();
    int inputs = channels.size();
    int outputs = convolution.filters();
    int groups = convolution.groups();
    if (!convolution.shared()) {
      throw unknown(counted, "every place has its own filter; conv has formulas");
    }
    if ((long) inputs * outputs / groups > MOST_FILTERS) {
      throw unknown(
          counted,
          "it has "
              + (long) inputs * outputs / groups
              + " filters, and at most "
              + MOST_FILTERS
              + " are written; with fewer filters or channels each is derived in the same way");
    }
    layer++;
    String settings = settings(counted, window);
    List<String> results = new ArrayList<>();
    List<String> biases = numbered("b" + layer, outputs);
    List<String> outs = numbered("z" + layer, outputs);
    for (int to = 0; to < outputs; to++) {
      List<String> terms = new ArrayList<>();
      for (int from = 0; from < inputs; from++) {
        if (from * groups / inputs == to * groups / outputs) {
          String filter = filter(to + 1, outputs, from + 1, inputs);
          declare(filter, window.filter());
          terms.add("conv(" + channels.get(from) + ", " + filter + settings + ")");
        }
      }
      if (convolution.bias()) {
        terms.add(biases.get(to));
      }
      results.add(define(outs.get(to), String.join(" + ", terms)));
    }
    channels = results;
    sizes = counted.output().subList(0, 2);
  }

  private String filter(int to, int outputs, int from, int inputs) {
    String name = "F" + layer;
    return outputs > 1 && inputs > 1
        ? name + "_{" + to + "," + from + "}"
        : outputs > 1 ? name + "_" + to : inputs > 1 ? name + "_" + from : name;
  }

  /** The arguments of conv after the filter. */
  private static String settings(CountedLayer counted, Window window) {
    int stride = same(counted, window.stride());
    int padding = same(counted, window.padding());
    int dilation = same(counted, window.dilation());
    return dilation > 1
        ? ", " + stride + ", " + padding + ", " + dilation
        : padding > 0 ? ", " + stride + ", " + padding : stride > 1 ? ", " + stride : "";
  }

  private static int same(CountedLayer counted, List<Integer> ofEachAxis) {
    if (ofEachAxis.size() != 2 || !ofEachAxis.getFirst().equals(ofEachAxis.getLast())) {
      throw unknown(counted, "conv and pooling have formulas for matrices, alike along both axes");
    }
    return ofEachAxis.getFirst();
  }

  private void pooling(CountedLayer counted, Pooling pooling) {
    Window window = pooling.window();
    int size = same(counted, window.filter());
    int stride = same(counted, window.stride());
    if (same(counted, window.padding()) > 0 || same(counted, window.dilation()) > 1) {
      throw unknown(counted, "pooling has formulas without padding and dilation");
    }
    String function = pooling.mean() ? "meanpool" : "maxpool";
    String settings = ", " + size + (stride == size ? "" : ", " + stride);
    channels = each("p", name -> function + "(" + name + settings + ")");
    sizes = counted.output().subList(0, 2);
  }

  private interface Formula {
    String of(String name);
  }

  /** A formula for each channel. */
  private List<String> each(String letter, Formula formula) {
    List<String> results = numbered(letter + layer, channels.size());
    return IntStream.range(0, results.size())
        .mapToObj(i -> define(results.get(i), formula.of(channels.get(i))))
        .toList();
  }

  /** The name, or if there are several the names with subscripts. */
  private static List<String> numbered(String name, int count) {
    return count == 1
        ? List.of(name)
        : IntStream.rangeClosed(1, count).mapToObj(i -> name + "_" + i).toList();
  }

  private void declare(String name) {
    declare(name, sizes);
  }

  private void declare(String name, List<Integer> shape) {
    declarations
        .append(name)
        .append(": ")
        .append(shape.stream().map(String::valueOf).collect(Collectors.joining(", ")))
        .append('\n');
  }

  /** A line that defines a name, with a number after it if it is taken. */
  private String define(String name, String formula) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "_" + i;
    }
    formulas.append(free).append(" = ").append(formula).append('\n');
    return free;
  }
}
