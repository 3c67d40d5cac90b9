package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Contract;

/**
 * A product of state and input next to each other becomes a sum of two products, of which that of
 * the input can be computed before the loop.
 */
final class Splitting {
  static final LoopRule RULE =
      new LoopRule("product of joined inputs", "[h, x] W → h W₁ + x W₂", Splitting::apply);

  private Splitting() {}

  private static Optional<List<Expr>> apply(Recurrence loop, Set<Integer> live) {
    Map<Expr, Dependence> dependence = Dependence.of(loop);
    Map<Expr, Expr> others = new HashMap<>();
    for (Expr node : Expr.inOrder(loop.roots())) {
      if (node.op() instanceof Contract op) {
        for (int i = 0; i < 2; i++) {
          if (isMixed(node, op, i, dependence)) {
            others.put(node, split(node, op, i));
          }
        }
      }
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(loop.withRoots(Rebuild.replace(loop.roots(), others)).results());
  }

  /** Whether an operand joins what depends on states with slices along a summed axis. */
  private static boolean isMixed(
      Expr node, Contract op, int operand, Map<Expr, Dependence> dependence) {
    if (!(node.input(operand).op() instanceof Concatenate joined)) {
      return false;
    }
    char letter = (operand == 0 ? op.left() : op.right()).charAt(joined.axis());
    List<Dependence> kinds =
        node.input(operand).inputs().stream()
            .map(part -> dependence.getOrDefault(part, Dependence.NOTHING))
            .toList();
    boolean outside = dependence.getOrDefault(node.input(1 - operand), Dependence.STATE).outside();
    return op.summed().indexOf(letter) >= 0
        && outside
        && kinds.contains(Dependence.STATE)
        && kinds.contains(Dependence.SLICE);
  }

  private static Expr split(Expr node, Contract op, int operand) {
    Expr joined = node.input(operand);
    int axis = ((Concatenate) joined.op()).axis();
    char letter = (operand == 0 ? op.left() : op.right()).charAt(axis);
    int along = (operand == 0 ? op.right() : op.left()).indexOf(letter);
    Expr other = node.input(1 - operand);
    List<Expr> products = new ArrayList<>();
    int from = 0;
    for (Expr part : joined.inputs()) {
      int to = from + part.shape().size(axis);
      Expr share = other.slice(along, from, to);
      products.add(operand == 0 ? Expr.of(op, part, share) : Expr.of(op, share, part));
      from = to;
    }
    return products.stream().reduce(Expr::plus).orElseThrow();
  }
}
