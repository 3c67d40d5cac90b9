package org.chainrule.engine.vector;

/**
 * Products of matrices. Every element is Σ over p, from first to last, of fused multiply-adds
 * beginning at 0, so that its bits do not depend on the way that is chosen.
 */
public interface Multiplying<A> {
  /** How many numbers of working memory a product needs. */
  int workspace(Product product);

  /** C = A·B; the matrices begin at these positions of the arrays. */
  void multiply(Product product, A a, int ao, A b, int bo, A c, int co, A work, int wo);
}
