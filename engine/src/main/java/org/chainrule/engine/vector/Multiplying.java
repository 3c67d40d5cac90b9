package org.chainrule.engine.vector;

/**
 * Products of matrices. How an element's sum is ordered depends on the shapes only: from first to
 * last by fused multiply-adds, or, where a row meets a long column, in parts side by side.
 */
public interface Multiplying<A> {

  /** A product made ready. */
  interface Prepared<A> {
    /** How many numbers of working memory it needs. */
    int workspace();

    /** C = A·B; the tensors begin at these positions of the arrays. */
    void run(A a, int ao, A b, int bo, A c, int co, A work, int wo);
  }

  /** Chooses the way to compute a product. */
  Prepared<A> prepare(Product product);
}
