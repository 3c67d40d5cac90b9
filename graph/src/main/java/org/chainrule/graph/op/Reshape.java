package org.chainrule.graph.op;

import java.util.List;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/** The same elements in row-major order under another shape. */
public record Reshape(Shape target) implements Move {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    if (input.elements() != target.elements()) {
      throw new ShapeException(
          "reshape: shape %s has %d elements and %s needs %d",
          input, input.elements(), target, target.elements());
    }
    return target;
  }

  @Override
  public Source source(int[] index, List<Shape> inputs) {
    return new Source(0, target.position(index));
  }

  @Override
  public Move batched(int size) {
    return new Reshape(target.prepend(size));
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, adjoint.reshape(node.input(0).shape()));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return operands.getFirst();
  }
}
