package org.chainrule.explain.derivation;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Sign;

/**
 * The ways from one quantity to those that use it, which pass no other named quantity, and nothing
 * that is constant between jumps if there are others.
 *
 * @param by the quantity
 * @param users the named quantities, and J, that use it, as the formula of J is read
 * @param between the nodes on the ways, users and {@code by} included
 */
record Paths(Expr by, List<Expr> users, Set<Expr> between) {
  static Paths of(Symbols symbols, List<Expr> order, Expr by) {
    Paths smooth = among(symbols, order.stream().filter(node -> !jumps(node)).toList(), by);
    return smooth.users.isEmpty() ? among(symbols, order, by) : smooth;
  }

  private static Paths among(Symbols symbols, List<Expr> nodes, Expr by) {
    Map<Expr, Integer> reading = reading(symbols.objective());
    Set<Expr> between = new LinkedHashSet<>(Set.of(by));
    for (Expr node : nodes) {
      boolean uses =
          node.inputs().stream()
              .anyMatch(input -> between.contains(input) && (input == by || !symbols.isCut(input)));
      if (uses && node != by) {
        between.add(node);
      }
    }
    List<Expr> users =
        nodes.stream()
            .filter(node -> node != by && between.contains(node))
            .filter(node -> symbols.isCut(node) || node == symbols.objective())
            .sorted(Comparator.comparingInt(node -> reading.getOrDefault(node, 0)))
            .toList();
    return new Paths(by, users, between);
  }

  /** Whether a node is constant between jumps, as {@code [x > 0]} is: no derivative comes of it. */
  private static boolean jumps(Expr node) {
    return node.op() instanceof Compare || node.op() instanceof Sign;
  }

  /** The nodes that depend on the quantity while other named quantities are held. */
  Set<Expr> dependent(Symbols symbols) {
    Set<Expr> dependent = new LinkedHashSet<>(between);
    dependent.removeIf(node -> node != by && symbols.isCut(node));
    return dependent;
  }

  /** Whether only single numbers lie on the ways. */
  boolean scalar() {
    return between.stream().allMatch(node -> node.shape().rank() == 0);
  }

  /** The unnamed nodes on the ways, in reverse order of the program. */
  List<Expr> inside(Symbols symbols, List<Expr> order) {
    return order.stream()
        .filter(node -> node != by && between.contains(node) && !users.contains(node))
        .filter(node -> !symbols.isCut(node))
        .toList()
        .reversed();
  }

  /**
   * When one comes to each node that a derivative can come of, reading a formula with all that it
   * names from left to right.
   */
  static Map<Expr, Integer> reading(Expr formula) {
    Map<Expr, Integer> reading = new HashMap<>();
    Deque<Expr> open = new ArrayDeque<>(List.of(formula));
    while (!open.isEmpty()) {
      Expr node = open.pop();
      if (reading.putIfAbsent(node, reading.size()) == null && !jumps(node)) {
        node.inputs().reversed().forEach(open::push);
      }
    }
    return reading;
  }

  /** Where nodes stand in an order. */
  static Map<Expr, Integer> positions(List<Expr> order) {
    Map<Expr, Integer> positions = new HashMap<>();
    order.forEach(node -> positions.put(node, positions.size()));
    return positions;
  }
}
