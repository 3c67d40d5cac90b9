package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tangents;

/**
 * A choice, place by place: y = a where the condition is not 0, else b. The derivative goes to the
 * chosen one; the condition has none.
 *
 * <p>What is not chosen does not matter, not even NaN. But it is differentiated, with adjoint 0,
 * and 0 · ∞ is NaN: where it has an infinite derivative, choose its argument too.
 */
public record Select() implements Elementwise {
  /** The choice between operands that {@linkplain Shape#broadcast broadcast}. */
  public static Expr of(Expr condition, Expr then, Expr otherwise) {
    Shape branches = Shape.broadcast("select", then.shape(), otherwise.shape());
    Shape common = Shape.broadcast("select", condition.shape(), branches);
    return Expr.of(
        new Select(),
        condition.broadcast(common),
        then.broadcast(common),
        otherwise.broadcast(common));
  }

  @Override
  public int arity() {
    return 3;
  }

  @Override
  public <T> T value(Arithmetic<T> a, List<T> inputs) {
    return a.ifEqual(inputs.get(0), a.constant(0), inputs.get(2), inputs.get(1));
  }

  @Override
  public Optional<Expr> partial(Expr node, int input) {
    if (input == 0) {
      return Optional.empty();
    }
    double chosen = input == 1 ? 1 : 0;
    return Optional.of(of(node.input(0), Expr.constant(chosen), Expr.constant(1 - chosen)));
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    Expr zero = Expr.constant(0);
    adjoints.add(1, of(node.input(0), adjoint, zero));
    adjoints.add(2, of(node.input(0), zero, adjoint));
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return tangents.of(1).isEmpty() && tangents.of(2).isEmpty()
        ? Optional.empty()
        : Optional.of(of(node.input(0), tangents.orZero(node, 1), tangents.orZero(node, 2)));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return notation.call("select", operands);
  }
}
