package org.chainrule.engine;

import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/** A machine for training; it still interprets. */
public final class Engine implements Machine {
  private final Interpreter interpreter = new Interpreter();

  /** An engine whose variables all hold zeros. */
  public Engine(Precision precision) {}

  @Override
  public Plan plan(Program program) {
    return interpreter.plan(program);
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
