package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;

/**
 * Windows put back and added up where they overlap: the transpose of {@link Unfold}.
 *
 * @param unfold the windows
 * @param target the shape that they were taken from
 */
public record Fold(Unfold unfold, Shape target) implements Index {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    Shape windows = unfold.shape(List.of(target));
    if (!windows.equals(input)) {
      throw new ShapeException(
          "fold: shape %s is not that of the windows %s of %s", input, windows, target);
    }
    return target;
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, Expr.of(unfold, adjoint));
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return tangents.of(0).map(t -> Expr.of(this, t));
  }

  @Override
  public Expr batch(Expr node, Lanes inputs) {
    return Expr.of(new Fold(unfold, target.prepend(inputs.size())), inputs.spread(0));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return notation.call(name(), operands);
  }
}
