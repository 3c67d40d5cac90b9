package org.chainrule.engine;

/** The format of the numbers that an engine computes with. */
public enum Precision {
  /** IEEE 754 binary32, for training. */
  FLOAT32,
  /** IEEE 754 binary64, for explanations and checks. */
  FLOAT64
}
