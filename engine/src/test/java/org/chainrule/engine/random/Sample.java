package org.chainrule.engine.random;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Loop;

/**
 * A program and the values of its variables before the first run.
 *
 * @param program what is run
 * @param values the value of every variable that the program reads or changes
 */
public record Sample(Program program, Map<Expr, Tensor> values) {
  public Sample {
    Set<Expr> used = new HashSet<>(program.variables());
    used.addAll(program.updates().keySet());
    Map<Expr, Tensor> kept = new LinkedHashMap<>(values);
    kept.keySet().retainAll(used);
    values = java.util.Collections.unmodifiableMap(kept);
  }

  /** The variables that hold real numbers, not numbers of rows. */
  public List<Expr> real() {
    return values.keySet().stream().filter(v -> !Pool.holdsRows(v)).toList();
  }

  /** The ops that occur, those in the bodies of loops included. */
  public Set<Class<? extends Op>> ops() {
    Set<Class<? extends Op>> ops = new HashSet<>();
    collect(program.roots(), ops);
    return ops;
  }

  private static void collect(Collection<Expr> roots, Set<Class<? extends Op>> ops) {
    for (Expr node : Expr.inOrder(roots)) {
      ops.add(node.op().getClass());
      if (node.op() instanceof Loop loop) {
        collect(loop.next(), ops);
        collect(loop.emitted(), ops);
      }
    }
  }
}
