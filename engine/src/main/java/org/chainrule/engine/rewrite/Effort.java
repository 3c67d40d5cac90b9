package org.chainrule.engine.rewrite;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.op.Absolute;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Index;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.LeakyRelu;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Minimum;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sign;
import org.chainrule.graph.op.Subtract;

/** How much work ops are. */
final class Effort {
  private Effort() {}

  /** Whether reading a saved value is cheaper than applying the op again. */
  static boolean worthSaving(Op op) {
    return switch (op) {
      case Leaf _, Move _ -> false;
      case Add _, Subtract _, Multiply _, Divide _, Negate _, Absolute _, Sign _ -> false;
      case Maximum _, Minimum _, Compare _, Select _, Relu _, LeakyRelu _ -> false;
      case Power power -> power.exponent() != 2 && power.exponent() != -1;
      default -> true;
    };
  }

  /** Whether the op is faster for all steps at once than step by step. */
  static boolean worthBatching(Op op) {
    return op instanceof Contract
        || op instanceof Reduce
        || op instanceof Index
        || op instanceof Loop;
  }

  /** How many elements the largest value worth batching has that a node depends on or is. */
  static Map<Expr, Integer> batchableSizes(Collection<Expr> roots) {
    Map<Expr, Integer> sizes = new HashMap<>();
    for (Expr node : Expr.inOrder(roots)) {
      int largest = worthBatching(node.op()) ? node.shape().elements() : -1;
      for (Expr input : node.inputs()) {
        largest = Math.max(largest, sizes.getOrDefault(input, -1));
      }
      if (largest >= 0) {
        sizes.put(node, largest);
      }
    }
    return sizes;
  }
}
