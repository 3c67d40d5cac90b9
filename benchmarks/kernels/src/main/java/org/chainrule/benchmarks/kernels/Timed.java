package org.chainrule.benchmarks.kernels;

import java.util.List;
import java.util.Random;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.graph.op.Variable;

/** Plans whose variables hold normally distributed numbers. */
final class Timed {
  private Timed() {}

  /** The plan of one value, in float32. */
  static Plan plan(Expr value, int threads) {
    Engine engine = new Engine(Precision.FLOAT32, threads);
    Random random = new Random(1);
    for (Expr node : Expr.inOrder(List.of(value))) {
      if (node.op() instanceof Variable) {
        Storage storage = engine.storage(node);
        for (int i = 0; i < storage.size(); i++) {
          storage.set(i, random.nextGaussian());
        }
      }
    }
    return engine.plan(Program.of(value));
  }
}
