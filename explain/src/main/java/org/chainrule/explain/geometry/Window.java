package org.chainrule.explain.geometry;

/** A part of the plane. */
public record Window(double left, double right, double bottom, double top) {
  /** Refuses an empty one. */
  public Window {
    boolean whole = Double.isFinite(left + right + bottom + top) && left < right && bottom < top;
    if (!whole) {
      throw new IllegalArgumentException(
          "a window is LEFT,RIGHT,BOTTOM,TOP with LEFT < RIGHT and BOTTOM < TOP");
    }
  }

  /** The square from −reach to reach. */
  public static Window square(double reach) {
    return new Window(-reach, reach, -reach, reach);
  }

  boolean onBorder(Spot spot) {
    double near = 1e-9 * Math.max(right - left, top - bottom);
    return Math.min(
            Math.min(spot.x() - left, right - spot.x()),
            Math.min(spot.y() - bottom, top - spot.y()))
        <= near;
  }
}
