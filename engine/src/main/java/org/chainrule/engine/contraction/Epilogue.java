package org.chainrule.engine.contraction;

/** What is done with elements of C as soon as they are complete and still in a cache. */
@FunctionalInterface
public interface Epilogue {
  /** Nothing. */
  Epilogue NONE = (thread, batch, rowFrom, rowTo, columnFrom, columnTo) -> {};

  /**
   * Does it with a block of one matrix, on the thread that computed it. Each element of C is in one
   * block; blocks may be empty, and come in any order, on all threads at the same time.
   *
   * @param thread the part that is running, from 0
   * @param batch which matrix
   * @param rowFrom the first row
   * @param rowTo the row after the last
   * @param columnFrom the first column
   * @param columnTo the column after the last
   */
  void run(int thread, int batch, int rowFrom, int rowTo, int columnFrom, int columnTo);
}
