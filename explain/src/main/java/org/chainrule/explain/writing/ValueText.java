package org.chainrule.explain.writing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.graph.Tensor;

/** How values are written. */
public final class ValueText {
  private static final int DIGITS = 10;
  private static final int DIGITS_IN_TENSORS = 5;
  private static final int MOST_ELEMENTS = 36;
  private static final String UNDEFINED = "undefined";

  private ValueText() {}

  /** A value with ten significant digits; a tensor with fewer, and cut off where it is large. */
  public static String of(Tensor value) {
    return value.shape().rank() == 0
        ? number(value.item(), DIGITS)
        : tensor(value, DIGITS_IN_TENSORS);
  }

  /**
   * A value as a machine has it: with ten significant digits, each element of a tensor, too, and
   * NaN for what is undefined.
   */
  public static String exact(Tensor value) {
    String text = value.shape().rank() == 0 ? number(value.item(), DIGITS) : tensor(value, DIGITS);
    return text.replace(UNDEFINED, "NaN");
  }

  /** A value with so many significant digits, a large tensor cut off. */
  public static String rounded(Tensor value, int digits) {
    return value.shape().rank() == 0 ? number(value.item(), digits) : tensor(value, digits);
  }

  /** A constant with all its digits. */
  public static String literal(Tensor value) {
    return tensor(value, 17);
  }

  private static String tensor(Tensor value, int digits) {
    if (value.shape().elements() > MOST_ELEMENTS || value.shape().rank() > 2) {
      String sizes =
          value.shape().sizes().stream().map(Object::toString).collect(Collectors.joining("×"));
      return "(" + sizes + " numbers)";
    }
    if (value.shape().rank() < 2) {
      return row(value, 0, value.shape().elements(), digits, "[", "]");
    }
    int columns = value.shape().size(1);
    return IntStream.range(0, value.shape().size(0))
        .mapToObj(i -> row(value, i * columns, columns, digits, "", ""))
        .collect(Collectors.joining("; ", "[", "]"));
  }

  private static String row(
      Tensor value, int from, int count, int digits, String before, String after) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> number(value.at(i), digits))
        .collect(Collectors.joining(", ", before, after));
  }

  /** A number with so many significant digits, without trailing zeros; NaN is undefined. */
  public static String number(double value, int digits) {
    if (Double.isNaN(value)) {
      return UNDEFINED;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-5 && size < 1e10);
    String text =
        plain
            ? rounded.toPlainString()
            : String.format(Locale.ROOT, "%s", rounded.toString())
                .replace("E+", "E")
                .replace("E", "e");
    return text.replace('-', '−');
  }
}
