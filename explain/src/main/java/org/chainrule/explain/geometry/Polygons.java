package org.chainrule.explain.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Closed lines through points, and the polygons that some of them are. */
final class Polygons {
  private static final double SAME = 1e-10;
  private static final double STRAIGHT = 1e-8;

  private Polygons() {}

  /** The area within a closed line, negative if it runs clockwise. */
  static double area(List<Spot> line) {
    double twice = 0;
    for (int i = 0; i < line.size(); i++) {
      Spot a = line.get(i);
      Spot b = line.get((i + 1) % line.size());
      twice += a.x() * b.y() - b.x() * a.y();
    }
    return twice / 2;
  }

  private record Edge(Spot from, Spot to) {
    Spot meets(Edge other) {
      double ux = to.x() - from.x();
      double uy = to.y() - from.y();
      double vx = other.to.x() - other.from.x();
      double vy = other.to.y() - other.from.y();
      double share =
          ((other.from.x() - from.x()) * vy - (other.from.y() - from.y()) * vx)
              / (ux * vy - uy * vx);
      return from.towards(to, share);
    }
  }

  /**
   * The corners of a closed line that has straight edges of three points or more, cut off at the
   * corners by one piece at most; empty for any other.
   *
   * @param size the width of what is looked at, which says how near is the same
   */
  static Optional<List<Spot>> corners(List<Spot> line, double size) {
    List<Spot> points = distinct(line, SAME * size);
    int count = points.size();
    List<Integer> bends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Spot before = points.get((i + count - 1) % count);
      Spot after = points.get((i + 1) % count);
      if (offLine(points.get(i), before, after) > STRAIGHT * size) {
        bends.add(i);
      }
    }
    List<Edge> edges = new ArrayList<>();
    boolean cutBefore = false;
    for (int k = 0; k < bends.size(); k++) {
      int from = bends.get(k);
      int to = bends.get((k + 1) % bends.size());
      boolean cut = Math.floorMod(to - from, count) == 1;
      if (cut && cutBefore) {
        return Optional.empty();
      }
      if (!cut) {
        edges.add(new Edge(points.get(from), points.get(to)));
      }
      cutBefore = cut;
    }
    return edges.size() < 3 ? Optional.empty() : meetings(edges, size);
  }

  private static Optional<List<Spot>> meetings(List<Edge> edges, double size) {
    List<Spot> corners = new ArrayList<>();
    for (int k = 0; k < edges.size(); k++) {
      Edge edge = edges.get(k);
      Edge following = edges.get((k + 1) % edges.size());
      Spot corner = edge.meets(following);
      boolean near =
          corner.distance(edge.to) < size / 20 && corner.distance(following.from) < size / 20;
      if (!near) {
        return Optional.empty();
      }
      corners.add(corner);
    }
    return Optional.of(corners);
  }

  private static List<Spot> distinct(List<Spot> line, double near) {
    List<Spot> points = new ArrayList<>();
    for (Spot spot : line) {
      if (points.isEmpty() || points.getLast().distance(spot) > near) {
        points.add(spot);
      }
    }
    while (points.size() > 1 && points.getLast().distance(points.getFirst()) <= near) {
      points.removeLast();
    }
    return points;
  }

  /** How far a point is from the line through two others. */
  private static double offLine(Spot point, Spot a, Spot b) {
    double length = a.distance(b);
    double cross = (b.x() - a.x()) * (point.y() - a.y()) - (b.y() - a.y()) * (point.x() - a.x());
    return length == 0 ? point.distance(a) : Math.abs(cross) / length;
  }
}
