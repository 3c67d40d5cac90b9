package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/**
 * Where a function has no value, and so no derivative, whatever the formula of that would give: ln
 * x at −1, though 1/x is −1 there.
 */
public final class Valueless {
  private final Tensor value;
  private final Optional<Expr> first;
  private final boolean outside;

  private Valueless(Tensor value, Optional<Expr> first, boolean outside) {
    this.value = value;
    this.first = first;
    this.outside = outside;
  }

  /** Of a function at a point. */
  public static Valueless of(Expr function, Map<Expr, Tensor> at) {
    List<Expr> order = Expr.inOrder(List.of(function));
    Map<Expr, Tensor> values = values(order, at);
    List<Expr> origins =
        order.stream()
            .filter(node -> !isFinite(values, node))
            .filter(node -> node.inputs().stream().allMatch(input -> isFinite(values, input)))
            .toList();
    Optional<Expr> outside = origins.stream().filter(node -> leaves(node, values)).findFirst();
    Optional<Expr> first = outside.or(() -> origins.stream().findFirst());
    return new Valueless(value(values, function), first, outside.isPresent());
  }

  private static Map<Expr, Tensor> values(List<Expr> nodes, Map<Expr, Tensor> at) {
    List<Tensor> found = Interpreter.evaluate(nodes, at);
    Map<Expr, Tensor> values = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      values.put(nodes.get(i), found.get(i));
    }
    return values;
  }

  private static Tensor value(Map<Expr, Tensor> values, Expr node) {
    return Objects.requireNonNull(values.get(node));
  }

  private static boolean isFinite(Map<Expr, Tensor> values, Expr node) {
    return Arrays.stream(value(values, node).toArray()).allMatch(Double::isFinite);
  }

  /**
   * A node that has no finite value though all that it is applied to have one: the first that is
   * applied to what lies outside its domain; if there is none, the first.
   */
  Optional<Expr> first() {
    return first;
  }

  /** Whether that is so as it is applied to what lies outside its domain, not by its size. */
  boolean isOutside() {
    return outside;
  }

  /** Whether a node has no finite value, as its op is not defined for values of an input. */
  public static boolean isOutside(Expr node, Map<Expr, Tensor> at) {
    List<Expr> nodes = new ArrayList<>(node.inputs());
    nodes.add(node);
    Map<Expr, Tensor> values = values(nodes, at);
    return !isFinite(values, node) && leaves(node, values);
  }

  /** Whether an input of a node lies outside the domain of its op. */
  private static boolean leaves(Expr node, Map<Expr, Tensor> values) {
    for (int i = 0; i < node.inputs().size(); i++) {
      Domain domain = node.op().domain(i);
      double[] input = value(values, node.input(i)).toArray();
      if (!Arrays.stream(input).allMatch(x -> domain.contains(x, 0))) {
        return true;
      }
    }
    return false;
  }

  /**
   * A derivative, NaN for each element of the function that has no value.
   *
   * @param found what the formula gives; its first axes are those of the function
   */
  public Tensor derivative(Tensor found) {
    if (!outside) {
      return found;
    }
    double[] numbers = found.toArray();
    int each = numbers.length / value.shape().elements();
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(value.at(i / each))) {
        numbers[i] = Double.NaN;
      }
    }
    return Tensor.of(found.shape(), numbers);
  }
}
