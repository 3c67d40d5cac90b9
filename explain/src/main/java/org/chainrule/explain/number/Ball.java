package org.chainrule.explain.number;

/**
 * A number that is known to lie within a distance of another.
 *
 * @param center the number that was computed
 * @param approximate the center in float64; NaN if the number has no value
 * @param radius how far the true number may be from it
 */
public record Ball<N>(N center, double approximate, double radius) {
  /** Whether the number has a finite value. */
  public boolean defined() {
    return Double.isFinite(approximate) && Double.isFinite(radius);
  }

  /** The largest magnitude that the number may have. */
  public double magnitude() {
    return Math.abs(approximate) + radius;
  }
}
