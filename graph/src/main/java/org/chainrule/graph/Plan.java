package org.chainrule.graph;

/** A program made ready on a {@link Machine}. */
public interface Plan {
  /** Computes the outputs, then updates the variables. */
  void run();

  /**
   * The value that an output had in the last run.
   *
   * @throws IllegalArgumentException if the node is no output of the program
   */
  Tensor value(Expr output);

  /** The value of an output that is a single number. */
  double number(Expr output);
}
