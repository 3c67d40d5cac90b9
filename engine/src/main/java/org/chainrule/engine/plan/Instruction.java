package org.chainrule.engine.plan;

/** A piece of work on regions, made once and run at every run of a plan. */
interface Instruction {
  /** Does it. */
  void run();

  /**
   * Whether the result is right even if {@code written} comes to lie where {@code read} does: every
   * element is read for the last time before its place is written.
   */
  default boolean canOverwrite(Region<?> read, Region<?> written) {
    return false;
  }
}
