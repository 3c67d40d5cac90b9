package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.chainrule.calculus.Rule;
import org.chainrule.calculus.Rules;
import org.chainrule.calculus.Simplify;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Variable;

/**
 * What is to be differentiated.
 *
 * @param name what the objective is called
 * @param objective J: a single number if it is the gradient that is asked for, any shape if it is
 *     the Jacobian
 * @param names the nodes that the program names, in its order
 * @param by what to differentiate by
 * @param at the values of variables; empty for none
 * @param sizes the sizes that have names
 * @param remarks how the program was understood where a reader may not expect it
 */
public record Question(
    String name,
    Expr objective,
    SequencedMap<String, Expr> names,
    List<Expr> by,
    Map<Expr, Tensor> at,
    Sizes sizes,
    List<String> remarks) {
  /** The rules that leave out zeros and ones, as those of first states. */
  public static final List<Rule> TRIVIAL =
      Rules.ALL.stream()
          .filter(
              rule ->
                  Set.of(
                          "multiplying by zero",
                          "multiplying by one",
                          "contracting with zero",
                          "adding zero",
                          "subtracting zero")
                      .contains(rule.name()))
          .toList();

  public Question {
    names = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(names));
    by = List.copyOf(by);
    at = Map.copyOf(at);
    remarks = List.copyOf(remarks);
  }

  /** A question without named sizes. */
  public Question(
      String name,
      Expr objective,
      SequencedMap<String, Expr> names,
      List<Expr> by,
      Map<Expr, Tensor> at) {
    this(name, objective, names, by, at, Sizes.NONE, List.of());
  }

  /**
   * The derivative of a program's objective; values count if all variables have one. Sizes that
   * have but a name are symbols.
   *
   * @param by what to differentiate by; none for every variable that the objective depends on
   */
  public static Question of(FormulaProgram program, List<Expr> by) {
    FormulaProgram symbolic = program.withSymbolicSizes();
    Quantity objective = symbolic.objective();
    return new Question(
        objective.name(),
        objective.value(),
        symbolic.names(),
        by.isEmpty()
            ? symbolic.objectiveVariables()
            : by.stream().map(x -> program.name(x).map(symbolic::node).orElse(x)).toList(),
        symbolic.completeValues(),
        symbolic.sizes(),
        symbolic.remarks());
  }

  /**
   * Requires that there is a gradient.
   *
   * @throws ShapeException if the objective is not a single number
   */
  void requireNumber() {
    if (!objective.shape().equals(Shape.SCALAR)) {
      throw new ShapeException(
          "derive: %s has shape %s; a gradient needs a single number (or ask for the Jacobian)",
          name, objective.shape());
    }
  }

  /**
   * The same after these rules, applied to whatever it holds. What is differentiated by stays where
   * it stands: if p = softmax(z), then ln p is written by z only if p is not asked for.
   */
  public Question simplified(List<Rule> rules) {
    SequencedMap<Expr, Expr> variables = new LinkedHashMap<>();
    for (Expr node : Expr.inOrder(by)) {
      if (by.contains(node) && !node.inputs().isEmpty()) {
        variables.put(node, Variable.fresh("given", node.shape()));
      }
    }
    Replacement open = new Replacement(variables);
    List<Expr> nodes = new ArrayList<>(List.of(objective));
    nodes.addAll(names.values());
    nodes.addAll(by);
    List<Expr> simpler = Simplify.of(nodes.stream().map(open::below).toList(), rules);
    Map<Expr, Expr> definitions = new HashMap<>();
    for (Map.Entry<Expr, Expr> inner : variables.entrySet()) {
      int place = nodes.lastIndexOf(inner.getKey());
      definitions.put(inner.getValue(), new Replacement(definitions).of(simpler.get(place)));
    }
    Replacement close = new Replacement(definitions);
    List<Expr> closed = simpler.stream().map(close::of).toList();
    SequencedMap<String, Expr> renamed = new LinkedHashMap<>();
    int next = 1;
    for (String quantity : names.keySet()) {
      renamed.put(quantity, closed.get(next++));
    }
    return new Question(
        name, closed.getFirst(), renamed, closed.subList(next, closed.size()), at, sizes, remarks);
  }

  /** The same with a name for the objective. */
  public Question named() {
    SequencedMap<String, Expr> all = new LinkedHashMap<>(names);
    all.putLast(name, objective);
    return new Question(name, objective, all, by, at, sizes, remarks);
  }

  /** The same without a name for the objective, where none was given. */
  public Question unnamed() {
    SequencedMap<String, Expr> others = new LinkedHashMap<>(names);
    others.remove(name);
    return new Question(name, objective, others, by, at, sizes, remarks);
  }

  /**
   * The same without the names of quantities on the way: all is written in the variables, but for
   * what would be given a new name.
   */
  public Question composed() {
    SequencedMap<String, Expr> needed = new LinkedHashMap<>(names);
    needed.values().retainAll(InnerNames.nodes(objective, sizes));
    return new Question(name, objective, needed, by, at, sizes, remarks);
  }
}
