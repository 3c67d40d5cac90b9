package org.chainrule.explain.check.slip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Unary;
import org.chainrule.graph.op.Variable;

/**
 * The factors that answers are made of: variables, named quantities, the inner nodes of the
 * objective and their local derivatives; with their values spread to the answer's shape.
 */
final class Factors {
  private static final int MOST = 60;

  private final Wording wording;
  private final Set<Expr> names;
  private final List<Factor> all = new ArrayList<>();

  /**
   * A factor.
   *
   * @param node what it is
   * @param text the factor in writing
   * @param named whether it is a variable or has a name
   * @param function the function that it is the derivative of, if it is one
   * @param wide the factor in the answer's shape
   * @param values its values at the points of the trial, in this shape
   */
  @SuppressWarnings("ArrayRecordComponent") // written once
  record Factor(
      Expr node, String text, boolean named, Optional<Expr> function, Expr wide, double[] values) {}

  Factors(Task task, Trial trial) {
    this.wording = new Wording(task.names());
    this.names = task.names().keySet();
    Map<Expr, Optional<Expr>> nodes = new LinkedHashMap<>();
    task.names().keySet().forEach(node -> nodes.put(node, Optional.empty()));
    List<Expr> order = Expr.inOrder(List.of(task.truth(), task.claim()));
    order.stream()
        .filter(node -> node.op() instanceof Variable)
        .forEach(node -> nodes.putIfAbsent(node, Optional.empty()));
    order.stream()
        .filter(node -> node.op() instanceof Multiply || node.op() instanceof Divide)
        .forEach(node -> node.inputs().forEach(i -> nodes.putIfAbsent(i, Optional.empty())));
    task.derivative().ifPresent(d -> addDerivatives(nodes, d.objective()));
    nodes.entrySet().stream()
        .filter(entry -> isVaried(entry.getKey()))
        .limit(MOST)
        .forEach(entry -> add(entry.getKey(), entry.getValue(), task.truth().shape(), trial));
  }

  private static boolean isVaried(Expr node) {
    return Expr.inOrder(List.of(node)).stream().anyMatch(n -> n.op() instanceof Variable);
  }

  private static void addDerivatives(Map<Expr, Optional<Expr>> nodes, Expr objective) {
    for (Expr node : Expr.inOrder(List.of(objective))) {
      if (node.op() instanceof Elementwise op
          && !(op instanceof Add)
          && !(op instanceof Subtract)) {
        for (int i = 0; i < node.inputs().size(); i++) {
          op.partial(node, i)
              .ifPresent(partial -> nodes.put(partial, function(node, partial, nodes)));
        }
        nodes.putIfAbsent(node, Optional.empty());
      }
    }
  }

  /** A function of one variable, of which this is the derivative. */
  private static Optional<Expr> function(Expr node, Expr partial, Map<Expr, Optional<Expr>> known) {
    return node.op() instanceof Unary
        ? Optional.of(node)
        : known.getOrDefault(partial, Optional.empty());
  }

  private void add(Expr node, Optional<Expr> function, Shape shape, Trial trial) {
    String text = wording.of(node);
    boolean named = node.op() instanceof Variable || names.contains(node);
    for (int axis = 0; axis + node.shape().rank() <= shape.rank(); axis++) {
      spread(node, shape, axis)
          .ifPresent(
              wide -> all.add(new Factor(node, text, named, function, wide, trial.values(wide))));
      if (node.shape().rank() == 0) {
        break;
      }
    }
  }

  /** A node with its axes laid along those of a larger shape from one on. */
  private static Optional<Expr> spread(Expr node, Shape shape, int axis) {
    int rank = node.shape().rank();
    if (rank > 0 && !shape.range(axis, axis + rank).equals(node.shape())) {
      return Optional.empty();
    }
    Shape aligned = node.shape();
    while (rank > 0 && aligned.rank() < shape.rank() - axis) {
      aligned =
          new Shape(
              java.util.stream.Stream.concat(
                      aligned.sizes().stream(), java.util.stream.Stream.of(1))
                  .toList());
    }
    return Optional.of(node.reshape(aligned).broadcast(shape));
  }

  List<Factor> all() {
    return all;
  }

  /** Whether an answer has a power of this factor other than the first. */
  static boolean isRaised(Expr factor, Expr answer) {
    return Expr.inOrder(List.of(answer)).stream()
        .anyMatch(node -> node.op() instanceof Power && node.input(0).equals(factor));
  }
}
