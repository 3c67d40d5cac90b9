package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tangents;

/**
 * The smooth maximum along axes: y = ln Σ eˣ, computed as m + ln Σ e^(x−m) with m = max x so that
 * nothing overflows; −∞ for none. ∂y/∂x = e^(x−y), the softmax.
 */
public record LogSumExp(List<Integer> axes) implements Reduce {
  public LogSumExp {
    axes = List.copyOf(axes);
  }

  @Override
  public Reduce over(List<Integer> other) {
    return new LogSumExp(other);
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, softmax(node).times(spread(adjoint, node.input(0).shape())));
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return tangents.of(0).map(t -> Expr.of(new Sum(axes), softmax(node).times(t)));
  }

  private Expr softmax(Expr node) {
    Expr x = node.input(0);
    return Expr.of(new Exp(), x.minus(spread(node, x.shape())));
  }
}
