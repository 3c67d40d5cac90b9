package org.chainrule.explain.check.slip;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.chainrule.calculus.Simplify;
import org.chainrule.explain.derivation.FormulaWriter;
import org.chainrule.explain.derivation.Question;
import org.chainrule.graph.Expr;

/** Formulas in writing, in which quantities stand by their names. */
public final class Wording {
  private final FormulaWriter writer;
  private final Map<Expr, String> written = new HashMap<>();

  /** Names for these nodes. */
  public Wording(SequencedMap<Expr, String> names) {
    SequencedMap<String, Expr> byName = new LinkedHashMap<>();
    names.forEach((node, name) -> byName.put(name, simpler(node)));
    this.writer = new FormulaWriter(byName);
  }

  /** Without the zeros of first states, which derivatives do not have either. */
  private static Expr simpler(Expr formula) {
    return Simplify.of(List.of(formula), Question.TRIVIAL).getFirst();
  }

  /** A formula in writing; its root is written out even if it has a name. */
  public String writtenOut(Expr formula) {
    return writer.define(simpler(formula)).text();
  }

  /** A formula in writing, or its name. */
  public String of(Expr formula) {
    return written.computeIfAbsent(formula, f -> writer.write(simpler(f)).text());
  }
}
