package org.chainrule.explain.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Jacobian;
import org.chainrule.explain.check.slip.Task;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Expr;

/**
 * What a claim is to answer.
 *
 * @param answer the true answer
 * @param names the names of variables and quantities in which it may be written
 * @param derivative what it is the derivative of, if it is one
 * @param domain formulas that have a value wherever the question is asked: what is differentiated
 * @param sizes the sizes that have names, in which shapes are told
 */
public record Question(
    Expr answer,
    SequencedMap<Expr, String> names,
    Optional<Task.Derivative> derivative,
    List<Expr> domain,
    Sizes sizes) {
  public Question {
    names = new LinkedHashMap<>(names);
    domain = List.copyOf(domain);
  }

  /** A question with a known answer. */
  public static Question of(Expr answer, Map<Expr, String> names) {
    return new Question(
        answer, new LinkedHashMap<>(names), Optional.empty(), List.of(), Sizes.NONE);
  }

  /** The derivative of a number by a variable or an inner quantity. */
  public static Question gradient(Expr objective, Expr by, Map<Expr, String> names) {
    return new Question(
        Gradient.by(objective, by),
        new LinkedHashMap<>(names),
        Optional.of(new Task.Derivative(objective, by)),
        List.of(objective),
        Sizes.NONE);
  }

  /** The derivative of a vector or matrix by a variable or an inner quantity. */
  public static Question jacobian(Expr function, Expr by, Map<Expr, String> names) {
    return new Question(
        Jacobian.of(function, by),
        new LinkedHashMap<>(names),
        Optional.empty(),
        List.of(function),
        Sizes.NONE);
  }

  /** The same with names for sizes. */
  public Question with(Sizes named) {
    return new Question(answer, names, derivative, domain, named);
  }
}
