package org.chainrule.explain.layer;

import java.util.List;

/**
 * What a layer gives and has.
 *
 * @param text the layer as it was written
 * @param layer the layer
 * @param output the sizes of its output for one example, channels last
 * @param sizeArithmetic how each size that changed comes about: {@code (22 − 4)/2 + 1 = 10}
 * @param parameters how many numbers it learns
 * @param countArithmetic how their number comes about: {@code 4·4·1·8 + 8 = 136}; "" for none
 */
public record CountedLayer(
    String text,
    Layer layer,
    List<Integer> output,
    List<String> sizeArithmetic,
    long parameters,
    String countArithmetic) {
  public CountedLayer {
    output = List.copyOf(output);
    sizeArithmetic = List.copyOf(sizeArithmetic);
  }
}
