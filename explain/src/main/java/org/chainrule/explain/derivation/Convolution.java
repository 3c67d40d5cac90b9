package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Unfold;

/**
 * A matrix over which a filter is moved.
 *
 * @param picture the matrix
 * @param filter what its windows are multiplied by and added up
 * @param settings stride and dilation where they are not 1, in writing
 */
record Convolution(Expr picture, Expr filter, String settings) {
  /**
   * The convolution that a graph is: a contraction of windows with a filter, or with the derivative
   * by the output, which is a convolution with stride and dilation exchanged.
   */
  static Optional<Convolution> of(Expr node) {
    if (!(node.op() instanceof Contract c)) {
      return Optional.empty();
    }
    for (int side = 0; side < 2; side++) {
      Expr windows = node.input(side);
      String letters = side == 0 ? c.left() : c.right();
      String others = side == 0 ? c.right() : c.left();
      boolean fits =
          windows.op() instanceof Unfold u
              && u.sizes().size() == 2
              && letters.length() == 4
              && windows.input(0).shape().rank() == 2;
      if (fits && windows.op() instanceof Unfold u) {
        String places = letters.substring(0, 2);
        String inside = letters.substring(2);
        Expr picture = windows.input(0);
        Expr filter = node.input(1 - side);
        if (others.equals(inside) && c.out().equals(places)) {
          return Optional.of(
              new Convolution(picture, filter, settings(u.strides(), u.dilations())));
        }
        boolean whole = size(picture.shape(), filter.shape(), u).equals(node.shape());
        if (others.equals(places) && c.out().equals(inside) && whole) {
          return Optional.of(
              new Convolution(picture, filter, settings(u.dilations(), u.strides())));
        }
      }
    }
    return Optional.empty();
  }

  /** The size of the convolution with stride and dilation exchanged. */
  private static Shape size(Shape picture, Shape filter, Unfold u) {
    int[] sizes = new int[2];
    for (int axis = 0; axis < 2; axis++) {
      int reach = u.strides().get(axis) * (filter.size(axis) - 1) + 1;
      sizes[axis] = (picture.size(axis) - reach) / u.dilations().get(axis) + 1;
    }
    return Shape.of(sizes);
  }

  private static String settings(List<Integer> strides, List<Integer> dilations) {
    String stride = strides.equals(List.of(1, 1)) ? "" : "stride " + sizes(strides);
    String dilation = dilations.equals(List.of(1, 1)) ? "" : "dilation " + sizes(dilations);
    return stride + (stride.isEmpty() || dilation.isEmpty() ? "" : ", ") + dilation;
  }

  private static String sizes(List<Integer> both) {
    return both.getFirst().equals(both.getLast())
        ? both.getFirst().toString()
        : both.getFirst() + "×" + both.getLast();
  }

  /** What it is called. */
  String name() {
    return settings.isEmpty() ? "conv" : "conv[" + settings + "]";
  }
}
