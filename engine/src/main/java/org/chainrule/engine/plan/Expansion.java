package org.chainrule.engine.plan;

import static org.chainrule.graph.Functions.abs;
import static org.chainrule.graph.Functions.equal;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sum;

/** Rewrites ops that need no instruction of their own in terms of those that have one. */
final class Expansion {
  private Expansion() {}

  /** What every node that these depend on becomes. */
  static Map<Expr, Expr> of(List<Expr> roots) {
    Map<Expr, Expr> expanded = new HashMap<>();
    for (Expr node : Expr.inOrder(roots)) {
      List<Expr> inputs =
          node.inputs().stream().map(input -> expanded.getOrDefault(input, input)).toList();
      expanded.put(node, expand(Expr.of(node.op(), inputs)));
    }
    return expanded;
  }

  private static Expr expand(Expr node) {
    return switch (node.op()) {
      case LogSumExp op -> logSumExp(op, node.input(0));
      case Sum op -> inRuns(op, node.input(0));
      case Max op -> inRuns(op, node.input(0));
      default -> node;
    };
  }

  /** m + ln Σ e^(x−m); where the largest is infinite, m = 0 gives it back. */
  private static Expr logSumExp(LogSumExp op, Expr x) {
    Expr largest = inRuns(new Max(op.axes()), x);
    Expr infinite = equal(abs(largest), Expr.constant(Double.POSITIVE_INFINITY));
    Expr m = Select.of(infinite, Expr.constant(0), largest);
    Expr shifted = exp(x.minus(op.spread(m, x.shape())));
    return log(inRuns(new Sum(op.axes()), shifted)).plus(m);
  }

  /** One reduction for every run of neighbouring axes, the last run first. */
  private static Expr inRuns(Reduce op, Expr x) {
    List<Integer> left = new ArrayList<>(op.axes());
    Expr result = x;
    while (!left.isEmpty()) {
      List<Integer> run = new ArrayList<>(List.of(left.removeLast()));
      while (!left.isEmpty() && left.getLast() == run.getFirst() - 1) {
        run.addFirst(left.removeLast());
      }
      result = Expr.of(op.over(run), result);
    }
    return result.equals(x) ? Expr.of(op, x) : result;
  }
}
