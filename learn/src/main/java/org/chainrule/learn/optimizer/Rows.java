package org.chainrule.learn.optimizer;

/**
 * Which rows an update changes of a table that is read by row number only, as that of an embedding
 * is.
 *
 * <p>A row that no example of a batch names has gradient 0. A rule that remembers gradients, or
 * decays weights, moves it all the same. The two differ in nothing else: they treat rows that a
 * batch names alike, count the same steps t, and are the same for plain gradient descent, w ← w − η
 * g. A parameter is a table where its gradient is a sum of {@link
 * org.chainrule.graph.op.ScatterAdd} nodes; one that something else reads as well, or that the loss
 * penalises, has all its rows changed by either.
 *
 * <p>{@link #LAZY} is the usual choice: a step takes time by the words of a batch and not of the
 * language, and a rare row moves by its own examples, not by those of batches that it is absent
 * from. {@link #DENSE} repeats what a rule's paper says and what other libraries do where they are
 * not told otherwise.
 */
public enum Rows {
  /**
   * Those that the batch names: w, and all that a rule remembers of it, keep their values in the
   * others (Abadi et al. 2016, section 4.2). Adam is then PyTorch's {@code SparseAdam}, except that
   * ε is added to √ŝ, as in Adam, and not to √s.
   */
  LAZY,
  /** All: those that the batch does not name are updated by a gradient of 0. */
  DENSE
}
