package org.chainrule.explain.formula;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Shape;

/**
 * How an answer is read.
 *
 * @param stars what {@code *} means between vectors and matrices
 * @param shape the shape that the answer is to have: sizes that it leaves open, as those of 1 in
 *     {@code 1 bᵀ} and of I, are these, and with indices that stand for any, as in {@code s_i (δ_ij
 *     − s_j)}, it tells every element
 * @param indices the order of such indices; that of the alphabet if there are none
 */
public record Reading(Stars stars, Optional<Shape> shape, List<String> indices) {
  /** As formulas are read, for any shape. */
  public static final Reading PLAIN =
      new Reading(Stars.MATRIX_PRODUCT, Optional.empty(), List.of());

  public Reading {
    indices = List.copyOf(indices);
  }
}
