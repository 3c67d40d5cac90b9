package org.chainrule.explain.formula;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;

/** Random numbers for a program's variables. */
final class RandomValues {
  private RandomValues() {}

  static Map<Expr, Tensor> of(FormulaProgram program, long seed) {
    Random random = new Random(seed);
    Map<Expr, Tensor> values = new LinkedHashMap<>();
    for (Expr variable : program.variables()) {
      double[] numbers = random.doubles(variable.shape().elements(), -1, 1).toArray();
      values.put(variable, Tensor.of(variable.shape(), numbers));
    }
    return values;
  }
}
