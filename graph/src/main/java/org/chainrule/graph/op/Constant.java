package org.chainrule.graph.op;

import java.util.List;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/** A fixed tensor; its derivative is zero. */
public record Constant(Tensor value) implements Leaf {
  @Override
  public Shape shape() {
    return value.shape();
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return value.shape().rank() == 0
        ? notation.number(value.item())
        : notation.name(value.toString());
  }
}
