package org.chainrule.explain.derivation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    Optional<Expr> first =
        order.stream().filter(node -> !isFinite(found.get(order.indexOf(node)))).findFirst();
    return new Valueless(at, found.getLast(), first);
  }

  private static boolean isFinite(Tensor value) {
    return Arrays.stream(value.toArray()).allMatch(Double::isFinite);
  }

  /** The first node that has no finite value though all that it is applied to have one. */
  Optional<Expr> first() {
    return first;
  }

  /** Whether that is so as it is applied to what lies outside its domain, not by its size. */
  boolean isOutside() {
    return first.filter(node -> isOutside(node, at)).isPresent();
  }

  /** Whether an input of a node has values that its op is not defined for. */
  public static boolean isOutside(Expr node, Map<Expr, Tensor> at) {
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
