package org.chainrule.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The machine's own limit: float32 multiply-adds on one core with every operand in a register.
 *
 * <p>A multiply-add counts as two operations. Twelve sums are independent, as two units with a
 * latency of four cycles need eight, and at most 14 registers are used, which every vector unit
 * has.
 */
public final class Peak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int SUMS = 12;
  private static final int STEPS = 1000;
  private static final int CALLS = 10;

  /** So long nothing better must be seen. */
  private static final long STEADY = 600_000_000L;

  /** Less is done by code that the JVM has not compiled yet, in which vectors are objects. */
  private static final double LEAST = 4e9;

  private static final long LONGEST = 10_000_000_000L;
  private static final double BETTER = 1.01;

  private Peak() {}

  /** Measures it now: operations a second of one core, at their best in about a second. */
  public static double measure() {
    float[] kept = new float[SUMS * SPECIES.length()];
    double best = 0;
    double steady = 0;
    long start = System.nanoTime();
    long since = start;
    long begin = start;
    while ((best < LEAST || begin - since < STEADY) && begin - start < LONGEST) {
      for (int i = 0; i < CALLS; i++) {
        multiplyAdd(kept, 0.999f, 0.001f);
      }
      long end = System.nanoTime();
      best = Math.max(best, 2e9 * SUMS * SPECIES.length() * STEPS * CALLS / (end - begin));
      if (best > BETTER * steady) {
        steady = best;
        since = end;
      }
      begin = end;
    }
    return best;
  }

  private static void multiplyAdd(float[] kept, float factor, float number) {
    FloatVector x = FloatVector.broadcast(SPECIES, factor);
    FloatVector y = FloatVector.broadcast(SPECIES, number);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    FloatVector i = a;
    FloatVector j = a;
    FloatVector k = a;
    FloatVector l = a;
    for (int step = 0; step < STEPS; step++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    int length = SPECIES.length();
    a.intoArray(kept, 0);
    b.intoArray(kept, length);
    c.intoArray(kept, 2 * length);
    d.intoArray(kept, 3 * length);
    e.intoArray(kept, 4 * length);
    f.intoArray(kept, 5 * length);
    g.intoArray(kept, 6 * length);
    h.intoArray(kept, 7 * length);
    i.intoArray(kept, 8 * length);
    j.intoArray(kept, 9 * length);
    k.intoArray(kept, 10 * length);
    l.intoArray(kept, 11 * length);
  }
}
