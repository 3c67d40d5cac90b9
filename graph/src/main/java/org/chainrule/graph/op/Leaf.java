package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tangents;

/** An op without inputs. */
public sealed interface Leaf extends Op permits Variable, Constant {
  /** The shape of the leaf. */
  Shape shape();

  @Override
  default Shape shape(List<Shape> inputs) {
    Inputs.require(0, this, inputs);
    return shape();
  }

  @Override
  default void pullback(Expr node, Expr adjoint, Adjoints adjoints) {}

  @Override
  default Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return Optional.empty();
  }

  @Override
  default Expr batch(Expr node, Lanes inputs) {
    return node.broadcast(node.shape().prepend(inputs.size()));
  }
}
