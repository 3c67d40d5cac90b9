package org.chainrule.learn.data;

/**
 * A number that a model tells, and how the model sees it: as (t − center)/scale.
 *
 * @param name what it is called
 * @param center what is taken from it
 * @param scale what it is then divided by, above 0
 */
public record Quantity(String name, double center, double scale) {
  public Quantity {
    if (!Double.isFinite(center) || !(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException(
          name
              + ": center "
              + center
              + " and scale "
              + scale
              + " must be finite, the scale above 0");
    }
  }

  /** A number that a model sees as it is. */
  public Quantity(String name) {
    this(name, 0, 1);
  }

  /** As the model sees it. */
  public double scaled(double value) {
    return (value - center) / scale;
  }

  /** From what the model sees. */
  public double unscaled(double value) {
    return center + scale * value;
  }
}
