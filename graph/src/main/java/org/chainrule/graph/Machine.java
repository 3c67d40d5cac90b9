package org.chainrule.graph;

/**
 * A memory of variables and the programs that run on it: the interpreter, or the engine.
 *
 * <p>A variable belongs to the machine, not to a plan, so plans that share parameters see each
 * other's updates. A variable that was never written holds zeros. A machine is not thread-safe.
 */
public interface Machine {
  /** Prepares a program for running any number of times. */
  Plan plan(Program program);

  /**
   * Gives a variable a value.
   *
   * @throws ShapeException if the shapes differ
   */
  void write(Expr variable, Tensor value);

  /** The value of a variable. */
  Tensor read(Expr variable);

  /** Where a variable's numbers lie, row-major, to be filled in place before a run. */
  Storage storage(Expr variable);
}
