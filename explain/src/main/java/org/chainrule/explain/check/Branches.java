package org.chainrule.explain.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.explain.number.Ball;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Absolute;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Elu;
import org.chainrule.graph.op.LeakyRelu;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Minimum;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Sign;
import org.chainrule.graph.op.Variable;

/**
 * Which sides of its conditions a formula was seen on. A formula that was never seen on one side of
 * a condition that the other does not have was not compared there.
 */
final class Branches {
  /** So often a side is to be seen outside the domain to be known to lie there. */
  private static final int OFTEN = 8;

  private final Set<Expr> oneSided;
  private final boolean conditional;
  private final Map<Expr, Map<Integer, Set<Double>>> seen = new HashMap<>();
  private final Map<Expr, Map<Integer, Map<Double, Integer>>> outside = new HashMap<>();

  /** Watches the conditions that stand in one of two formulas only. */
  Branches(Expr a, Expr b) {
    Set<Expr> first = conditions(List.of(a));
    Set<Expr> second = conditions(List.of(b));
    oneSided = new HashSet<>(first);
    oneSided.addAll(second);
    conditional = !oneSided.isEmpty();
    first.retainAll(second);
    oneSided.removeAll(first);
    oneSided.removeIf(Branches::isFixed);
  }

  /** What conditions ask the sign of. */
  private static Set<Expr> conditions(Collection<Expr> roots) {
    Set<Expr> conditions = new HashSet<>();
    Expr.inOrder(roots)
        .forEach(node -> condition(node).map(Branches::inside).ifPresent(conditions::add));
    return conditions;
  }

  private static Optional<Expr> condition(Expr node) {
    return switch (node.op()) {
      case Relu _, LeakyRelu _, Elu _, Absolute _, Sign _ -> Optional.of(node.input(0));
      case Compare _, Maximum _, Minimum _ -> Optional.of(difference(node.input(0), node.input(1)));
      default -> Optional.empty();
    };
  }

  /** A rectified value is above zero where what is rectified is. */
  private static Expr inside(Expr condition) {
    return condition.op() instanceof Relu ? inside(condition.input(0)) : condition;
  }

  private static boolean isFixed(Expr node) {
    return Expr.inOrder(List.of(node)).stream().noneMatch(n -> n.op() instanceof Variable);
  }

  private static Expr difference(Expr a, Expr b) {
    return isZero(a) ? b : isZero(b) ? a : a.minus(b);
  }

  private static boolean isZero(Expr node) {
    return switch (node.op()) {
      case Broadcast _ -> isZero(node.input(0));
      case Constant c -> c.shape().rank() == 0 && c.value().item() == 0;
      default -> false;
    };
  }

  /** Whether there is any condition. */
  boolean hasConditions() {
    return conditional;
  }

  /** Whether one of the formulas has conditions that the other has not. */
  boolean differ() {
    return !oneSided.isEmpty();
  }

  /** Whether a condition was seen on one side only so far. */
  boolean areOpen() {
    return unseen().isPresent();
  }

  /** The nodes whose values are to be seen. */
  Set<Expr> watched() {
    return oneSided;
  }

  /** Notes the values at a point at which the formulas were compared. */
  void see(Map<Expr, List<Ball<Double>>> values) {
    for (Expr condition : oneSided) {
      List<Ball<Double>> value = values.getOrDefault(condition, List.of());
      for (int i = 0; i < value.size(); i++) {
        if (value.get(i).defined() && value.get(i).approximate() != 0) {
          seen.computeIfAbsent(condition, c -> new HashMap<>())
              .computeIfAbsent(i, e -> new HashSet<>())
              .add(Math.signum(value.get(i).approximate()));
        }
      }
    }
  }

  /** Notes the values at a point at which the formulas are not compared. */
  void seeOutside(Map<Expr, List<Ball<Double>>> values) {
    for (Expr condition : oneSided) {
      List<Ball<Double>> value = values.getOrDefault(condition, List.of());
      for (int i = 0; i < value.size(); i++) {
        if (value.get(i).defined()) {
          outside
              .computeIfAbsent(condition, c -> new HashMap<>())
              .computeIfAbsent(i, e -> new HashMap<>())
              .merge(Math.signum(value.get(i).approximate()), 1, Integer::sum);
        }
      }
    }
  }

  /** Whether one side of a condition lies outside the domain. */
  private boolean isOutside(Expr condition, int element, Set<Double> inside) {
    Map<Double, Integer> signs =
        outside.getOrDefault(condition, Map.of()).getOrDefault(element, Map.of());
    return inside.stream().anyMatch(sign -> signs.getOrDefault(-sign, 0) >= OFTEN);
  }

  /** A condition that was seen on one side only, of which the other lies in the domain. */
  Optional<Expr> unseen() {
    return oneSided.stream()
        .filter(
            condition -> {
              Map<Integer, Set<Double>> elements = seen.getOrDefault(condition, Map.of());
              return elements.size() < condition.shape().elements()
                  || elements.entrySet().stream()
                      .anyMatch(
                          entry ->
                              entry.getValue().size() < 2
                                  && !isOutside(condition, entry.getKey(), entry.getValue()));
            })
        .findFirst();
  }
}
