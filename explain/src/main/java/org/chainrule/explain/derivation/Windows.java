package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Unfold;

/**
 * All windows of a matrix: element (i, j, k, l) is the element (k, l) of the window at (i, j).
 *
 * @param picture the matrix
 * @param unfold how a window is moved over it
 * @param padding how many zeros stand around it
 */
record Windows(Expr picture, Unfold unfold, int padding) {
  /** The windows that a node is. */
  static Optional<Windows> of(Expr node) {
    if (!(node.op() instanceof Unfold unfold) || node.input(0).shape().rank() != 2) {
      return Optional.empty();
    }
    Expr picture = node.input(0);
    return picture.op() instanceof Pad(var low, var high, var interior, double fill)
            && low.equals(high)
            && low.getFirst().equals(low.getLast())
            && interior.equals(List.of(0, 0))
            && fill == 0
        ? Optional.of(new Windows(picture.input(0), unfold, low.getFirst()))
        : Optional.of(new Windows(picture, unfold, 0));
  }

  /** Whether an element lies in several windows. */
  static boolean overlap(Unfold unfold) {
    return IntStream.range(0, unfold.sizes().size())
        .anyMatch(
            axis ->
                unfold.strides().get(axis)
                    <= unfold.dilations().get(axis) * (unfold.sizes().get(axis) - 1));
  }

  /** Where the element k of the window at i lies along an axis, all counted from 1. */
  String position(int axis, String i, String k) {
    return sum(
        unfold.strides().get(axis),
        i,
        unfold.dilations().get(axis),
        k,
        1 - unfold.strides().get(axis) - unfold.dilations().get(axis) - padding);
  }

  /** Which element of the window at i lies at m along an axis, if the dilation is 1. */
  String inside(int axis, String m, String i) {
    int stride = unfold.strides().get(axis);
    return sum(1, m, -stride, i, stride + padding);
  }

  /** a·x + b·y + number; an index that is "" is 1. */
  private static String sum(int a, String x, int b, String y, int number) {
    StringBuilder text = new StringBuilder();
    int rest = number + add(text, a, x) + add(text, b, y);
    return text.isEmpty()
        ? Integer.toString(rest)
        : rest == 0
            ? text.toString()
            : text.append(rest < 0 ? "−" : "+").append(Math.abs(rest)).toString();
  }

  private static int add(StringBuilder text, int factor, String index) {
    if (index.isEmpty()) {
      return factor;
    }
    String sign = factor < 0 ? "−" : text.isEmpty() ? "" : "+";
    String inner = index.length() > 2 && Math.abs(factor) > 1 ? "(" + index + ")" : index;
    text.append(sign).append(Math.abs(factor) == 1 ? "" : Math.abs(factor)).append(inner);
    return 0;
  }
}
