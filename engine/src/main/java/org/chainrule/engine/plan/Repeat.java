package org.chainrule.engine.plan;

import java.util.Optional;
import org.chainrule.graph.Shape;

/**
 * How the elements of a node repeat in a larger one: place i holds element {@code (i / each) %
 * count}.
 *
 * @param each how often in a row an element stands
 * @param count the number of elements
 */
record Repeat(int each, int count) {
  /** Every element once. */
  static final Repeat NONE = new Repeat(1, Integer.MAX_VALUE);

  /** One element everywhere. */
  private static final Repeat ALL = new Repeat(1, 1);

  /** The places after which all begins anew. */
  int period() {
    return each * count;
  }

  /**
   * What {@linkplain Shape#broadcast broadcasting} does; empty if it repeats along axes that lie
   * between others.
   */
  static Optional<Repeat> of(Shape from, Shape to) {
    Shape aligned = from;
    while (aligned.rank() < to.rank()) {
      aligned = aligned.prepend(1);
    }
    int axis = to.rank() - 1;
    int each = 1;
    while (axis >= 0 && aligned.size(axis) == 1) {
      each *= to.size(axis--);
    }
    while (axis >= 0 && aligned.size(axis) == to.size(axis)) {
      axis--;
    }
    while (axis >= 0 && aligned.size(axis) == 1) {
      axis--;
    }
    if (axis >= 0) {
      return Optional.empty();
    }
    return Optional.of(from.elements() == 1 ? ALL : new Repeat(each, from.elements()));
  }
}
