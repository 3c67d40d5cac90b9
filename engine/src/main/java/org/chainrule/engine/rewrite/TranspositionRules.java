package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Transpose;

/** Rules that move transpositions towards the results, where they meet others or become letters. */
final class TranspositionRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("function of transpositions", "f(Aᵀ) → f(A)ᵀ", TranspositionRules::elementwise),
          new Rule("reduction of a transposition", "Σ Aᵀ → Σ A", TranspositionRules::reduce),
          new Rule("product of a transposition", "ij,kjᵀ → ij,jk", TranspositionRules::contract));

  private TranspositionRules() {}

  private static Optional<Expr> elementwise(Expr node) {
    Optional<Transpose> outer =
        node.inputs().stream()
            .filter(input -> input.op() instanceof Transpose)
            .map(input -> (Transpose) input.op())
            .findFirst();
    if (!(node.op() instanceof Elementwise)
        || outer.isEmpty()
        || !node.inputs().stream()
            .allMatch(i -> i.op() instanceof Broadcast || i.op().equals(outer.get()))) {
      return Optional.empty();
    }
    List<Integer> inverse = outer.get().inverse().order();
    List<Expr> inputs = node.inputs().stream().map(i -> Moves.transposed(i, inverse)).toList();
    return Optional.of(Moves.transposed(Expr.of(node.op(), inputs), outer.get().order()));
  }

  private static Optional<Expr> reduce(Expr node) {
    if (!(node.op() instanceof Reduce op) || !(node.input(0).op() instanceof Transpose transpose)) {
      return Optional.empty();
    }
    List<Integer> order = transpose.order();
    List<Integer> axes = op.axes().stream().map(order::get).sorted().toList();
    Expr reduced = Expr.of(op.over(axes), node.input(0).input(0));
    List<Integer> kept = new ArrayList<>(order);
    kept.removeAll(axes);
    List<Integer> ranks = kept.stream().sorted().toList();
    return op instanceof ArgMax && axes.size() != 1
        ? Optional.empty()
        : Optional.of(Moves.transposed(reduced, kept.stream().map(ranks::indexOf).toList()));
  }

  private static Optional<Expr> contract(Expr node) {
    if (!(node.op() instanceof Contract op)) {
      return Optional.empty();
    }
    if (node.input(0).op() instanceof Transpose transpose) {
      String letters = before(op.left(), transpose);
      return Optional.of(
          Expr.of(
              new Contract(letters, op.right(), op.out()), node.input(0).input(0), node.input(1)));
    }
    if (node.input(1).op() instanceof Transpose transpose) {
      String letters = before(op.right(), transpose);
      return Optional.of(
          Expr.of(
              new Contract(op.left(), letters, op.out()), node.input(0), node.input(1).input(0)));
    }
    return Optional.empty();
  }

  /** The letters of the axes before a transposition. */
  private static String before(String letters, Transpose transpose) {
    StringBuilder result = new StringBuilder();
    transpose.inverse().order().forEach(axis -> result.append(letters.charAt(axis)));
    return result.toString();
  }
}
