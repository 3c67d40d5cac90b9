package org.chainrule.explain.check.slip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.explain.number.Ball;
import org.chainrule.explain.number.Balls;
import org.chainrule.explain.number.Evaluation;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;

/** The value that an answer would have with an edit, computed from the edit upwards. */
final class Patches {
  private static final Balls<Double> NUMBERS = Balls.float64();

  private final Expr answer;
  private final Rebuilding graph;
  private final Map<Expr, List<Ball<Double>>> values;

  Patches(Expr answer, Map<Expr, Tensor> point) {
    this.answer = answer;
    this.graph = new Rebuilding(answer);
    this.values = Evaluation.of(List.of(answer), NUMBERS, NUMBERS.elements(point));
  }

  /** The answer's value with this edit. */
  double[] value(Candidate edit) {
    Map<Expr, List<Ball<Double>>> changed = new HashMap<>();
    changed.put(edit.node(), value(edit.other(), 4));
    for (Expr user : graph.after(edit.node())) {
      if (user.inputs().stream().anyMatch(changed::containsKey)) {
        List<List<Ball<Double>>> inputs =
            user.inputs().stream()
                .map(input -> changed.getOrDefault(input, values.getOrDefault(input, List.of())))
                .toList();
        changed.put(user, Evaluation.apply(user, NUMBERS, inputs));
      }
    }
    return changed.getOrDefault(answer, List.of()).stream()
        .mapToDouble(ball -> ball.defined() ? ball.approximate() : Double.NaN)
        .toArray();
  }

  /** The value of a node, most of which is known. */
  private List<Ball<Double>> value(Expr node, int depth) {
    List<Ball<Double>> known = values.get(node);
    if (known != null) {
      return known;
    }
    return depth == 0
        ? Evaluation.of(List.of(node), NUMBERS, values).getOrDefault(node, List.of())
        : Evaluation.apply(
            node, NUMBERS, node.inputs().stream().map(i -> value(i, depth - 1)).toList());
  }
}
