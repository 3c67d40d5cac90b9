package org.chainrule.explain.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Variable;

/** A derivative that is asked for, with the program that it comes from. */
record Case(String origin, Expr objective, Expr by, SequencedMap<Expr, String> names) {
  Question question() {
    return Question.gradient(objective, by, names);
  }

  static Case of(String origin, Expr objective, Expr by, SequencedMap<Expr, String> quantities) {
    SequencedMap<Expr, String> names = new LinkedHashMap<>();
    for (Expr node : Expr.inOrder(List.of(objective))) {
      if (node.op() instanceof Variable) {
        names.put(node, node.op().name());
      }
    }
    names.putAll(quantities);
    return new Case(origin, objective, by, names);
  }

  static Case of(FormulaProgram program, Expr by) {
    SequencedMap<Expr, String> names = new LinkedHashMap<>();
    for (Quantity quantity : program.quantities()) {
      if (!(quantity.value().op() instanceof Constant)) {
        names.putIfAbsent(quantity.value(), quantity.name());
      }
    }
    return of(program.quantities().getLast().text(), program.objective().value(), by, names);
  }
}
