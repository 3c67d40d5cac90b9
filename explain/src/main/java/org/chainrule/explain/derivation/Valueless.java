package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/**
 * Where a function has no value, and so no derivative, whatever the formula of that would give: ln
 * x at −1, though 1/x is −1 there.
 */
public final class Valueless {
  private final Map<Expr, Tensor> at;
  private final Tensor value;
  private final Optional<Expr> first;

  private Valueless(Map<Expr, Tensor> at, Tensor value, Optional<Expr> first) {
    this.at = at;
    this.value = value;
    this.first = first;
  }

  /** Of a function at a point. */
  public static Valueless of(Expr function, Map<Expr, Tensor> at) {
    List<Expr> order = Expr.inOrder(List.of(function));
    List<Tensor> found = Interpreter.evaluate(order, at);
    Set<Expr> finite = new HashSet<>();
    List<Expr> origins = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      if (isFinite(found.get(i))) {
        finite.add(order.get(i));
      } else if (finite.containsAll(order.get(i).inputs())) {
        origins.add(order.get(i));
      }
    }
    Optional<Expr> outside = origins.stream().filter(node -> isOutside(node, at)).findFirst();
    return new Valueless(at, found.getLast(), outside.or(() -> origins.stream().findFirst()));
  }

  private static boolean isFinite(Tensor value) {
    return Arrays.stream(value.toArray()).allMatch(Double::isFinite);
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
    return first.filter(node -> isOutside(node, at)).isPresent();
  }

  /** Whether a node has no finite value, as its op is not defined for values of an input. */
  public static boolean isOutside(Expr node, Map<Expr, Tensor> at) {
    if (isFinite(Interpreter.evaluate(node, at))) {
      return false;
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      Domain domain = node.op().domain(i);
      Tensor input = Interpreter.evaluate(node.input(i), at);
      if (!Arrays.stream(input.toArray()).allMatch(x -> domain.contains(x, 0))) {
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
    if (!isOutside()) {
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
