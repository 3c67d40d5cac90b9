package org.chainrule.bench;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How fast a workload ran.
 *
 * @param workload its name
 * @param threads how many threads it could use
 * @param unit what the samples count
 * @param samples the figures, one after the other, each over some time
 * @param peakFraction the floating-point operations of its contractions in the median's time, as a
 *     share of what the machine's threads could do; none where they are not counted
 * @param outcome what it came to besides speed, such as how far the loss fell
 */
public record Measurement(
    String workload,
    int threads,
    Unit unit,
    List<Double> samples,
    OptionalDouble peakFraction,
    String outcome) {
  public Measurement {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException(workload + ": no samples");
    }
  }

  /**
   * What came of a workload whose operations are counted.
   *
   * @param seconds how long a run took, sample by sample
   * @param examples how many examples a run deals with
   * @param flops the operations of a run
   */
  static Measurement of(
      Workload workload,
      Conditions conditions,
      List<Double> seconds,
      int examples,
      double flops,
      String outcome) {
    Measurement plain = of(workload, conditions, seconds, examples, outcome);
    double time = examples * plain.unit.secondsAnExample(plain.median());
    double fraction = flops / time / (conditions.peak() * conditions.threads());
    return new Measurement(
        plain.workload,
        plain.threads,
        plain.unit,
        plain.samples,
        OptionalDouble.of(fraction),
        outcome);
  }

  /** What came of a workload whose operations are not counted. */
  static Measurement of(
      Workload workload,
      Conditions conditions,
      List<Double> seconds,
      int examples,
      String outcome) {
    Unit unit = workload.unit();
    return new Measurement(
        workload.name(),
        conditions.threads(),
        unit,
        seconds.stream().map(s -> unit.figure(s, examples)).toList(),
        OptionalDouble.empty(),
        outcome);
  }

  /** The middle sample, or the mean of the middle two. */
  public double median() {
    List<Double> sorted = samples.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** The smallest sample. */
  public double least() {
    return Collections.min(samples);
  }

  /** The largest sample. */
  public double most() {
    return Collections.max(samples);
  }
}
