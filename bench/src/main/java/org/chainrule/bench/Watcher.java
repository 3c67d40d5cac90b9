package org.chainrule.bench;

/** Is told how a measurement goes on. */
@FunctionalInterface
public interface Watcher {
  /**
   * A part of a measurement begins.
   *
   * @param workload its name
   * @param sample the number of the sample, from 1; 0 during the warm-up
   */
  void begin(String workload, int sample);
}
