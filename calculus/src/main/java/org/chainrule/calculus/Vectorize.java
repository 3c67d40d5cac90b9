package org.chainrule.calculus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.ShapeException;

/** Batching: a graph for one example becomes a graph for many, under a leading axis. */
public final class Vectorize {
  private Vectorize() {}

  /**
   * The outputs for a whole batch.
   *
   * @param replacements for some nodes, the node that holds every member's value under a leading
   *     axis; all other nodes are the same for every member
   * @return one for each output, under a leading axis
   */
  public static List<Expr> over(List<Expr> outputs, Map<Expr, Expr> replacements) {
    List<Integer> sizes = replacements.entrySet().stream().map(Vectorize::size).distinct().toList();
    if (sizes.size() != 1) {
      throw new ShapeException("vectorize: batches of sizes " + sizes + ", not of one size");
    }
    int size = sizes.getFirst();
    Map<Expr, Expr> batched = new HashMap<>(replacements);
    for (Expr node : Expr.inOrder(outputs)) {
      boolean touched = node.inputs().stream().anyMatch(batched::containsKey);
      if (touched && !batched.containsKey(node)) {
        batched.put(node, node.op().batch(node, new Inputs(node, size, batched)));
      }
    }
    return outputs.stream()
        .map(y -> batched.getOrDefault(y, y.broadcast(y.shape().prepend(size))))
        .toList();
  }

  private static int size(Map.Entry<Expr, Expr> entry) {
    Expr one = entry.getKey();
    Expr many = entry.getValue();
    int size = many.shape().rank() == 0 ? -1 : many.shape().size(0);
    if (size < 0 || !one.shape().prepend(size).equals(many.shape())) {
      throw new ShapeException(
          "vectorize: shape %s is not %s under a leading axis", many.shape(), one.shape());
    }
    return size;
  }

  private record Inputs(Expr node, int size, Map<Expr, Expr> known) implements Lanes {
    @Override
    public Expr get(int input) {
      return known.getOrDefault(node.input(input), node.input(input));
    }

    @Override
    public boolean batched(int input) {
      return known.containsKey(node.input(input));
    }

    @Override
    public List<Expr> batch(List<Expr> outputs, Map<Expr, Expr> replacements) {
      return over(outputs, replacements);
    }
  }
}
