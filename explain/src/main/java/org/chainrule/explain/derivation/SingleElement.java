package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Optional;
import org.chainrule.calculus.Rule;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Sum;

/** Rules for tensors that are zero in all places but one, as derivatives of one element are. */
final class SingleElement {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              "element of a product",
              "[0, a] ∘ x → [0, a x₂]",
              "x is finite",
              SingleElement::product),
          new Rule("sum of one element", "Σ [0, a] → a", "", SingleElement::sum));

  private SingleElement() {}

  /** Whether a tensor is a number in one place, and 0 in all others. */
  static boolean isOne(Expr node) {
    return node.op() instanceof Pad pad && pad.fill() == 0 && node.input(0).shape().elements() == 1;
  }

  private static Optional<Expr> product(Expr node) {
    if (!(node.op() instanceof Multiply)) {
      return Optional.empty();
    }
    boolean first = isOne(node.input(0));
    Expr single = node.input(first ? 0 : 1);
    if (!isOne(single) || !(single.op() instanceof Pad pad)) {
      return Optional.empty();
    }
    List<Integer> to = pad.low().stream().map(at -> at + 1).toList();
    List<Integer> steps = pad.low().stream().map(at -> 1).toList();
    Expr other = Expr.of(new Slice(pad.low(), to, steps), node.input(first ? 1 : 0));
    Expr element = single.input(0);
    return Optional.of(Expr.of(pad, first ? element.times(other) : other.times(element)));
  }

  /** What is padded, the sign of a number before it: −[0, 1] for [0, −1]. */
  static Product term(Pad pad, Product inner, Expr padded) {
    boolean negative = inner.factors().isEmpty() && inner.coefficient() < 0 && pad.fill() == 0;
    return negative
        ? Product.factor(Expr.of(pad, Expr.filled(padded.shape(), -inner.coefficient())), 1)
            .times(-1)
        : Product.factor(Expr.of(pad, padded), 1);
  }

  private static Optional<Expr> sum(Expr node) {
    return node.op() instanceof Sum sum
            && isOne(node.input(0))
            && sum.axes().size() == node.input(0).shape().rank()
        ? Optional.of(node.input(0).input(0).reshape(node.shape()))
        : Optional.empty();
  }
}
