package org.chainrule.explain.derivation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Unary;
import org.chainrule.graph.op.Variable;

/**
 * The numbers made of tensors that functions of numbers are applied to, such as wᵀx + b in 1/(1 +
 * e^−(wᵀx + b)). With a name for each, the chain rule goes by numbers as far as it can.
 */
final class InnerNumbers {
  private final Predicate<Expr> named;
  private final Sizes sizes;
  private final Map<Expr, List<Expr>> users = new HashMap<>();

  private InnerNumbers(List<Expr> order, Predicate<Expr> named, Sizes sizes) {
    this.named = named;
    this.sizes = sizes;
    for (Expr node : order) {
      for (Expr input : Set.copyOf(node.inputs())) {
        users.computeIfAbsent(input, i -> new ArrayList<>()).add(node);
      }
    }
  }

  /**
   * Those of a program, in its order, that have no name yet.
   *
   * @param named whether a node has one
   * @param sizes the sizes that have names: these are fixed
   */
  static Set<Expr> of(Expr objective, Predicate<Expr> named, Sizes sizes) {
    List<Expr> order = Expr.inOrder(List.of(objective));
    InnerNumbers numbers = new InnerNumbers(order, named, sizes);
    Set<Expr> found = new LinkedHashSet<>();
    for (Expr node : order) {
      if (isMadeOfTensors(node)) {
        Expr whole = numbers.whole(node);
        if (whole != objective && !named.test(whole) && numbers.isInner(whole)) {
          found.add(whole);
        }
      }
    }
    return found;
  }

  private static boolean isMadeOfTensors(Expr node) {
    return node.shape().rank() == 0
        && (node.op() instanceof Contract || node.op() instanceof Reduce)
        && node.inputs().stream().anyMatch(input -> input.shape().rank() > 0);
  }

  /** With what is added to it, wᵀx is wᵀx + b; Σ x² under a root is ‖x‖. */
  private Expr whole(Expr node) {
    Expr whole = node;
    while (!named.test(whole)) {
      List<Expr> above = users(whole);
      if (above.size() != 1 || !isPartOf(whole, above.getFirst())) {
        break;
      }
      whole = above.getFirst();
    }
    return whole;
  }

  private static boolean isPartOf(Expr node, Expr user) {
    return switch (user.op()) {
      case Add _, Subtract _ ->
          user.shape().rank() == 0
              && user.inputs().stream().noneMatch(input -> input.op() instanceof Constant);
      case Power power ->
          power.exponent() == 0.5
              && node.op() instanceof Sum sum
              && Writer.isSquare(node.input(0), sum);
      default -> false;
    };
  }

  /** Whether a function of a number, a product or quotient of such, or two powers follow. */
  private boolean isInner(Expr whole) {
    Deque<Expr> open = new ArrayDeque<>(users(whole));
    Set<Expr> seen = new HashSet<>(open);
    int powers = 0;
    while (!open.isEmpty()) {
      Expr node = open.remove();
      if (node.shape().rank() > 0) {
        continue;
      }
      switch (node.op()) {
        case Negate _ -> {}
        case Power _ -> powers++;
        case Unary _ -> {
          return true;
        }
        case Multiply _, Divide _ when isOfOne(node) -> {
          return true;
        }
        default -> {}
      }
      if (!named.test(node)) {
        users(node).stream().filter(seen::add).forEach(open::add);
      }
    }
    return powers > 1;
  }

  /** Whether both sides depend on one variable. */
  private boolean isOfOne(Expr node) {
    return !Collections.disjoint(variables(node.input(0)), variables(node.input(1)));
  }

  private Set<Expr> variables(Expr node) {
    Set<Expr> variables = new HashSet<>(Expr.inOrder(List.of(node)));
    variables.removeIf(below -> !(below.op() instanceof Variable));
    variables.removeAll(sizes.symbols().values());
    return variables;
  }

  private List<Expr> users(Expr node) {
    return users.getOrDefault(node, List.of());
  }
}
