package org.chainrule.cli.explain;

import java.util.concurrent.Callable;
import org.chainrule.explain.check.Verdict;

/** A command that judges a claim. */
interface Check extends Callable<Integer> {
  /**
   * Reads the question without a claim, as far as it can be.
   *
   * @throws IllegalArgumentException if the question is broken
   */
  void requireQuestion();

  /** The verdict. */
  Verdict judge();

  /** How it is told. */
  VerdictOutput output();

  @Override
  default Integer call() {
    return output().tell(judge());
  }
}
