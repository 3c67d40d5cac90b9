package org.chainrule.engine.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/** An interpreter that computes other graphs in the place of the given ones. */
public final class Altered implements Machine {
  private final Interpreter interpreter = new Interpreter();
  private final UnaryOperator<List<Expr>> alteration;

  /** An interpreter of what this makes of the roots of a program. */
  public Altered(UnaryOperator<List<Expr>> alteration) {
    this.alteration = alteration;
  }

  @Override
  public Plan plan(Program program) {
    List<Expr> altered = alteration.apply(program.roots());
    int outputs = program.outputs().size();
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    List<Expr> variables = List.copyOf(program.updates().keySet());
    for (int i = 0; i < variables.size(); i++) {
      updates.put(variables.get(i), altered.get(outputs + i));
    }
    Plan plan = interpreter.plan(new Program(altered.subList(0, outputs), updates));
    return new Plan() {
      @Override
      public void run() {
        plan.run();
      }

      @Override
      public Tensor value(Expr output) {
        return plan.value(altered.get(program.outputs().indexOf(output)));
      }

      @Override
      public double number(Expr output) {
        return value(output).item();
      }
    };
  }

  @Override
  public void write(Expr variable, Tensor value) {
    interpreter.write(variable, value);
  }

  @Override
  public Tensor read(Expr variable) {
    return interpreter.read(variable);
  }

  @Override
  public Storage storage(Expr variable) {
    return interpreter.storage(variable);
  }
}
