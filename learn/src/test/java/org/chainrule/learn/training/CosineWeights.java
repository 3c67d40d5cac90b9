package org.chainrule.learn.training;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/** First weights that the scripts beside these tests begin with, too. */
public final class CosineWeights {
  private CosineWeights() {}

  /** Those of 3 inputs, 4 hidden units and some outputs. */
  public static Map<String, Tensor> start(int outputs) {
    Map<String, Tensor> values = new TreeMap<>();
    values.put("dense_1.weight", of(0.1, 3, 4));
    values.put("dense_1.bias", of(0.7, 4));
    values.put("dense_2.weight", of(0.3, 4, outputs));
    values.put("dense_2.bias", of(0.9, outputs));
    return values;
  }

  /** Element (i, j) is ½ cos(shift + 5 i + 2 j). */
  public static Tensor of(double shift, int... sizes) {
    int columns = sizes[sizes.length - 1];
    double[] values = new double[Shape.of(sizes).elements()];
    Arrays.setAll(values, i -> Math.cos(shift + 5 * (i / columns) + 2 * (i % columns)) / 2);
    return Tensor.of(Shape.of(sizes), values);
  }
}
