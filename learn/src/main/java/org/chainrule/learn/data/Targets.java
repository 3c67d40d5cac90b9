package org.chainrule.learn.data;

/** What a model should say of each example: a class, or numbers. */
public sealed interface Targets permits Labels, Quantities {
  /** How many examples there are. */
  int count();

  /** Those of the examples of the given numbers, in that order. */
  Targets select(int[] examples);
}
