package org.chainrule.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.graph.op.Variable;

/**
 * A node in writing, in Unicode: {@code ln(x) + exp(y) z}.
 *
 * <p>A long part that stands in several places is written once, on a line of its own before the
 * others, as {@code v1 = …}; so the text grows with the graph and not with its unfolding.
 */
public final class Formula {
  /** Shorter parts are repeated rather than named. */
  private static final int NAMED_FROM = 25;

  private Formula() {}

  /** The formula of a node. */
  public static String of(Expr root) {
    return of(root, new UnicodeNotation());
  }

  private static <F> String of(Expr root, Notation<F> notation) {
    List<Expr> order = Expr.inOrder(List.of(root));
    Map<Expr, Integer> uses = new HashMap<>();
    order.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
    Map<Expr, F> written = new HashMap<>();
    List<String> lines = new ArrayList<>();
    Set<String> taken =
        order.stream()
            .filter(node -> node.op() instanceof Variable)
            .map(node -> node.op().name())
            .collect(Collectors.toSet());
    int number = 0;
    for (Expr node : order) {
      List<F> operands = new ArrayList<>();
      node.inputs().forEach(input -> operands.add(known(written, input)));
      F formula = node.op().notation(notation, operands);
      String text = formula.toString();
      if (uses.getOrDefault(node, 0) > 1 && text.length() >= NAMED_FROM) {
        do {
          number++;
        } while (taken.contains("v" + number));
        String name = "v" + number;
        lines.add(name + " = " + text);
        formula = notation.name(name);
      }
      written.put(node, formula);
    }
    lines.add(known(written, root).toString());
    return String.join("\n", lines);
  }

  private static <F> F known(Map<Expr, F> written, Expr node) {
    F formula = written.get(node);
    if (formula == null) {
      throw new IllegalStateException("no formula for " + node);
    }
    return formula;
  }
}
