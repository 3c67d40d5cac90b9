package org.chainrule.bench;

import java.util.Optional;

/** Something to be timed. */
public sealed interface Workload permits Training, Latency, GridSearch, TrainCommand {
  /** The name that users call it by. */
  String name();

  /** What it does, in a line. */
  String description();

  /** What its figures count. */
  Unit unit();

  /** The network that it trains or asks again and again; empty if that is not one network. */
  default Optional<Subject> subject() {
    return Optional.empty();
  }

  /**
   * Times it: warms it up, then takes the samples.
   *
   * @throws WorkloadException if it can't run here, or computes nonsense
   */
  Measurement measure(Conditions conditions, Watcher watcher) throws WorkloadException;
}
