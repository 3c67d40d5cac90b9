package org.chainrule.explain.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.chainrule.graph.Tensor;

/**
 * Quantities that are rounded as soon as they are computed, so that later ones use the rounded
 * value; halves go to the even neighbour.
 *
 * @param name the quantity, or what those with an index have in common: h for h_1, h_2, …
 * @param decimals the digits that are kept after the point
 */
public record Rounding(String name, int decimals) {
  /**
   * The rounding written as {@code h} or {@code h:2}.
   *
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static Rounding parse(String text) {
    String[] parts = text.split(":", -1);
    boolean fits = parts.length <= 2 && !parts[0].isBlank();
    if (!fits || (parts.length == 2 && !parts[1].matches("\\d{1,2}"))) {
      throw new IllegalArgumentException(
          text + " is no rounding: write h for whole numbers or h:2 for two decimals");
    }
    return new Rounding(parts[0].strip(), parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
  }

  boolean covers(String quantity) {
    return quantity.equals(name) || quantity.startsWith(name + "_");
  }

  Tensor of(Tensor value) {
    double[] numbers = value.toArray();
    for (int i = 0; i < numbers.length; i++) {
      if (Double.isFinite(numbers[i])) {
        numbers[i] =
            BigDecimal.valueOf(numbers[i]).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
      }
    }
    return Tensor.of(value.shape(), numbers);
  }
}
