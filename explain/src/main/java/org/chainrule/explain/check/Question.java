package org.chainrule.explain.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.check.slip.Task;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Expr;

/**
 * What a claim is to answer.
 *
 * @param answer the true answer
 * @param names the names of variables and quantities in which it may be written
 * @param derivative what it is the derivative of, if it is one
 * @param sizes the sizes that have names, in which shapes are told
 */
public record Question(
    Expr answer,
    SequencedMap<Expr, String> names,
    Optional<Task.Derivative> derivative,
    Sizes sizes) {
  public Question {
    names = new LinkedHashMap<>(names);
  }

  /** A question with a known answer. */
  public static Question of(Expr answer, Map<Expr, String> names) {
    return new Question(answer, new LinkedHashMap<>(names), Optional.empty(), Sizes.NONE);
  }

  /** The derivative of a number by a variable or an inner quantity. */
  public static Question gradient(Expr objective, Expr by, Map<Expr, String> names) {
    return new Question(
        Gradient.by(objective, by),
        new LinkedHashMap<>(names),
        Optional.of(new Task.Derivative(objective, by)),
        Sizes.NONE);
  }

  /** The same with names for sizes. */
  public Question with(Sizes named) {
    return new Question(answer, names, derivative, named);
  }
}
