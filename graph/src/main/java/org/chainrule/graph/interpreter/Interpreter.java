package org.chainrule.graph.interpreter;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Variable;

/** Runs programs in float64, node by node: slow, obvious, and the truth for tests. */
public final class Interpreter implements Machine {
  private final Map<Expr, Storage.Float64> memory = new HashMap<>();

  /** An interpreter whose variables all hold zeros. */
  public Interpreter() {}

  /**
   * The value of a node.
   *
   * @throws IllegalArgumentException if a variable that it needs has no value
   */
  public static Tensor evaluate(Expr node, Map<Expr, Tensor> variables) {
    return evaluate(List.of(node), variables).getFirst();
  }

  /** The values of several nodes; what they share is computed once. */
  public static List<Tensor> evaluate(Collection<Expr> nodes, Map<Expr, Tensor> variables) {
    Map<Expr, Tensor> values = new HashMap<>();
    for (Expr node : Expr.inOrder(nodes)) {
      values.put(node, value(node, variables, values));
    }
    return nodes.stream().map(node -> known(values, node)).toList();
  }

  private static Tensor value(Expr node, Map<Expr, Tensor> variables, Map<Expr, Tensor> values) {
    if (!(node.op() instanceof Variable variable)) {
      return Evaluation.apply(
          node, node.inputs().stream().map(input -> known(values, input)).toList());
    }
    Tensor value = variables.get(node);
    if (value == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "variable %s of shape %s has no value",
              variable.name(),
              variable.shape()));
    }
    if (!value.shape().equals(variable.shape())) {
      throw mismatch(node, value);
    }
    return value;
  }

  private static ShapeException mismatch(Expr variable, Tensor value) {
    return new ShapeException(
        "variable %s has shape %s, its value %s",
        variable.op().name(), variable.shape(), value.shape());
  }

  private static Tensor known(Map<Expr, Tensor> values, Expr node) {
    Tensor value = values.get(node);
    if (value == null) {
      throw new IllegalStateException("no value for " + node);
    }
    return value;
  }

  @Override
  public Plan plan(Program program) {
    Map<Expr, Tensor> results = new HashMap<>();
    Function<Expr, Tensor> output =
        node -> {
          Tensor value = program.outputs().contains(node) ? results.get(node) : null;
          if (value == null) {
            throw new IllegalArgumentException(node + " is no output, or the plan never ran");
          }
          return value;
        };
    return new Plan() {
      @Override
      public void run() {
        Map<Expr, Tensor> variables = new HashMap<>();
        program.variables().forEach(v -> variables.put(v, read(v)));
        List<Expr> roots = program.roots();
        List<Tensor> values = evaluate(roots, variables);
        for (int i = 0; i < roots.size(); i++) {
          results.put(roots.get(i), values.get(i));
        }
        program.updates().forEach((variable, value) -> write(variable, known(results, value)));
      }

      @Override
      public Tensor value(Expr node) {
        return output.apply(node);
      }

      @Override
      public double number(Expr node) {
        return output.apply(node).item();
      }
    };
  }

  @Override
  public void write(Expr variable, Tensor value) {
    if (!variable.shape().equals(value.shape())) {
      throw mismatch(variable, value);
    }
    double[] target = storage(variable).values();
    System.arraycopy(value.toArray(), 0, target, 0, target.length);
  }

  @Override
  public Tensor read(Expr variable) {
    return Tensor.of(variable.shape(), storage(variable).values());
  }

  @Override
  public Storage.Float64 storage(Expr variable) {
    return memory.computeIfAbsent(
        variable, v -> new Storage.Float64(new double[v.shape().elements()]));
  }
}
