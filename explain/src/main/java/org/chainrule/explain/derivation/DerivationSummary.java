package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/**
 * A derivation in short: what other programs want of it.
 *
 * @param value J, if values were given
 * @param gradient ∂J/∂x by the name of x
 * @param steps every step, as text
 */
public record DerivationSummary(
    Optional<Tensor> value, SequencedMap<String, Partial> gradient, List<Step> steps) {
  /** Longer closed forms are written with derivatives of later quantities. */
  private static final long LONGEST = 2000;

  /** ∂J/∂x: its closed form, its value if values were given, its shape. */
  public record Partial(Written formula, Optional<Tensor> value, Shape shape) {}

  /** One step: from one formula to the next by a rule. */
  public record Step(String rule, String from, String to) {}

  /** The summary of a derivation. */
  public static DerivationSummary of(Derivation derivation) {
    Symbols symbols = derivation.symbols();
    Pen pen = Pen.of(symbols);
    SequencedMap<String, Partial> gradient = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    for (Section section : derivation.wanted()) {
      Expr total = symbols.total(section.of());
      boolean tooLong = Size.of(section.closed()) > LONGEST;
      gradient.put(
          pen.write(symbols.quantity(section.of())).text(),
          new Partial(
              written(
                  derivation,
                  total,
                  tooLong ? section.local() : asGiven(derivation, section.closed())),
              derivation.value(total),
              derivation.shape(section.of())));
    }
    for (Section section : derivation.sections()) {
      for (Equation equation : section.equations()) {
        Block.Steps written = derivation.written(equation, pen);
        String from = written.left().text();
        for (Block.Step step : written.steps()) {
          steps.add(new Step(step.rule(), from, step.right().text()));
          from = step.right().text();
        }
      }
    }
    return new DerivationSummary(derivation.value(symbols.function()), gradient, steps);
  }

  /** ∂J/∂x in writing; "" if it is a Jacobian that has neither a matrix nor an index form. */
  private static Written written(Derivation derivation, Expr total, Expr right) {
    Equation equation = new Equation(total, List.of(new Equation.Line("", right)));
    List<Block.Step> steps = derivation.written(equation, Pen.of(derivation.symbols())).steps();
    return steps.isEmpty() ? new Written("", "") : steps.getLast().right();
  }

  /** Without the name of an objective that has none in the question. */
  private static Expr asGiven(Derivation derivation, Expr closed) {
    Question question = derivation.question();
    Symbols symbols = derivation.symbols();
    Expr objective = symbols.objective();
    return question.names().containsKey(question.name())
        ? closed
        : new Replacement(Map.of(symbols.quantity(objective), symbols.definition(objective)))
            .of(closed);
  }
}
