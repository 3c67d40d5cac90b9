package org.chainrule.explain.derivation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;

/**
 * What is to be differentiated.
 *
 * @param name what the objective is called
 * @param objective J, a single number
 * @param names the nodes that the program names, in its order
 * @param by what to differentiate by
 * @param at the values of variables; empty for none
 */
public record Question(
    String name,
    Expr objective,
    SequencedMap<String, Expr> names,
    List<Expr> by,
    Map<Expr, Tensor> at) {
  /**
   * Checks the objective.
   *
   * @throws ShapeException if it is not a single number
   */
  public Question {
    if (!objective.shape().equals(Shape.SCALAR)) {
      throw new ShapeException(
          "derive: %s has shape %s; a gradient needs a single number (or ask for the Jacobian)",
          name, objective.shape());
    }
    names = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(names));
    by = List.copyOf(by);
    at = Map.copyOf(at);
  }

  /**
   * The gradient of a program's objective; values count if all variables have one.
   *
   * @param by what to differentiate by; none for every variable that the objective depends on
   */
  public static Question of(FormulaProgram program, List<Expr> by) {
    Quantity objective = program.objective();
    return new Question(
        objective.name(),
        objective.value(),
        program.names(),
        by.isEmpty() ? program.objectiveVariables() : by,
        program.completeValues());
  }

  /** The same without the names of quantities on the way: all is written in the variables. */
  public Question composed() {
    return new Question(name, objective, new LinkedHashMap<>(), by, at);
  }
}
