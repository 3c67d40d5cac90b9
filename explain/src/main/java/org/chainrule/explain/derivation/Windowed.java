package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Unfold;

/**
 * What is computed from windows of a matrix, as a function with a name.
 *
 * <ul>
 *   <li>{@code conv(X, F)}: windows times the filter, added up; convᵀ is its transpose as a linear
 *       map of X
 *   <li>{@code maxpool(X)}: the largest of each window; {@code maxunpool(Y, X)} puts numbers back
 *       where the largest were
 *   <li>{@code sumpool(X)}: the sum of each window; sumpoolᵀ adds numbers to all of their window
 * </ul>
 *
 * @param name the function with the settings that are not the usual ones
 * @param arguments what it is applied to
 */
public record Windowed(String name, List<Expr> arguments) {
  private static final List<Integer> INSIDE = List.of(2, 3);

  /** The function that a node is. */
  public static Optional<Windowed> of(Expr node) {
    return switch (node.op()) {
      case Contract c -> convolution(node, c);
      case Max max when max.axes().equals(INSIDE) -> pooling("maxpool", node);
      case Sum sum when sum.axes().equals(INSIDE) -> pooling("sumpool", node);
      case Fold fold -> back(node, fold, 0);
      case Slice slice when node.input(0).op() instanceof Fold fold ->
          margin(node, slice).flatMap(padding -> back(node.input(0), fold, padding));
      default -> Optional.empty();
    };
  }

  /** How many rows and columns a slice takes away on every side, if equally many. */
  static Optional<Integer> margin(Expr node, Slice slice) {
    Shape whole = node.input(0).shape();
    int margin = slice.from().getFirst();
    boolean even = node.shape().rank() == 2 && slice.steps().equals(List.of(1, 1));
    for (int axis = 0; even && axis < 2; axis++) {
      even = slice.from().get(axis) == margin && slice.to().get(axis) == whole.size(axis) - margin;
    }
    return even ? Optional.of(margin) : Optional.empty();
  }

  /**
   * A contraction of windows with a filter, or with the derivative by the output, which is a
   * convolution with stride and dilation exchanged.
   */
  private static Optional<Windowed> convolution(Expr node, Contract c) {
    for (int side = 0; side < 2; side++) {
      Optional<Windows> found = Windows.of(node.input(side));
      String letters = side == 0 ? c.left() : c.right();
      String others = side == 0 ? c.right() : c.left();
      if (found.isPresent() && letters.length() == 4) {
        Windows windows = found.get();
        Unfold u = windows.unfold();
        String places = letters.substring(0, 2);
        String inside = letters.substring(2);
        Expr filter = node.input(1 - side);
        List<Expr> arguments = List.of(windows.picture(), filter);
        if (others.equals(inside) && c.out().equals(places)) {
          String name = name("conv", u.strides(), windows.padding(), u.dilations());
          return Optional.of(new Windowed(name, arguments));
        }
        Shape padded = node.input(side).input(0).shape();
        boolean whole = exchanged(padded, filter.shape(), u).equals(node.shape());
        if (others.equals(places) && c.out().equals(inside) && whole) {
          String name = name("conv", u.dilations(), windows.padding(), u.strides());
          return Optional.of(new Windowed(name, arguments));
        }
      }
    }
    return Optional.empty();
  }

  /** The size of the convolution with stride and dilation exchanged. */
  private static Shape exchanged(Shape picture, Shape filter, Unfold u) {
    int[] sizes = new int[2];
    for (int axis = 0; axis < 2; axis++) {
      int reach = u.strides().get(axis) * (filter.size(axis) - 1) + 1;
      sizes[axis] = (picture.size(axis) - reach) / u.dilations().get(axis) + 1;
    }
    return Shape.of(sizes);
  }

  private static Optional<Windowed> pooling(String function, Expr node) {
    return Windows.of(node.input(0))
        .filter(windows -> windows.padding() == 0)
        .map(windows -> new Windowed(pool(function, windows.unfold()), List.of(windows.picture())));
  }

  /** Windows put back, of which some rows and columns around are cut off again. */
  private static Optional<Windowed> back(Expr node, Fold fold, int padding) {
    Expr windows = node.input(0);
    Unfold u = fold.unfold();
    if (windows.shape().rank() != 4) {
      return Optional.empty();
    }
    if (windows.op() instanceof Contract c) {
      for (int side = 0; side < 2; side++) {
        String places = side == 0 ? c.left() : c.right();
        String inside = side == 0 ? c.right() : c.left();
        if (c.out().equals(places + inside) && places.length() == 2) {
          String name = name("convᵀ", u.strides(), padding, u.dilations());
          return Optional.of(
              new Windowed(name, List.of(windows.input(side), windows.input(1 - side))));
        }
      }
    }
    return padding > 0 ? Optional.empty() : unpooled(windows, u);
  }

  private static Optional<Windowed> unpooled(Expr windows, Unfold u) {
    Shape places = windows.shape().range(0, 2);
    List<Expr> above = new ArrayList<>();
    List<Expr> below = new ArrayList<>();
    factors(windows, above, below);
    Optional<Expr> largest =
        above.stream()
            .filter(
                f ->
                    f.op() instanceof Compare c
                        && c.relation() == Compare.Relation.EQUAL
                        && Windows.of(f.input(0)).isPresent())
            .findFirst();
    if (largest.isPresent()) {
      above.remove(largest.get());
      Optional<Expr> numbers = once(above, places);
      boolean shared =
          below.size() == 1
              && once(below.getFirst(), places)
                  .filter(n -> n.op() instanceof Sum && n.input(0) == largest.get())
                  .isPresent();
      return shared
          ? numbers.map(
              n -> new Windowed(pool("maxunpool", u), List.of(n, largest.get().input(0).input(0))))
          : Optional.empty();
    }
    return below.isEmpty()
        ? once(above, places).map(n -> new Windowed(pool("sumpoolᵀ", u), List.of(n)))
        : Optional.empty();
  }

  private static void factors(Expr node, List<Expr> above, List<Expr> below) {
    switch (node.op()) {
      case Multiply _ -> {
        factors(node.input(0), above, below);
        factors(node.input(1), above, below);
      }
      case Divide _ -> {
        factors(node.input(0), above, below);
        factors(node.input(1), below, above);
      }
      default -> above.add(node);
    }
  }

  /** What is repeated in all of a window, once for each place. */
  private static Optional<Expr> once(List<Expr> factors, Shape places) {
    List<Optional<Expr>> bases = factors.stream().map(f -> once(f, places)).toList();
    return !bases.isEmpty() && bases.stream().allMatch(Optional::isPresent)
        ? bases.stream().flatMap(Optional::stream).reduce(Expr::times)
        : Optional.empty();
  }

  private static Optional<Expr> once(Expr spread, Shape places) {
    Expr base = spread;
    while (base.op() instanceof Broadcast || base.op() instanceof Reshape) {
      base = base.input(0);
    }
    return base.shape().equals(places)
        ? Optional.of(base)
        : base.shape().elements() == places.elements()
            ? Optional.of(base.reshape(places))
            : Optional.empty();
  }

  private static String pool(String function, Unfold u) {
    String stride = u.strides().equals(u.sizes()) ? "" : ", stride " + sizes(u.strides());
    return function + "[" + u.sizes().getFirst() + "×" + u.sizes().getLast() + stride + "]";
  }

  private static String name(
      String function, List<Integer> strides, int padding, List<Integer> dilations) {
    List<String> settings = new ArrayList<>();
    if (!strides.equals(List.of(1, 1))) {
      settings.add("stride " + sizes(strides));
    }
    if (padding > 0) {
      settings.add("padding " + padding);
    }
    if (!dilations.equals(List.of(1, 1))) {
      settings.add("dilation " + sizes(dilations));
    }
    return settings.isEmpty() ? function : function + "[" + String.join(", ", settings) + "]";
  }

  private static String sizes(List<Integer> both) {
    return both.getFirst().equals(both.getLast())
        ? both.getFirst().toString()
        : both.getFirst() + "×" + both.getLast();
  }
}
