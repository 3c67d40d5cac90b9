package org.chainrule.engine.fusion;

import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.gather;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

/** Square matrices that depend on each other in ways that fusion has to tell apart. */
final class RandomGraph {
  /** With so many elements a node may be light. */
  private static final int SIZE = 17;

  private static final int NODES = 25;

  private final Random random;
  private final List<Expr> nodes = new ArrayList<>();

  private RandomGraph(long seed) {
    random = new Random(seed);
    nodes.add(Expr.variable("x", SIZE, SIZE));
    nodes.add(Expr.variable("y", SIZE, SIZE));
  }

  /** The last few of many nodes. */
  static List<Expr> of(long seed) {
    RandomGraph graph = new RandomGraph(seed);
    while (graph.nodes.size() < NODES) {
      graph.nodes.add(graph.next());
    }
    return List.copyOf(graph.nodes.subList(NODES - 4, NODES));
  }

  private Expr node() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private Expr next() {
    Expr x = node();
    int axis = random.nextInt(2);
    return switch (random.nextInt(12)) {
      case 0 -> x.plus(node());
      case 1 -> x.times(node());
      case 2 -> x.times(3).plus(1);
      case 3 -> x.transpose();
      case 4 -> x.plus(x.transpose());
      case 5 -> exp(x.sum(axis)).broadcast(Shape.of(SIZE, SIZE)).minus(node());
      case 6 -> x.minus(x.max(axis).reshape(axis == 0 ? 1 : SIZE, axis == 0 ? SIZE : 1));
      case 7 -> tanh(x.times(node().sum()));
      case 8 -> x.matmul(node());
      case 9 -> relu(x).plus(x.slice(0, 2, 3));
      case 10 -> gather(x, Expr.variable("rows", SIZE)).plus(node());
      default -> x.reshape(SIZE * SIZE).reshape(SIZE, SIZE).times(2);
    };
  }
}
