package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tangents;

/** The sum along axes; 0 for none. Every summand's derivative is 1. */
public record Sum(List<Integer> axes) implements Reduce {
  public Sum {
    axes = List.copyOf(axes);
  }

  @Override
  public Reduce over(List<Integer> other) {
    return new Sum(other);
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, spread(adjoint, node.input(0).shape()));
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return tangents.of(0).map(t -> Expr.of(this, t));
  }
}
