package org.chainrule.engine.random;

import java.util.List;
import java.util.Optional;

/** What is said about a program that a machine computes wrongly. */
final class Failure {
  private Failure() {}

  /** The smallest program made of this one that fails, and how; empty if all agree. */
  static Optional<String> of(
      Agreement agreement, long seed, Sample sample, List<Contestant> contestants) {
    return agreement
        .check(sample, contestants)
        .map(
            first -> {
              List<Contestant> one = List.of(first.contestant());
              Agreement uncounted = new Agreement();
              Sample smallest = Shrinker.smallest(sample, s -> uncounted.check(s, one).isPresent());
              String last =
                  uncounted.check(smallest, one).map(Disagreement::description).orElse("agrees");
              return String.join(
                  "\n",
                  "chainrule.seed=" + seed + ", " + first.contestant().name(),
                  first.description(),
                  "shrunk to",
                  Text.of(smallest),
                  last);
            });
  }
}
