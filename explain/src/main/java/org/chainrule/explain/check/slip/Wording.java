package org.chainrule.explain.check.slip;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.chainrule.calculus.Rule;
import org.chainrule.calculus.Simplify;
import org.chainrule.explain.derivation.FormulaWriter;
import org.chainrule.explain.derivation.Question;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Constant;

/** Formulas in writing, in which quantities stand by their names, and 6.283… as 2·π. */
public final class Wording {
  private static final List<Rule> RULES =
      Stream.concat(
              Question.TRIVIAL.stream(),
              Stream.of(
                  new Rule("multiples of π and the like", "6.283… = 2·π", "", Wording::exact)))
          .toList();

  private final FormulaWriter writer;
  private final Map<Expr, String> written = new HashMap<>();

  /** Names for these nodes. */
  public Wording(SequencedMap<Expr, String> names) {
    SequencedMap<String, Expr> byName = new LinkedHashMap<>();
    names.forEach((node, name) -> byName.put(name, simpler(node)));
    this.writer = new FormulaWriter(byName);
  }

  private static Optional<Expr> exact(Expr node) {
    return node.op() instanceof Constant constant && constant.shape().equals(Shape.SCALAR)
        ? Numeral.irrational(constant.value().item())
            .map(Numeral::formula)
            .filter(formula -> !formula.equals(node))
        : Optional.empty();
  }

  /** Without the zeros of first states, which derivatives do not have either. */
  private static Expr simpler(Expr formula) {
    return Simplify.of(List.of(formula), RULES).getFirst();
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
