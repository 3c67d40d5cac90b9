package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;

/**
 * ∂u/∂x of numbers, from the outside in: the recorded rules of the nodes between, one after the
 * other. What has not been differentiated yet is written ∂/∂x (…).
 */
final class ScalarSteps {
  private final Symbols symbols;
  private final Recording recording;
  private final Tidy tidy;
  private final Paths paths;
  private final Map<Expr, Integer> positions;
  private final Set<Expr> dependent;

  ScalarSteps(
      Symbols symbols, Recording recording, Tidy tidy, Paths paths, Map<Expr, Integer> positions) {
    this.symbols = symbols;
    this.recording = recording;
    this.tidy = tidy;
    this.paths = paths;
    this.positions = positions;
    this.dependent = paths.dependent(symbols);
  }

  /** The derivative of one user. */
  Equation of(Expr user) {
    Map<Expr, Expr> seeds = new HashMap<>();
    seeds.put(symbols.total(symbols.objective()), Expr.constant(0));
    for (Expr other : paths.users()) {
      seeds.put(symbols.total(other), Expr.constant(other == user ? 1 : 0));
    }
    Replacement local = new Replacement(seeds);
    Expr left = symbols.local(user, paths.by());
    Map<Expr, Expr> open = new LinkedHashMap<>();
    open.put(user, symbols.total(user));
    List<Equation.Line> lines = new ArrayList<>();
    Set<String> rules = new LinkedHashSet<>();
    Expr shown = left;
    while (open.keySet().stream().anyMatch(node -> node != paths.by())) {
      Expr next =
          open.keySet().stream()
              .filter(node -> node != paths.by())
              .max(Comparator.comparing(node -> positions.getOrDefault(node, 0)))
              .orElseThrow();
      if (!RuleNames.isSimple(next, dependent) && !rules.isEmpty()) {
        shown = show(open, local, rules, lines, shown);
      }
      open.remove(next);
      rules.add(RuleNames.of(next, dependent));
      for (Recording.Term term : recording.terms(next)) {
        Expr input = next.input(term.input());
        boolean onTheWay =
            paths.between().contains(input) && (input == paths.by() || !symbols.isCut(input));
        if (onTheWay) {
          open.merge(input, term.value(), Expr::plus);
        }
      }
      if (!RuleNames.isSimple(next, dependent)) {
        shown = show(open, local, rules, lines, shown);
      }
    }
    show(open, local, rules, lines, shown);
    return new Equation(left, lines);
  }

  /** Adds a line, unless it would say what the one before it says. */
  private Expr show(
      Map<Expr, Expr> open,
      Replacement local,
      Set<String> rules,
      List<Equation.Line> lines,
      Expr before) {
    Expr sum = null;
    for (Map.Entry<Expr, Expr> entry : open.entrySet()) {
      Expr coefficient = local.of(entry.getValue());
      Expr term =
          entry.getKey() == paths.by()
              ? coefficient
              : coefficient.times(symbols.local(entry.getKey(), paths.by()));
      sum = sum == null ? term : sum.plus(term);
    }
    Expr right = tidy.of(symbols.display(sum == null ? Expr.constant(0) : sum));
    if (right != before) {
      lines.add(new Equation.Line(RuleNames.joined(rules), right));
      rules.clear();
    }
    return right;
  }
}
