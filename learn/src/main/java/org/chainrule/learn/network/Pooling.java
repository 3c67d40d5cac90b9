package org.chainrule.learn.network;

/** How many numbers become one. */
public enum Pooling {
  /** The largest. */
  MAX,
  /** Their mean. */
  MEAN
}
