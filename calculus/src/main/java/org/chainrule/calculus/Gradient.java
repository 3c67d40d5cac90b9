package org.chainrule.calculus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * Reverse-mode differentiation: from a number back to everything it depends on, as graphs.
 *
 * <p>∂J/∂x = Σ over the users u of x of (∂J/∂u)(∂u/∂x), each term given by u's op. The result is a
 * graph like any other, so it can be differentiated again.
 *
 * <p>{@link #of} and {@link #by} simplify their results by {@link Rules}, which holds where the
 * rules' assumptions do; {@link #pullback} doesn't.
 */
public final class Gradient {
  private Gradient() {}

  /**
   * ∂J/∂x for every given x, variables or inner nodes alike; zeros where J does not depend on x.
   *
   * @throws ShapeException if J is not a single number
   */
  public static Map<Expr, Expr> of(Expr objective, Collection<Expr> by) {
    if (!objective.shape().equals(Shape.SCALAR)) {
      throw new ShapeException(
          "gradient: the objective %s is not a single number; sum it or use Jacobian", objective);
    }
    List<Expr> wanted = List.copyOf(by);
    List<Expr> found = Simplify.of(pullback(List.of(objective), List.of(Expr.constant(1)), wanted));
    Map<Expr, Expr> result = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      result.put(wanted.get(i), found.get(i));
    }
    return result;
  }

  /** As {@link #of(Expr, Collection)}. */
  public static Map<Expr, Expr> of(Expr objective, Expr... by) {
    return of(objective, List.of(by));
  }

  /** ∂J/∂x for a single x. */
  public static Expr by(Expr objective, Expr x) {
    return of(objective, List.of(x)).values().iterator().next();
  }

  /**
   * The vector–Jacobian product Σ outputᵢ's adjoint · ∂outputᵢ/∂x for every given x, as the ops'
   * rules give it, not simplified.
   */
  public static List<Expr> pullback(List<Expr> outputs, List<Expr> adjoints, List<Expr> by) {
    return pullback(outputs, adjoints, by, Recorder.NONE);
  }

  /** As {@link #pullback(List, List, List)}, with a recorder that sees every rule applied. */
  public static List<Expr> pullback(
      List<Expr> outputs, List<Expr> adjoints, List<Expr> by, Recorder recorder) {
    List<Expr> order = Expr.inOrder(outputs);
    Set<Expr> dependent = new HashSet<>(by);
    for (Expr node : order) {
      if (node.inputs().stream().anyMatch(dependent::contains)) {
        dependent.add(node);
      }
    }
    Map<Expr, Expr> adjoint = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      requireShape(outputs.get(i), adjoints.get(i));
      adjoint.merge(outputs.get(i), adjoints.get(i), Expr::plus);
    }
    for (Expr node : order.reversed()) {
      Expr own = adjoint.get(node);
      if (own != null && dependent.contains(node)) {
        Expr given = recorder.adjoint(node, own);
        node.op().pullback(node, given, new Terms(node, dependent, adjoint, recorder));
      }
    }
    List<Expr> result = new ArrayList<>();
    for (Expr x : by) {
      result.add(adjoint.getOrDefault(x, Expr.filled(x.shape(), 0)));
    }
    return result;
  }

  private static void requireShape(Expr node, Expr adjoint) {
    if (!node.shape().equals(adjoint.shape())) {
      throw new ShapeException("gradient: the adjoint of %s has shape %s", node, adjoint.shape());
    }
  }

  /** Collects the terms of one node's inputs; terms that nothing wanted depends on are dropped. */
  private record Terms(Expr node, Set<Expr> dependent, Map<Expr, Expr> adjoint, Recorder recorder)
      implements Adjoints {
    @Override
    public void add(int input, Expr term) {
      Expr target = node.input(input);
      requireShape(target, term);
      if (dependent.contains(target)) {
        recorder.term(node, input, term);
        adjoint.merge(target, term, Expr::plus);
      }
    }

    @Override
    public List<Expr> pullback(List<Expr> outputs, List<Expr> adjoints, List<Expr> inputs) {
      return Gradient.pullback(outputs, adjoints, inputs);
    }
  }
}
