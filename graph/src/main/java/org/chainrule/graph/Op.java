package org.chainrule.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Index;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Reduce;

/**
 * A primitive operation on tensors: its shape rule, its derivative rules as graphs, its batching
 * rule and its notation. What it computes is said by its family.
 *
 * <p>Ops are records, so two ops with the same settings are equal.
 */
public sealed interface Op permits Leaf, Elementwise, Reduce, Move, Contract, Index, Loop {

  /**
   * The shape of the result.
   *
   * @throws ShapeException if the inputs do not fit; it names the op and the shapes
   */
  Shape shape(List<Shape> inputs);

  /**
   * The reverse rule: given ∂J/∂node, adds each input's share of ∂J/∂input to {@code adjoints}. An
   * input that nothing is added to has derivative zero.
   */
  void pullback(Expr node, Expr adjoint, Adjoints adjoints);

  /** The forward rule: the node's tangent from those of its inputs; empty for zero. */
  Optional<Expr> pushforward(Expr node, Tangents tangents);

  /**
   * The op applied to every member of a batch at once.
   *
   * @param inputs the node's inputs, at least one of them with a leading batch axis
   * @return the results under a leading batch axis
   */
  Expr batch(Expr node, Lanes inputs);

  /** The op applied to operands in writing. */
  <F> F notation(Notation<F> notation, List<F> operands);

  /** The op's name in messages, for example {@code logSumExp}. */
  default String name() {
    String type = getClass().getSimpleName();
    return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
  }

  /** Where an input may lie for the op and its derivatives to have a value. */
  default Domain domain(int input) {
    return Domain.REAL;
  }
}
