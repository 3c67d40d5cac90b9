package org.chainrule.graph.op;

import java.util.List;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/** How many inputs an op has. */
final class Inputs {
  private Inputs() {}

  static void require(int count, Op op, List<Shape> inputs) {
    if (inputs.size() != count) {
      throw new ShapeException(
          "%s: needs %d %s, not %d of shapes %s",
          op.name(), count, count == 1 ? "input" : "inputs", inputs.size(), inputs);
    }
  }

  /** The shape of the only input. */
  static Shape only(Op op, List<Shape> inputs) {
    require(1, op, inputs);
    return inputs.getFirst();
  }
}
