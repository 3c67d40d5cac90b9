package org.chainrule.engine.thread;

/** Work in equal parts, one for each of several threads. */
@FunctionalInterface
public interface Task {
  /**
   * Does a part; each is done exactly once, by whichever thread is free.
   *
   * @param thread the number of the part, from 0
   * @param threads how many parts there are
   */
  void run(int thread, int threads);
}
