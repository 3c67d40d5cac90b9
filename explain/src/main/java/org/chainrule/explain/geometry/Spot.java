package org.chainrule.explain.geometry;

/** A point of the plane of inputs. */
public record Spot(double x, double y) {
  Spot towards(Spot other, double share) {
    return new Spot(x + share * (other.x - x), y + share * (other.y - y));
  }

  double distance(Spot other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
