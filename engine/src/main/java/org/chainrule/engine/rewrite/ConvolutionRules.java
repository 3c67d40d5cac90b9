package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Unfold;

/**
 * Rules about windows: what {@link Fold} adds up becomes a convolution or, where windows don't
 * overlap, a rearrangement.
 *
 * <p>With windows that don't overlap, the gradient of a maximum pooling becomes elementwise work on
 * the picture [n, c, i, a, j, b], whose window (i, j) holds elements (a, b): nothing is scattered.
 * It computes the same numbers by the same operations, so where several elements of a window are
 * largest, each gets an equal part, as {@link org.chainrule.graph.op.Max} says.
 */
final class ConvolutionRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("fold of a sum", "fold(a b + c) → fold(a b) + fold(c)", ConvolutionRules::sum),
          new Rule(
              "data gradient of a convolution",
              "fold(y w) → windows(y) · flipped w",
              DataGradient::of),
          new Rule(
              "windows put back apart",
              "fold of apart windows → rearrangement",
              ConvolutionRules::putBack),
          new Rule("windows apart", "apart windows → rearrangement", ConvolutionRules::takeApart),
          new Rule(
              "part of a convolution",
              "(windows(x) · w)[…] → windows(x[…]) · w",
              ConvolutionRules::part));

  private ConvolutionRules() {}

  /** Whether no element is in two windows along this axis. */
  private static boolean apart(Unfold unfold, int axis) {
    int window = unfold.sizes().get(axis);
    return window == 1
        || (unfold.dilations().get(axis) == 1 && unfold.strides().get(axis) >= window);
  }

  private static boolean apart(Unfold unfold) {
    return Moves.upTo(unfold.sizes().size()).stream().allMatch(axis -> apart(unfold, axis));
  }

  /** The shape … m₁ w₁ m₂ w₂ … with the windows' elements next to each other as in the picture. */
  private static Shape interleaved(Shape lead, List<Integer> places, List<Integer> windows) {
    List<Integer> sizes = new ArrayList<>(lead.sizes());
    for (int axis = 0; axis < places.size(); axis++) {
      sizes.add(places.get(axis));
      sizes.add(windows.get(axis));
    }
    return new Shape(sizes);
  }

  /** The order that brings … m₁ w₁ m₂ w₂ … to … m₁ m₂ … w₁ w₂ …. */
  private static List<Integer> grouped(int lead, int axes) {
    List<Integer> order = new ArrayList<>(Moves.upTo(lead));
    for (int part = 0; part < 2; part++) {
      for (int axis = 0; axis < axes; axis++) {
        order.add(lead + 2 * axis + part);
      }
    }
    return order;
  }

  /** A fold of a sum with a contraction in it as a sum of folds, of which one is a convolution. */
  private static Optional<Expr> sum(Expr node) {
    return node.op() instanceof Fold
            && node.input(0).op() instanceof Add
            && node.input(0).inputs().stream().anyMatch(i -> i.op() instanceof Contract)
        ? Optional.of(
            Expr.of(node.op(), node.input(0).input(0))
                .plus(Expr.of(node.op(), node.input(0).input(1))))
        : Optional.empty();
  }

  private static Optional<Expr> takeApart(Expr node) {
    if (!(node.op() instanceof Unfold unfold) || !apart(unfold) || node.shape().elements() == 0) {
      return Optional.empty();
    }
    Expr x = node.input(0);
    int axes = unfold.sizes().size();
    int lead = x.shape().rank() - axes;
    List<Integer> places = node.shape().sizes().subList(lead, lead + axes);
    Shape shape = x.shape();
    List<Integer> steps = new ArrayList<>(Collections.nCopies(lead, 1));
    for (int axis = 0; axis < axes; axis++) {
      int window = unfold.sizes().get(axis);
      int stride = unfold.strides().get(axis);
      if (window > 1 && stride > window) {
        return Optional.empty();
      }
      steps.add(window == 1 ? stride : 1);
      shape = shape.with(lead + axis, places.get(axis) * window);
    }
    Expr part = Moves.part(x, Collections.nCopies(lead + axes, 0), shape.sizes(), steps);
    Shape split = interleaved(shape.range(0, lead), places, unfold.sizes());
    return Optional.of(Moves.transposed(part.reshape(split), grouped(lead, axes)));
  }

  private static Optional<Expr> putBack(Expr node) {
    if (!(node.op() instanceof Fold fold)
        || !apart(fold.unfold())
        || node.shape().elements() == 0) {
      return Optional.empty();
    }
    int axes = fold.unfold().sizes().size();
    Shape target = fold.target();
    int lead = target.rank() - axes;
    List<Integer> order = grouped(lead, axes);
    List<Integer> inverse = Moves.upTo(order.size()).stream().map(order::indexOf).toList();
    Expr spread = Moves.transposed(node.input(0), inverse);
    List<Integer> gaps = new ArrayList<>(Collections.nCopies(spread.shape().rank(), 0));
    Shape merged = target;
    for (int axis = 0; axis < axes; axis++) {
      int place = lead + 2 * axis;
      gaps.set(place + 1, fold.unfold().strides().get(axis) - fold.unfold().sizes().get(axis));
      merged =
          merged.with(lead + axis, spread.shape().size(place) * fold.unfold().strides().get(axis));
    }
    return Optional.of(fitted(padded(spread, gaps).reshape(merged), target));
  }

  /** Zeros after, along every axis. */
  private static Expr padded(Expr x, List<Integer> high) {
    List<Integer> none = Collections.nCopies(high.size(), 0);
    return high.equals(none) ? x : Expr.of(new Pad(none, high, none, 0), x);
  }

  /** Cut or filled with zeros at the end of every axis. */
  static Expr fitted(Expr x, Shape target) {
    List<Integer> kept = new ArrayList<>();
    List<Integer> high = new ArrayList<>();
    for (int axis = 0; axis < target.rank(); axis++) {
      kept.add(Math.min(x.shape().size(axis), target.size(axis)));
      high.add(target.size(axis) - kept.get(axis));
    }
    return padded(Moves.leading(x, new Shape(kept)), high);
  }

  /**
   * A part of a convolution with a flipped filter, as the padding of the convolved one gives it.
   */
  private static Optional<Expr> part(Expr node) {
    if (!(node.op() instanceof Slice slice)
        || !(node.input(0).op() instanceof Contract op)
        || !(node.input(0).input(0).op() instanceof Unfold unfold)
        || !(node.input(0).input(1).op() instanceof Flip)
        || node.shape().elements() == 0) {
      return Optional.empty();
    }
    Expr windows = node.input(0).input(0);
    Expr x = windows.input(0);
    int lead = x.shape().rank() - unfold.sizes().size();
    List<Integer> from = new ArrayList<>(Collections.nCopies(x.shape().rank(), 0));
    List<Integer> sizes = new ArrayList<>(x.shape().sizes());
    for (int axis = 0; axis < op.out().length(); axis++) {
      int place = op.left().indexOf(op.out().charAt(axis)) - lead;
      boolean all = node.shape().size(axis) == node.input(0).shape().size(axis);
      if (all) {
        continue;
      }
      if (place < 0 || place >= unfold.sizes().size() || slice.steps().get(axis) != 1) {
        return Optional.empty();
      }
      int stride = unfold.strides().get(place);
      int reach = (unfold.sizes().get(place) - 1) * unfold.dilations().get(place) + 1;
      from.set(lead + place, slice.from().get(axis) * stride);
      sizes.set(lead + place, (node.shape().size(axis) - 1) * stride + reach);
    }
    Expr less = Moves.part(x, from, sizes, Collections.nCopies(sizes.size(), 1));
    return Optional.of(Expr.of(op, Expr.of(unfold, less), node.input(0).input(1)));
  }
}
