package org.chainrule.engine.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;

/** Graphs that are meant to have the same values, on random numbers. */
final class Agreement {
  private Agreement() {}

  /** Rewrites graphs and checks that their values stay the same but for rounding. */
  static Rewrites rewritten(List<Expr> roots, long seed) {
    Rewrites rewrites = Rewrites.of(roots);
    assertSame(rewrites.roots(), roots, random(roots, seed), 1e-11, "seed " + seed);
    return rewrites;
  }

  /** Standard normal numbers for the variables. */
  static Map<Expr, Tensor> random(List<Expr> roots, long seed) {
    Random random = new Random(seed);
    Map<Expr, Tensor> values = new HashMap<>();
    for (Expr node : Expr.inOrder(roots)) {
      if (node.op() instanceof Variable) {
        double[] numbers = new double[node.shape().elements()];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        values.put(node, Tensor.of(node.shape(), numbers));
      }
    }
    return values;
  }

  /** The tolerance is relative above 1 and absolute below; NaN and ∞ are compared exactly. */
  static void assertSame(
      List<Expr> actual,
      List<Expr> expected,
      Map<Expr, Tensor> values,
      double tolerance,
      String what) {
    List<Tensor> found = Interpreter.evaluate(actual, values);
    List<Tensor> wanted = Interpreter.evaluate(expected, values);
    for (int k = 0; k < wanted.size(); k++) {
      assertThat(found.get(k).shape()).as(what).isEqualTo(wanted.get(k).shape());
      for (int i = 0; i < wanted.get(k).shape().elements(); i++) {
        double x = wanted.get(k).at(i);
        double y = found.get(k).at(i);
        boolean same =
            Double.isFinite(x)
                ? Math.abs(y - x) <= tolerance * Math.max(1, Math.abs(x))
                : Double.compare(x, y) == 0;
        assertThat(same).as("%s, result %d, element %d: %s, not %s", what, k, i, y, x).isTrue();
      }
    }
  }
}
