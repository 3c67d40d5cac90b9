package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Loop;

/** Graphs in which every step of every loop is written out. */
final class Unrolled {
  private Unrolled() {}

  static Expr of(Expr root) {
    return of(List.of(root), new HashMap<>()).getFirst();
  }

  private static List<Expr> of(List<Expr> roots, Map<Expr, Expr> done) {
    for (Expr node : Expr.inOrder(roots)) {
      if (!done.containsKey(node)) {
        done.put(
            node,
            node.op() instanceof Loop loop
                ? steps(loop, node.inputs().stream().map(i -> done.getOrDefault(i, i)).toList())
                : Substitution.rebuilt(node, done));
      }
    }
    return roots.stream().map(root -> done.getOrDefault(root, root)).toList();
  }

  private static Expr steps(Loop loop, List<Expr> inputs) {
    int stateCount = loop.states().size();
    int sliceCount = loop.slices().size();
    List<Expr> states = inputs.subList(0, stateCount);
    List<Expr> body = new ArrayList<>(loop.next());
    body.addAll(loop.emitted());
    Expr[][] emitted = new Expr[loop.emitted().size()][loop.steps()];
    for (int step = 0; step < loop.steps(); step++) {
      int time = loop.backward() ? loop.steps() - 1 - step : step;
      Map<Expr, Expr> bound = new HashMap<>();
      for (int i = 0; i < stateCount; i++) {
        bound.put(loop.states().get(i), states.get(i));
      }
      for (int i = 0; i < sliceCount; i++) {
        bound.put(loop.slices().get(i), inputs.get(stateCount + i).at(0, time));
      }
      for (int i = 0; i < loop.invariants().size(); i++) {
        bound.put(loop.invariants().get(i), inputs.get(stateCount + sliceCount + i));
      }
      List<Expr> results = of(body, bound);
      states = results.subList(0, stateCount);
      for (int i = 0; i < emitted.length; i++) {
        emitted[i][time] = results.get(stateCount + i);
      }
    }
    List<Expr> laidOut = new ArrayList<>(states);
    for (Expr[] output : emitted) {
      laidOut.addAll(List.of(output));
    }
    return laidOut.isEmpty()
        ? Expr.filled(Shape.of(0), 0)
        : Concatenate.of(0, laidOut.stream().map(e -> e.reshape(e.shape().elements())).toList());
  }
}
