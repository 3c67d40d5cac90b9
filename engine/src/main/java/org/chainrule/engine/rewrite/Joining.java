package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Slice;

/** Rules about parts that lie one after the other along an axis. */
final class Joining {
  private Joining() {}

  /** Parts flattened, without empty ones, neighbouring parts of the same tensor taken together. */
  static Optional<Expr> joined(Expr node) {
    if (!(node.op() instanceof Concatenate op) || node.shape().elements() == 0) {
      return Optional.empty();
    }
    List<Expr> parts = flattened(op, node.inputs());
    return parts.equals(node.inputs())
        ? Optional.empty()
        : Optional.of(Concatenate.of(op.axis(), parts));
  }

  private static List<Expr> flattened(Concatenate op, List<Expr> inputs) {
    List<Expr> parts = new ArrayList<>();
    for (Expr input : inputs) {
      for (Expr part : input.op().equals(op) ? input.inputs() : List.of(input)) {
        if (part.shape().size(op.axis()) == 0) {
          continue;
        }
        Optional<Expr> both =
            parts.isEmpty() ? Optional.empty() : together(parts.getLast(), part, op.axis());
        both.ifPresent(whole -> parts.removeLast());
        parts.add(both.orElse(part));
      }
    }
    return parts;
  }

  /** Two neighbours as one part of what both are of. */
  private static Optional<Expr> together(Expr a, Expr b, int axis) {
    Shape whole = a.shape().with(axis, a.shape().size(axis) + b.shape().size(axis));
    if (Moves.uniform(a).isPresent() && Moves.uniform(a).equals(Moves.uniform(b))) {
      return Optional.of(Expr.filled(whole, Moves.uniform(a).getAsDouble()));
    }
    if (!(a.op() instanceof Slice p)
        || !(b.op() instanceof Slice q)
        || !a.input(0).equals(b.input(0))
        || !p.steps().equals(q.steps())
        || p.steps().get(axis) != 1) {
      return Optional.empty();
    }
    List<Integer> expected = new ArrayList<>(p.from());
    expected.set(axis, p.from().get(axis) + a.shape().size(axis));
    return q.from().equals(expected)
        ? Optional.of(Moves.part(a.input(0), p.from(), whole.sizes(), p.steps()))
        : Optional.empty();
  }

  /** A sum of paddings with zeros whose insides lie apart along one axis. */
  static Optional<Expr> apart(Expr node) {
    if (!(node.op() instanceof Add)) {
      return Optional.empty();
    }
    int axis = Math.max(axis(node.input(0)), axis(node.input(1)));
    if (axis < 0 || node.shape().elements() == 0) {
      return Optional.empty();
    }
    List<Expr> a = parts(node.input(0), axis);
    List<Expr> b = parts(node.input(1), axis);
    List<Expr> result = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      Expr p = a.get(i);
      Expr q = b.get(j);
      boolean pZero = Moves.isUniform(p, 0);
      boolean qZero = Moves.isUniform(q, 0);
      int sizeP = p.shape().size(axis);
      int sizeQ = q.shape().size(axis);
      if (!pZero && !qZero) {
        return Optional.empty();
      }
      int taken = pZero && qZero ? Math.min(sizeP, sizeQ) : pZero ? sizeQ : sizeP;
      if (taken > sizeP || taken > sizeQ) {
        return Optional.empty();
      }
      result.add(pZero ? qZero ? zeros(p, axis, taken) : q : p);
      i = advance(a, i, axis, taken);
      j = advance(b, j, axis, taken);
    }
    return Optional.of(Concatenate.of(axis, result));
  }

  /** The place after so much was taken from the part at this place, which is all of it or zeros. */
  private static int advance(List<Expr> parts, int at, int axis, int taken) {
    int left = parts.get(at).shape().size(axis) - taken;
    if (left == 0) {
      return at + 1;
    }
    parts.set(at, zeros(parts.get(at), axis, left));
    return at;
  }

  private static Expr zeros(Expr like, int axis, int size) {
    return Expr.filled(like.shape().with(axis, size), 0);
  }

  /** The only axis along which a node is padded with zeros or joined to some, or −1. */
  private static int axis(Expr node) {
    if (node.op() instanceof Concatenate op) {
      return node.inputs().stream().anyMatch(part -> Moves.isUniform(part, 0)) ? op.axis() : -1;
    }
    if (!(node.op() instanceof Pad pad)
        || pad.fill() != 0
        || !pad.interior().equals(Collections.nCopies(node.shape().rank(), 0))) {
      return -1;
    }
    int found = -1;
    for (int axis = 0; axis < node.shape().rank(); axis++) {
      if (pad.low().get(axis) + pad.high().get(axis) > 0) {
        if (found >= 0) {
          return -1;
        }
        found = axis;
      }
    }
    return found;
  }

  private static List<Expr> parts(Expr node, int axis) {
    if (node.op() instanceof Concatenate op && op.axis() == axis) {
      return new ArrayList<>(
          node.inputs().stream().filter(part -> part.shape().size(axis) > 0).toList());
    }
    if (node.op() instanceof Pad pad && axis(node) == axis) {
      List<Expr> parts = new ArrayList<>();
      parts.add(zeros(node, axis, pad.low().get(axis)));
      parts.add(node.input(0));
      parts.add(zeros(node, axis, pad.high().get(axis)));
      parts.removeIf(part -> part.shape().size(axis) == 0);
      return parts;
    }
    return new ArrayList<>(List.of(node));
  }
}
