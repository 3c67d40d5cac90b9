package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tangents;

/**
 * The largest along axes; −∞ for none, NaN if any is. The derivative goes to the largest, in equal
 * parts where several are.
 */
public record Max(List<Integer> axes) implements Reduce {
  public Max {
    axes = List.copyOf(axes);
  }

  @Override
  public Reduce over(List<Integer> other) {
    return new Max(other);
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, shares(node).times(spread(adjoint, node.input(0).shape())));
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return tangents.of(0).map(t -> Expr.of(new Sum(axes), shares(node).times(t)));
  }

  private Expr shares(Expr node) {
    Expr x = node.input(0);
    Expr winners = new Compare(Compare.Relation.EQUAL).of(x, spread(node, x.shape()));
    return winners.dividedBy(spread(Expr.of(new Sum(axes), winners), x.shape()));
  }
}
