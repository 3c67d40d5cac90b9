package org.chainrule.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a program becomes when it is planned, for people who ask why it takes so long.
 *
 * @param precision the format of all numbers
 * @param threads how many threads may take part
 * @param rewrites how often each rewriting rule was applied, by its name
 * @param steps what is done in a run, in this order
 * @param bytes the memory for everything but variables and constants
 * @param leastBytes what is in use at the time when most is: no layout takes less
 */
public record PlanReport(
    Precision precision,
    int threads,
    Map<String, Integer> rewrites,
    List<Step> steps,
    long bytes,
    long leastBytes) {
  public PlanReport {
    steps = List.copyOf(steps);
  }

  /**
   * A kernel with its data, or a loop.
   *
   * @param what what it does
   * @param flops floating-point operations of a run, about
   * @param bytes what it reads and writes
   * @param body what is done in each step of a loop; empty if it is none
   */
  public record Step(String what, double flops, long bytes, List<Step> body) {
    public Step {
      body = List.copyOf(body);
    }
  }

  /** What two programs become that run one after the other, each with memory of its own. */
  public PlanReport then(PlanReport next) {
    Map<String, Integer> allRewrites = new LinkedHashMap<>(rewrites);
    next.rewrites.forEach((rule, times) -> allRewrites.merge(rule, times, Integer::sum));
    return new PlanReport(
        precision,
        threads,
        allRewrites,
        Stream.concat(steps.stream(), next.steps.stream()).toList(),
        bytes + next.bytes,
        Math.max(leastBytes, next.leastBytes));
  }

  /** The operations of all steps. */
  public double flops() {
    return steps.stream().mapToDouble(Step::flops).sum();
  }
}
