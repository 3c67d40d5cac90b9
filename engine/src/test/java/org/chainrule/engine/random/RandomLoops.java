package org.chainrule.engine.random;

import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.sin;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Scan;

/** Random recurrences: simple networks, and bodies of random nodes, loops now and then. */
final class RandomLoops {
  private static final int DEEPEST = 2;

  private final Pool pool;
  private final Dice dice;
  private final int depth;

  RandomLoops(Pool pool, int depth) {
    this.pool = pool;
    this.dice = pool.dice;
    this.depth = depth;
  }

  Expr loop() {
    Scan scan = dice.oneIn(2) || depth == DEEPEST ? network() : anything();
    List<Expr> results = new ArrayList<>(scan.last());
    results.addAll(scan.outputs());
    boolean backward = dice.oneIn(3);
    Expr result = dice.of(results);
    return pool.known(backward ? backward(result) : result, 30);
  }

  private int steps() {
    return dice.oneIn(8) ? 7 + dice.below(3) : dice.below(5);
  }

  private Expr moderate(Shape shape) {
    return pool.within(2, pool.ofShape(shape));
  }

  private Scan network() {
    int width = 1 + dice.below(depth == 0 ? 9 : 3);
    Shape state = dice.oneIn(2) ? Shape.of(width) : Shape.of(1 + dice.below(3), width);
    Expr sequence = moderate(state.prepend(steps()));
    Expr initial = moderate(state);
    Expr weights = moderate(Shape.of(width, width));
    Expr bias = moderate(Shape.of(width));
    int kind = dice.below(5);
    return Scan.of(
        List.of(initial, bias),
        List.of(sequence),
        (states, slices) -> {
          Expr h = states.get(0);
          Expr x = slices.get(0);
          Expr next =
              switch (kind) {
                case 0 -> tanh(h.matmul(weights).plus(x).plus(bias));
                case 1 -> tanh(x.matmul(weights).plus(h.times(states.get(1))));
                case 2 -> sigmoid(h.times(x)).plus(bias.times(0.5));
                case 3 -> x;
                default -> weights.slice(0, 0, 1).reshape(width).times(0.5).broadcast(state);
              };
          Expr second = kind == 2 ? bias : sin(states.get(1).plus(next.sum()));
          return new Scan.Step(
              List.of(next, second), List.of(next, next.sum(), h, bias, x.times(second)));
        });
  }

  private Scan anything() {
    int steps = steps();
    List<Expr> initial = new ArrayList<>();
    for (int i = 0; i < dice.below(3); i++) {
      initial.add(moderate(dice.shape(30)));
    }
    List<Expr> sequences = new ArrayList<>();
    for (int i = 0; i < 1 + dice.below(2); i++) {
      sequences.add(moderate(dice.shape(30).prepend(steps)));
    }
    return Scan.of(initial, sequences, this::body);
  }

  private Scan.Step body(List<Expr> states, List<Expr> slices) {
    Pool inner = pool.inner();
    states.forEach(state -> inner.add(inner.known(state, 2)));
    slices.forEach(slice -> inner.add(inner.known(slice, 2)));
    for (int i = 0; i < dice.below(3); i++) {
      Expr outer = pool.pick();
      inner.add(outer.shape().elements() <= inner.largest() ? outer : outer.sum());
    }
    RandomNodes nodes = new RandomNodes(inner, depth + 1);
    for (int i = 0; i < 1 + dice.below(5); i++) {
      inner.add(nodes.next());
    }
    List<Expr> next = new ArrayList<>();
    states.forEach(state -> next.add(inner.within(2, inner.ofShape(state.shape()))));
    List<Expr> emitted = new ArrayList<>();
    for (int i = 0; i < (states.isEmpty() ? 1 : 0) + dice.below(3); i++) {
      emitted.add(inner.pick());
    }
    return new Scan.Step(next, emitted);
  }

  /** The same result of a loop that runs backward. */
  private static Expr backward(Expr result) {
    for (Expr node : Expr.inOrder(List.of(result)).reversed()) {
      if (node.op() instanceof Loop loop) {
        Map<Expr, Expr> replacements =
            Map.of(node, Expr.of(LoopShrinking.turned(loop), node.inputs()));
        return Substitution.of(List.of(result), replacements).getFirst();
      }
    }
    return result;
  }
}
