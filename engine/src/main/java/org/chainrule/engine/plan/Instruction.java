package org.chainrule.engine.plan;

/** A piece of work that knows where its numbers lie. */
interface Instruction {
  /** Does it. */
  void run();
}
