package org.chainrule.explain.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.derivation.Replacement;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Variable;

/**
 * Every value of a program, step by step.
 *
 * @param given the variables and their values
 * @param steps the quantities in order
 * @param partials the derivative of the objective by every quantity and variable that it depends
 *     on, from the end to the beginning; empty if it was not asked for
 * @param updates the variables after one step of gradient descent; empty if it was not asked for
 */
public record Trace(
    List<Entry> given, List<Step> steps, List<Entry> partials, List<Update> updates) {
  /** A name and a value. */
  public record Entry(String name, Tensor value) {}

  /**
   * A quantity.
   *
   * @param name its name
   * @param formula how it was written
   * @param exact its value as it was computed
   * @param value its value as later steps use it, rounded if so wished
   */
  public record Step(String name, String formula, Tensor exact, Tensor value) {}

  /** A variable before and after w − rate · ∂J/∂w. */
  public record Update(String name, Tensor before, Tensor slope, Tensor after) {}

  /**
   * The values, quantity by quantity, without derivatives.
   *
   * @throws IllegalArgumentException if a variable has no value; it names those
   */
  public static Trace forward(FormulaProgram program, List<Rounding> rounding) {
    requireValues(program);
    Map<Expr, Expr> names = new LinkedHashMap<>();
    Map<Expr, Tensor> values = new LinkedHashMap<>(program.values());
    List<Step> steps = new ArrayList<>();
    for (Quantity quantity : program.quantities()) {
      Expr node = quantity.value();
      Expr inNames = names.getOrDefault(node, new Replacement(names).of(node));
      Tensor exact = Interpreter.evaluate(inNames, values);
      Tensor value = exact;
      for (Rounding rule : rounding) {
        value = rule.covers(quantity.name()) ? rule.of(value) : value;
      }
      steps.add(new Step(quantity.name(), quantity.text(), exact, value));
      if (!(node.op() instanceof Variable) && !(node.op() instanceof Constant)) {
        Expr name = Variable.fresh(quantity.name(), node.shape());
        names.putIfAbsent(node, name);
        values.put(name, value);
      }
    }
    return new Trace(given(program), steps, List.of(), List.of());
  }

  /**
   * The values, the derivatives of the objective and, with a rate, a step of gradient descent.
   *
   * @param updated the variables that learn; none for all
   * @throws IllegalArgumentException if a variable has no value, or the objective is no number
   */
  public static Trace of(FormulaProgram program, OptionalDouble rate, Collection<Expr> updated) {
    Trace forward = forward(program, List.of());
    Expr objective = program.objective().value();
    if (!objective.shape().equals(Shape.SCALAR)) {
      throw new ShapeException(
          "%s is no number but %s, and has no gradient; name a number with --of, or leave the"
              + " derivatives out with --forward",
          program.objective().name(), program.sizes().text(objective.shape()));
    }
    Set<Expr> used = new LinkedHashSet<>(Expr.inOrder(List.of(objective)));
    Map<Expr, String> names = new LinkedHashMap<>();
    program.variables().stream().filter(used::contains).forEach(v -> names.put(v, name(v)));
    program.quantities().stream()
        .filter(q -> used.contains(q.value()) && !(q.value().op() instanceof Constant))
        .forEach(q -> names.putIfAbsent(q.value(), q.name()));
    Map<Expr, Expr> gradient = Gradient.of(objective, names.keySet());
    List<Expr> order = new ArrayList<>(names.keySet());
    List<Tensor> slopes =
        Interpreter.evaluate(
            order.stream().map(node -> known(gradient, node)).toList(), program.values());
    List<Entry> partials = new ArrayList<>();
    List<Update> updates = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Expr node = order.get(i);
      partials.addFirst(new Entry(known(names, node), slopes.get(i)));
      boolean learns =
          node.op() instanceof Variable && (updated.isEmpty() || updated.contains(node));
      if (rate.isPresent() && learns) {
        Tensor before = known(program.values(), node);
        updates.add(
            new Update(
                known(names, node),
                before,
                slopes.get(i),
                descended(before, slopes.get(i), rate.getAsDouble())));
      }
    }
    return new Trace(forward.given, forward.steps, partials, updates);
  }

  private static <V> V known(Map<Expr, V> map, Expr node) {
    V value = map.get(node);
    if (value == null) {
      throw new IllegalStateException("nothing is known of " + node);
    }
    return value;
  }

  private static String name(Expr variable) {
    return ((Variable) variable.op()).name();
  }

  private static List<Entry> given(FormulaProgram program) {
    return program.values().entrySet().stream()
        .map(e -> new Entry(name(e.getKey()), e.getValue()))
        .toList();
  }

  private static void requireValues(FormulaProgram program) {
    List<Expr> missing =
        program.variables().stream().filter(v -> !program.values().containsKey(v)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          missing.stream().map(Trace::name).collect(Collectors.joining(", "))
              + (missing.size() == 1 ? " has" : " have")
              + " no value; give it with --at or in a line that begins with given");
    }
  }

  private static Tensor descended(Tensor before, Tensor slope, double rate) {
    double[] after = before.toArray();
    for (int i = 0; i < after.length; i++) {
      after[i] -= rate * slope.at(i);
    }
    return Tensor.of(before.shape(), after);
  }
}
