package org.chainrule.cli;

/** How the numbers that are to be told are seen in training. */
public enum Scaling {
  /** With mean 0 and standard deviation 1. */
  STANDARDIZE,
  /** As they are. */
  NONE;

  /** For the help text. */
  public static final class Names extends Words.Listed {
    Names() {
      super(Scaling.class);
    }
  }
}
