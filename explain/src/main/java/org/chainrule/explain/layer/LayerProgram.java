package org.chainrule.explain.layer;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Layers as a program of formulas: the outputs z1, a1, z2, … for one example x, and the loss C of a
 * target y, which is the cross-entropy if the last layer is softmax, else half the squared
 * distance.
 */
public final class LayerProgram {
  private static final String SOFTMAX = "softmax";
  private static final Set<String> WITHOUT_FORMULA = Set.of("flatten", "dropout", "identity");
  private static final Set<String> UNKNOWN = Set.of("conv", "local", "maxpool", "avgpool");

  private final StringBuilder declarations = new StringBuilder();
  private final StringBuilder formulas = new StringBuilder();
  private final Set<String> names = new HashSet<>();
  private String last = "x";
  private int size;
  private int layer;

  private LayerProgram(int size) {
    this.size = size;
  }

  /**
   * The text of the program.
   *
   * @throws IllegalArgumentException if a layer is neither dense nor an activation
   */
  public static String of(LayerList layers) {
    if (layers.input().size() != 1) {
      throw unknown("layers of pictures");
    }
    LayerProgram program = new LayerProgram(layers.input().getFirst());
    program.declare("x: " + program.size);
    boolean softmax = false;
    for (CountedLayer layer : layers.layers()) {
      String kind = layer.text().strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
      softmax = kind.equals(SOFTMAX);
      program.add(kind, layer);
    }
    program.declare("y: " + program.size);
    String loss = softmax ? "-sum(y ∘ ln(%s))" : "1/2*norm(%s - y)^2";
    program.define("C", loss.replace("%s", program.last));
    return program.declarations.append(program.formulas).toString();
  }

  private static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException(
        what
            + " cannot be written as formulas here, only dense layers and activations; chainrule"
            + " shapes and chainrule count read all layers");
  }

  private void add(String kind, CountedLayer counted) {
    if (UNKNOWN.contains(kind)) {
      throw unknown(kind);
    }
    if (kind.equals("dense")) {
      layer++;
      int units = counted.output().getFirst();
      boolean bias = !counted.text().contains("nobias");
      declare("W" + layer + ": " + units + ", " + size);
      if (bias) {
        declare("b" + layer + ": " + units);
      }
      size = units;
      define("z" + layer, "W" + layer + "*" + last + (bias ? " + b" + layer : ""));
    } else if (!WITHOUT_FORMULA.contains(kind)) {
      define((kind.equals(SOFTMAX) ? "p" : "a") + layer, kind + "(" + last + ")");
    }
  }

  private void declare(String line) {
    declarations.append(line).append('\n');
  }

  /** A line that defines a name, with a number after it if it is taken. */
  private void define(String name, String formula) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "_" + i;
    }
    formulas.append(free).append(" = ").append(formula).append('\n');
    last = free;
  }
}
