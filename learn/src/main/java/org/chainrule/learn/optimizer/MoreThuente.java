package org.chainrule.learn.optimizer;

/**
 * A search along a line for a step that satisfies the strong Wolfe conditions φ(α) ≤ φ(0) + ftol α
 * φ'(0) and |φ'(α)| ≤ gtol |φ'(0)|. The caller evaluates φ at {@link #step()} and tells.
 *
 * <p>Source: J. Moré, D. Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM
 * TOMS 20 (1994), with the constants of MINPACK-2's {@code dcsrch} as L-BFGS-B uses them.
 */
final class MoreThuente {
  private static final double SUFFICIENT_DECREASE = 1e-3;
  private static final double CURVATURE = 0.9;
  private static final double RELATIVE_WIDTH = 0.1;
  private static final double LARGEST = 1e10;
  private static final double SHRINKING = 0.66;
  private static final double LEAST_GROWTH = 1.1;
  private static final double MOST_GROWTH = 4;

  /** φ and its slope at a step. */
  private record Sample(double step, double value, double slope) {
    /** The same of ψ(α) = φ(α) − α·tilt. */
    Sample tilted(double tilt) {
      return new Sample(step, value - step * tilt, slope - tilt);
    }
  }

  private final double tilt;
  private final Sample start;
  private Sample best;
  private Sample other;
  private double step;
  private double low;
  private double high;
  private double width = LARGEST;
  private double widthBefore = 2 * LARGEST;
  private boolean bracketed;
  private boolean secondStage;
  private boolean done;

  /**
   * A search that tries this step first.
   *
   * @param value φ(0)
   * @param slope φ'(0), negative
   */
  MoreThuente(double value, double slope, double step) {
    start = new Sample(0, value, slope);
    tilt = SUFFICIENT_DECREASE * slope;
    best = start;
    other = start;
    this.step = step;
    high = step + MOST_GROWTH * step;
  }

  /** Where φ is wanted, or where it was wanted last. */
  double step() {
    return step;
  }

  /** Whether the last step is to be taken. */
  boolean done() {
    return done;
  }

  /** Takes φ and its slope at the step. */
  void tell(double value, double slope) {
    Sample here = new Sample(step, value, slope);
    double most = start.value + step * tilt;
    secondStage |= value <= most && slope >= 0;
    boolean stuck = bracketed && (step <= low || step >= high || narrow());
    boolean atLargest = step == LARGEST && value <= most && slope <= tilt;
    boolean atSmallest = step == 0 && (value > most || slope >= tilt);
    boolean wolfe = value <= most && Math.abs(slope) <= CURVATURE * -start.slope;
    if (stuck || atLargest || atSmallest || wolfe) {
      done = true;
      return;
    }
    boolean tilted = !secondStage && value <= best.value && value > most;
    double by = tilted ? tilt : 0;
    advance(best.tilted(by), other.tilted(by), here.tilted(by));
    best = best.tilted(-by);
    other = other.tilted(-by);
    limit();
  }

  private boolean narrow() {
    return high - low <= RELATIVE_WIDTH * high;
  }

  /** Keeps the minimum between the two ends, and the next step within its limits. */
  private void limit() {
    if (bracketed) {
      if (Math.abs(other.step - best.step) >= SHRINKING * widthBefore) {
        step = best.step + 0.5 * (other.step - best.step);
      }
      widthBefore = width;
      width = Math.abs(other.step - best.step);
      low = Math.min(best.step, other.step);
      high = Math.max(best.step, other.step);
    } else {
      low = step + LEAST_GROWTH * (step - best.step);
      high = step + MOST_GROWTH * (step - best.step);
    }
    step = Math.min(Math.max(step, 0), LARGEST);
    if (bracketed && (step <= low || step >= high || narrow())) {
      step = best.step;
    }
  }

  /** Chooses the next step by interpolation, and which samples enclose the minimum. */
  private void advance(Sample x, Sample y, Sample p) {
    boolean turned = Math.signum(p.slope) * Math.signum(x.slope) < 0;
    double next;
    if (p.value > x.value) {
      double cubic = cubicFromFirst(x, p);
      double quadratic =
          x.step
              + x.slope
                  / ((x.value - p.value) / (p.step - x.step) + x.slope)
                  / 2
                  * (p.step - x.step);
      boolean cubicNearer = Math.abs(cubic - x.step) <= Math.abs(quadratic - x.step);
      next = cubicNearer ? cubic : cubic + (quadratic - cubic) / 2;
      bracketed = true;
    } else if (turned) {
      double cubic = cubicFromSecond(x, p);
      double secant = secant(x, p);
      next = Math.abs(cubic - p.step) > Math.abs(secant - p.step) ? cubic : secant;
      bracketed = true;
    } else if (Math.abs(p.slope) < Math.abs(x.slope)) {
      next = flattening(x, y, p);
    } else if (bracketed) {
      next = cubicFromSecond(y, p);
    } else {
      next = p.step > x.step ? high : low;
    }
    if (p.value > x.value) {
      best = x;
      other = p;
    } else {
      other = turned ? x : y;
      best = p;
    }
    step = next;
  }

  /** The slope falls without turning: the cubic's minimum only if it lies beyond p. */
  private double flattening(Sample x, Sample y, Sample p) {
    double theta = theta(x, p);
    double scale = scale(theta, x, p);
    double gamma =
        -Math.copySign(1, p.step - x.step)
            * scale
            * Math.sqrt(Math.max(0, square(theta / scale) - x.slope / scale * (p.slope / scale)));
    double ratio = (gamma - p.slope + theta) / (gamma + (x.slope - p.slope) + gamma);
    double cubic;
    if (ratio < 0 && gamma != 0) {
      cubic = p.step + ratio * (x.step - p.step);
    } else {
      cubic = p.step > x.step ? high : low;
    }
    double secant = secant(x, p);
    boolean cubicNearer = Math.abs(cubic - p.step) < Math.abs(secant - p.step);
    if (bracketed) {
      double next = cubicNearer ? cubic : secant;
      double bound = p.step + SHRINKING * (y.step - p.step);
      return p.step > x.step ? Math.min(bound, next) : Math.max(bound, next);
    }
    boolean cubicFarther = Math.abs(cubic - p.step) > Math.abs(secant - p.step);
    return Math.min(Math.max(cubicFarther ? cubic : secant, low), high);
  }

  private static double secant(Sample x, Sample p) {
    return p.step + p.slope / (p.slope - x.slope) * (x.step - p.step);
  }

  /** The minimum of the cubic through both, reckoned from the first. */
  private static double cubicFromFirst(Sample x, Sample p) {
    double theta = theta(x, p);
    double gamma = (p.step < x.step ? -1 : 1) * root(theta, x, p);
    double ratio = (gamma - x.slope + theta) / (gamma - x.slope + gamma + p.slope);
    return x.step + ratio * (p.step - x.step);
  }

  /** The minimum of the cubic through both, reckoned from the second. */
  private static double cubicFromSecond(Sample x, Sample p) {
    double theta = theta(x, p);
    double gamma = (p.step > x.step ? -1 : 1) * root(theta, x, p);
    double ratio = (gamma - p.slope + theta) / (gamma - p.slope + gamma + x.slope);
    return p.step + ratio * (x.step - p.step);
  }

  private static double root(double theta, Sample x, Sample p) {
    double scale = scale(theta, x, p);
    return scale * Math.sqrt(square(theta / scale) - x.slope / scale * (p.slope / scale));
  }

  private static double theta(Sample x, Sample p) {
    return 3 * (x.value - p.value) / (p.step - x.step) + x.slope + p.slope;
  }

  private static double scale(double theta, Sample x, Sample p) {
    return Math.max(Math.abs(theta), Math.max(Math.abs(x.slope), Math.abs(p.slope)));
  }

  private static double square(double x) {
    return x * x;
  }
}
