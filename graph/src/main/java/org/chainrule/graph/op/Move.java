package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tangents;

/**
 * A new arrangement of elements: every element of the result is one of an input, or a fixed number.
 */
public sealed interface Move extends Op
    permits Broadcast, Concatenate, Flip, Pad, Reshape, Slice, Transpose, Unfold {

  /**
   * Where an element comes from.
   *
   * @param input the input it is an element of, or −1 for {@link #fill}
   * @param position its row-major position there
   */
  record Source(int input, int position) {
    /** An element that comes from nowhere. */
    public static final Source NONE = new Source(-1, 0);
  }

  /** Where the element of the result with this index comes from. */
  Source source(int[] index, List<Shape> inputs);

  /** The number that stands where no input's element does. */
  default double fill() {
    return 0;
  }

  /** The same arrangement of every member of a batch. */
  Move batched(int size);

  /** The arrangement of tangents: this one with fill 0. */
  default Move linear() {
    return this;
  }

  @Override
  default Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return tangents.of(0).map(t -> Expr.of(linear(), t));
  }

  @Override
  default Expr batch(Expr node, Lanes inputs) {
    return Expr.of(batched(inputs.size()), inputs.spread(0));
  }

  /** The settings in writing, after the name. */
  default String settings() {
    return "";
  }

  @Override
  default <F> F notation(Notation<F> notation, List<F> operands) {
    return notation.call(name() + settings(), operands);
  }
}
