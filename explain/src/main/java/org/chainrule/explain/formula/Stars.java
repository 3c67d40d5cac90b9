package org.chainrule.explain.formula;

/** What {@code *} means between two vectors or matrices of one shape. */
public enum Stars {
  /** The product of matrices, as everywhere in the language. */
  MATRIX_PRODUCT,
  /** The product element by element, as in NumPy. */
  ELEMENTWISE,
  /** As {@link #ELEMENTWISE} where there is no product of matrices, else the latter. */
  ELEMENTWISE_IF_NEEDED
}
