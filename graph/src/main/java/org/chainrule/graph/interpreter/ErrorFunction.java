package org.chainrule.graph.interpreter;

/** The error function in float64, to a few units in the last place. */
public final class ErrorFunction {
  /** From here on the continued fraction converges faster than the series. */
  private static final double SPLIT = 2.5;

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

  /** 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)): all terms of one sign (DLMF 7.6.2). */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; sum + term != sum; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))) for x &gt; 0 (DLMF 7.9.1). */
  private static double complement(double x) {
    double tail = x;
    for (int n = 120; n >= 1; n--) {
      tail = x + n / 2.0 / tail;
    }
    return StrictMath.exp(-x * x) / (StrictMath.sqrt(StrictMath.PI) * tail);
  }
}
