package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.graph.Tensor;

/** Numbers that are meant to be the same but for rounding. */
final class Closeness {
  private Closeness() {}

  /** Every element within the tolerance, relative above 1 and absolute below; NaN and ∞ exactly. */
  static void assertClose(Tensor actual, Tensor expected, double tolerance, String what) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    for (int i = 0; i < expected.shape().elements(); i++) {
      double wanted = expected.at(i);
      double found = actual.at(i);
      boolean close =
          Double.isFinite(wanted)
              ? Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted))
              : Double.compare(found, wanted) == 0;
      assertThat(close).as("%s, element %d: %s, not %s", what, i, found, wanted).isTrue();
    }
  }
}
