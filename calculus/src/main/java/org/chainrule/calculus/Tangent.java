package org.chainrule.calculus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;

/**
 * Forward-mode differentiation: how outputs move when inputs move in a given direction, as graphs.
 *
 * <p>ẏ = Σ (∂y/∂x) ẋ over the inputs x of y, each term given by y's op: the Jacobian–vector
 * product.
 */
public final class Tangent {
  private Tangent() {}

  /**
   * The tangents of outputs.
   *
   * @param directions the tangents of some nodes, of the nodes' shapes; all others do not move
   * @return one for each output, zeros where it does not move
   */
  public static List<Expr> of(List<Expr> outputs, Map<Expr, Expr> directions) {
    directions.forEach(
        (x, direction) -> {
          if (!x.shape().equals(direction.shape())) {
            throw new ShapeException(
                "tangent: the direction of %s has shape %s", x, direction.shape());
          }
        });
    Map<Expr, Expr> tangents = new HashMap<>(directions);
    for (Expr node : Expr.inOrder(outputs)) {
      if (!directions.containsKey(node)) {
        node.op()
            .pushforward(node, new Inputs(node, tangents))
            .ifPresent(tangent -> tangents.put(node, tangent));
      }
    }
    return outputs.stream().map(y -> tangents.getOrDefault(y, Expr.filled(y.shape(), 0))).toList();
  }

  /** The tangent of one output when one node moves, simplified by {@link Rules}. */
  public static Expr of(Expr output, Expr x, Expr direction) {
    return Simplify.of(of(List.of(output), Map.of(x, direction)).getFirst());
  }

  private record Inputs(Expr node, Map<Expr, Expr> known) implements Tangents {
    @Override
    public Optional<Expr> of(int input) {
      return Optional.ofNullable(known.get(node.input(input)));
    }

    @Override
    public List<Expr> pushforward(List<Expr> outputs, Map<Expr, Expr> seeds) {
      return Tangent.of(outputs, seeds);
    }
  }
}
