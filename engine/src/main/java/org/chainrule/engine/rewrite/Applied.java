package org.chainrule.engine.rewrite;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which rules were applied, and how often. */
final class Applied {
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  void add(String rule) {
    counts.merge(rule, 1, Integer::sum);
  }

  Map<String, Integer> counts() {
    return new LinkedHashMap<>(counts);
  }
}
