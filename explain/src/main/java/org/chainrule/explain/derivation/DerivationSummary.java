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
 * @param forward the quantities that have names, in the order of the program
 * @param remarks what is taken to be so, and what has no value
 * @param gradient ∂J/∂x by the name of x
 * @param matrix the Jacobians by numbers side by side, if there are several
 * @param steps every step, as text
 * @param pattern what holds at every time of a recurrence; empty if there is none
 */
public record DerivationSummary(
    Optional<Tensor> value,
    List<Quantity> forward,
    List<String> remarks,
    SequencedMap<String, Partial> gradient,
    Optional<Matrix> matrix,
    List<Step> steps,
    List<Step> pattern) {
  /** Longer closed forms are written with derivatives of later quantities. */
  private static final long LONGEST = 2000;

  /** ∂J/∂x: its closed form, its value if values were given, its shape. */
  public record Partial(Written formula, Optional<Tensor> value, Shape shape) {}

  /** A matrix whose columns are derivatives by these numbers. */
  public record Matrix(List<String> by, Partial partial) {}

  /** A named quantity: what it is, its value if values were given, its shape. */
  public record Quantity(String name, Written formula, Optional<Tensor> value, Shape shape) {}

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
        steps.addAll(steps(derivation.written(equation, pen)));
      }
    }
    List<Quantity> forward = new ArrayList<>();
    symbols
        .quantities()
        .forEach(
            (node, symbol) ->
                forward.add(
                    new Quantity(
                        pen.write(symbol).text(),
                        pen.write(symbols.definition(node)),
                        derivation.value(node),
                        node.shape())));
    List<Step> pattern = new ArrayList<>();
    if (!derivation.isJacobian()) {
      for (Block block : Recursion.blocks(derivation, symbols.sizes()::text)) {
        if (block instanceof Block.Steps told) {
          pattern.addAll(steps(told));
        }
      }
    }
    return new DerivationSummary(
        derivation.value(symbols.function()),
        forward,
        Remarks.of(derivation),
        gradient,
        Columns.of(derivation).map(columns -> matrix(columns, gradient)),
        steps,
        pattern);
  }

  private static Matrix matrix(Columns columns, SequencedMap<String, Partial> gradient) {
    Partial partial = new Partial(columns.matrix(), columns.value(), columns.shape());
    return new Matrix(List.copyOf(gradient.keySet()), partial);
  }

  private static List<Step> steps(Block.Steps written) {
    List<Step> steps = new ArrayList<>();
    String from = written.left().text();
    for (Block.Step step : written.steps()) {
      steps.add(new Step(step.rule(), from, step.right().text()));
      from = step.right().text();
    }
    return steps;
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
