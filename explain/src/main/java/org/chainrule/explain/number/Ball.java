package org.chainrule.explain.number;

/**
 * A number that is known to lie within a distance of another.
 *
 * @param center the number that was computed
 * @param approximate the center in float64; NaN if the number has no value
 * @param radius how far the true number may be from it; of what has no value 0 if that is certain,
 *     1 if an operand lies at the edge of a domain as far as the digits tell, infinite if a number
 *     is too large
 */
public record Ball<N>(N center, double approximate, double radius) {
  /** Whether the number has a finite value. */
  public boolean defined() {
    return Double.isFinite(approximate) && Double.isFinite(radius);
  }

  /** Whether it is certain that there is no value. */
  public boolean outside() {
    return Double.isNaN(approximate) && radius == 0;
  }

  /** Whether a value is missing as an operand lies at the edge of a domain, or may. */
  public boolean atEdge() {
    return Double.isNaN(approximate) && radius == 1;
  }

  /** The largest magnitude that the number may have. */
  public double magnitude() {
    return Math.abs(approximate) + radius;
  }
}
