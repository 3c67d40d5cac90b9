package org.chainrule.engine.random;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;

/** Graphs with other nodes in the place of some. */
final class Substitution {
  private Substitution() {}

  /** These roots, in which replacements stand for nodes; bodies of loops stay as they are. */
  static List<Expr> of(Collection<Expr> roots, Map<Expr, Expr> replacements) {
    Map<Expr, Expr> done = new HashMap<>(replacements);
    for (Expr node : Expr.inOrder(roots)) {
      if (!done.containsKey(node)) {
        done.put(node, rebuilt(node, done));
      }
    }
    return roots.stream().map(root -> done.getOrDefault(root, root)).toList();
  }

  /** As {@link #of(Collection, Map)}, in outputs and new values. */
  static Program of(Program program, Map<Expr, Expr> replacements) {
    return withRoots(program, of(program.roots(), replacements));
  }

  /** The program with other outputs and new values, in the order of its roots. */
  static Program withRoots(Program program, List<Expr> roots) {
    int outputs = program.outputs().size();
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    for (Expr variable : program.updates().keySet()) {
      updates.put(variable, roots.get(outputs + updates.size()));
    }
    return new Program(roots.subList(0, outputs), updates);
  }

  /** A node of the same op on what its inputs have become. */
  static Expr rebuilt(Expr node, Map<Expr, Expr> done) {
    List<Expr> inputs = node.inputs().stream().map(i -> done.getOrDefault(i, i)).toList();
    return inputs.equals(node.inputs()) ? node : Expr.of(node.op(), inputs);
  }
}
