package org.chainrule.engine.random;

import java.util.function.UnaryOperator;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/** An interpreter that runs other programs in the place of the given ones. */
public final class Altered implements Machine {
  private final Interpreter interpreter = new Interpreter();
  private final UnaryOperator<Program> alteration;

  /** An interpreter of what this makes of a program; its outputs and updates stay in order. */
  public Altered(UnaryOperator<Program> alteration) {
    this.alteration = alteration;
  }

  @Override
  public Plan plan(Program program) {
    Program altered = alteration.apply(program);
    Plan plan = interpreter.plan(altered);
    return new Plan() {
      @Override
      public void run() {
        plan.run();
      }

      @Override
      public Tensor value(Expr output) {
        return plan.value(altered.outputs().get(program.outputs().indexOf(output)));
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
