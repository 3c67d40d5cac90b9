package org.chainrule.graph.interpreter;

/** The error function in float64, to within 4 units in the last place. */
public final class ErrorFunction {
  /** From here on 1 − erf is so small that its rounding errors do not matter. */
  private static final double SPLIT = 1.25;

  /** erf(x) rounds to ±1 beyond this. */
  private static final double ONE = 6;

  private ErrorFunction() {}

  /** 2/√π ∫₀ˣ exp(−t²) dt. */
  public static double erf(double x) {
    double magnitude = StrictMath.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    if (magnitude > ONE) {
      return StrictMath.signum(x);
    }
    return magnitude < SPLIT ? series(x) : StrictMath.signum(x) * (1 - complement(magnitude));
  }

  /**
   * 2/√π e^(−x²) x (1 + t/3 (1 + t/5 (1 + t/7 (…)))) with t = 2x², all terms of one sign (DLMF
   * 7.6.2).
   */
  private static double series(double x) {
    double t = 2 * x * x;
    double sum = 1;
    for (int n = 65; n >= 3; n -= 2) {
      sum = 1 + t / n * sum;
    }
    return 2 / StrictMath.sqrt(StrictMath.PI) * bell(x) * x * sum;
  }

  /** e^(−x²), with the rounding error of x² made good. */
  private static double bell(double x) {
    double square = x * x;
    return StrictMath.exp(-square) * (1 - Math.fma(x, x, -square));
  }

  /** e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) for x &gt; 0 (DLMF 7.9.1). */
  private static double complement(double x) {
    double tail = x;
    for (int n = 120; n >= 1; n--) {
      tail = x + n / 2.0 / tail;
    }
    return bell(x) / (StrictMath.sqrt(StrictMath.PI) * tail);
  }
}
