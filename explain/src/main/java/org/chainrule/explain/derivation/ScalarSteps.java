package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
  private final List<Expr> backwards;

  /**
   * A part of the derivative.
   *
   * @param node what has not been differentiated yet, or x itself
   * @param value what its derivative is multiplied by
   */
  private record Part(Expr node, Expr value) {}

  ScalarSteps(
      Symbols symbols, Recording recording, Tidy tidy, Paths paths, Map<Expr, Integer> positions) {
    this.symbols = symbols;
    this.recording = recording;
    this.tidy = tidy;
    this.paths = paths;
    this.positions = positions;
    this.dependent = paths.dependent(symbols);
    this.backwards = List.copyOf(paths.between()).reversed();
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
    List<Part> open = List.of(new Part(user, symbols.total(user)));
    List<Equation.Line> lines = new ArrayList<>();
    Set<String> rules = new LinkedHashSet<>();
    Expr shown = left;
    while (open.stream().anyMatch(part -> part.node != paths.by())) {
      List<Expr> next = next(open.stream().map(Part::node).toList());
      boolean simple = RuleNames.isSimple(next.getFirst(), dependent);
      if (!simple && !rules.isEmpty()) {
        shown = show(open, local, rules, lines, shown);
      }
      next.forEach(node -> rules.add(RuleNames.of(node, dependent)));
      open = differentiated(open, next);
      if (!simple) {
        shown = show(open, local, rules, lines, shown);
      }
    }
    show(open, local, rules, lines, shown);
    return new Equation(left, lines);
  }

  /** What is open after the rules of some nodes; what comes of a node stands in its place. */
  private List<Part> differentiated(List<Part> open, List<Expr> nodes) {
    List<Part> after = new ArrayList<>();
    Map<Expr, Integer> places = new HashMap<>();
    Set<Expr> now = Set.copyOf(nodes);
    for (Part part : open) {
      if (now.contains(part.node)) {
        recording.terms(part.node).stream()
            .map(term -> new Part(part.node.input(term.input()), term.value()))
            .filter(input -> isOnTheWay(input.node))
            .forEach(input -> add(input, after, places));
      } else {
        add(part, after, places);
      }
    }
    return after;
  }

  /** Adds a part, to that of the same node if it is not differentiated yet. */
  private void add(Part part, List<Part> parts, Map<Expr, Integer> places) {
    Integer place = part.node == paths.by() ? null : places.putIfAbsent(part.node, parts.size());
    if (place == null) {
      parts.add(part);
    } else {
      parts.set(place, new Part(part.node, parts.get(place).value.plus(part.value)));
    }
  }

  private boolean isOnTheWay(Expr node) {
    return paths.between().contains(node) && (node == paths.by() || !symbols.isCut(node));
  }

  /**
   * What is differentiated next: all that has a simple rule; else what stands last in the program,
   * and all that the same rule differentiates beside it.
   */
  private List<Expr> next(List<Expr> open) {
    Set<Expr> below = below(Set.copyOf(open));
    List<Expr> ready =
        open.stream()
            .filter(node -> node != paths.by() && !below.contains(node))
            .sorted(Comparator.comparingInt(node -> -positions.getOrDefault(node, 0)))
            .toList();
    List<Expr> simple = ready.stream().filter(node -> RuleNames.isSimple(node, dependent)).toList();
    String rule = RuleNames.of(ready.getFirst(), dependent);
    return simple.isEmpty()
        ? ready.stream().filter(node -> RuleNames.of(node, dependent).equals(rule)).toList()
        : simple;
  }

  /** What open nodes are made of: to the derivatives of these more may come. */
  private Set<Expr> below(Set<Expr> open) {
    Set<Expr> below = new HashSet<>();
    for (Expr node : backwards) {
      if (open.contains(node) || below.contains(node)) {
        below.addAll(node.inputs());
      }
    }
    return below;
  }

  /** Adds a line, unless it would say what the one before it says. */
  private Expr show(
      List<Part> open,
      Replacement local,
      Set<String> rules,
      List<Equation.Line> lines,
      Expr before) {
    Expr sum = null;
    for (Part part : open) {
      Expr coefficient = local.of(part.value);
      Expr term =
          part.node == paths.by()
              ? coefficient
              : coefficient.times(symbols.local(part.node, paths.by()));
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
