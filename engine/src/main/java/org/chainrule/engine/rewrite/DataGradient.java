package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Unfold;

/**
 * The gradient of a convolution by its picture as a convolution of the output's adjoint y with the
 * flipped filter w, so that no window is stored and nothing is scattered.
 *
 * <p>Along an axis with window w, stride s and dilation d the fold is x[p] = Σ y[i] w[a] over i s +
 * a d = p. With stride 1 that is a convolution of y padded by d (w − 1) with w reversed. With d =
 * 1, p = u s + r needs only the elements a = e s + r of the filter: x[u s + r] = Σ y[u − e] w[e s +
 * r] over e, one convolution for all phases r, whose results lie next to each other. Otherwise y is
 * spread by s − 1 zeros.
 */
final class DataGradient {
  private final Unfold unfold;
  private final Shape target;
  private final int lead;
  private final int axes;

  private DataGradient(Fold fold) {
    unfold = fold.unfold();
    target = fold.target();
    axes = unfold.sizes().size();
    lead = target.rank() - axes;
  }

  /** The convolution, if the node is a fold of a contraction whose windows are the filter's. */
  static Optional<Expr> of(Expr node) {
    if (!(node.op() instanceof Fold fold)
        || !(node.input(0).op() instanceof Contract op)
        || node.shape().elements() == 0
        || fold.unfold().sizes().isEmpty()) {
      return Optional.empty();
    }
    DataGradient gradient = new DataGradient(fold);
    Expr left = node.input(0).input(0);
    Expr right = node.input(0).input(1);
    return gradient
        .convolution(op.left(), left, op.right(), right, op.out())
        .or(() -> gradient.convolution(op.right(), right, op.left(), left, op.out()));
  }

  private Optional<Expr> convolution(
      String letters, Expr adjoint, String filterLetters, Expr filter, String out) {
    String places = out.substring(lead, lead + axes);
    String windows = out.substring(lead + axes);
    boolean convolution =
        places.chars().allMatch(c -> letters.indexOf(c) >= 0 && filterLetters.indexOf(c) < 0)
            && windows
                .chars()
                .allMatch(c -> filterLetters.indexOf(c) >= 0 && letters.indexOf(c) < 0);
    if (!convolution) {
      return Optional.empty();
    }
    String rest = without(letters, places);
    List<Integer> order = (rest + places).chars().mapToObj(letters::indexOf).toList();
    Expr last = Moves.transposed(adjoint, order);
    Expr unfolded = Expr.of(correlation(), spread(last, rest.length()));
    Expr flipped = flipped(filter, filterLetters, windows);
    String phases = fresh(letters + filterLetters + out);
    String filterOut = filterLetters;
    String result = out.substring(0, lead + axes);
    for (int axis = 0; axis < axes; axis++) {
      if (phases(axis) > 1) {
        filterOut = followed(filterOut, windows.charAt(axis), phases.charAt(axis));
        result = followed(result, places.charAt(axis), phases.charAt(axis));
      }
    }
    Contract product = new Contract(rest + places + windows, filterOut, result);
    Expr all = Expr.of(product, unfolded, flipped);
    Shape merged = target;
    for (int axis = 0; axis < axes; axis++) {
      merged = merged.with(lead + axis, count(axis) * phases(axis));
    }
    return Optional.of(Moves.leading(all.reshape(merged), target));
  }

  /** How many phases an axis of the result is computed in: the stride, or 1. */
  private int phases(int axis) {
    return unfold.dilations().get(axis) == 1 ? unfold.strides().get(axis) : 1;
  }

  /** How many elements of the filter one phase needs. */
  private int window(int axis) {
    return Math.ceilDiv(unfold.sizes().get(axis), phases(axis));
  }

  /** How many elements of the result a phase gives. */
  private int count(int axis) {
    return Math.ceilDiv(target.size(lead + axis), phases(axis));
  }

  private Unfold correlation() {
    return new Unfold(
        Moves.upTo(axes).stream().map(this::window).toList(),
        Collections.nCopies(axes, 1),
        unfold.dilations());
  }

  /** The adjoint with the zeros that the windows reach beyond it, and those of the stride. */
  private Expr spread(Expr adjoint, int rest) {
    List<Integer> low = new ArrayList<>(Collections.nCopies(rest, 0));
    List<Integer> high = new ArrayList<>(low);
    List<Integer> interior = new ArrayList<>(low);
    for (int axis = 0; axis < axes; axis++) {
      int distance = unfold.strides().get(axis) / phases(axis);
      int reach = unfold.dilations().get(axis) * (window(axis) - 1);
      int covered = (adjoint.shape().size(rest + axis) - 1) * distance + 1;
      low.add(reach);
      interior.add(distance - 1);
      high.add(count(axis) - covered);
    }
    return Expr.of(new Pad(low, high, interior, 0), adjoint);
  }

  /** The filter in reverse, its window axes split into elements and phases. */
  private Expr flipped(Expr filter, String letters, String windows) {
    Shape padded = filter.shape();
    List<Integer> split = new ArrayList<>();
    List<Integer> reversed = new ArrayList<>();
    for (int own = 0; own < letters.length(); own++) {
      int axis = windows.indexOf(letters.charAt(own));
      if (axis < 0) {
        split.add(filter.shape().size(own));
        continue;
      }
      padded = padded.with(own, window(axis) * phases(axis));
      reversed.add(split.size());
      split.add(window(axis));
      if (phases(axis) > 1) {
        split.add(phases(axis));
      }
    }
    Expr whole = ConvolutionRules.fitted(filter, padded).reshape(new Shape(split));
    return Expr.of(new Flip(reversed), whole);
  }

  /** Letters with one put behind another. */
  private static String followed(String letters, char letter, char next) {
    int at = letters.indexOf(letter) + 1;
    return letters.substring(0, at) + next + letters.substring(at);
  }

  private static String without(String letters, String others) {
    StringBuilder result = new StringBuilder();
    letters.chars().filter(c -> others.indexOf(c) < 0).forEach(c -> result.append((char) c));
    return result.toString();
  }

  /** Letters that are not among these, one for every axis. */
  private String fresh(String taken) {
    StringBuilder result = new StringBuilder();
    for (char letter = 'A'; result.length() < axes; letter++) {
      if (taken.indexOf(letter) < 0 && Character.isLetter(letter)) {
        result.append(letter);
      }
    }
    return result.toString();
  }
}
