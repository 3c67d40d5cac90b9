package org.chainrule.explain.geometry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where a function of two numbers is 0, by marching squares on a grid (Lorensen, Cline 1987, in two
 * dimensions); where a contour crosses the grid's edges is then found by bisection.
 *
 * <p>Contours have the side where the function is not negative on their left.
 */
public final class Contours {
  private static final int CELLS = 160;
  private static final int BISECTIONS = 45;

  /** From which edge to which a contour leads, by the corners that are inside. */
  private static final int[][] SEGMENTS = {
    {}, {0, 3}, {1, 0}, {1, 3}, {2, 1}, {}, {2, 0}, {2, 3},
    {3, 2}, {0, 2}, {}, {1, 2}, {3, 1}, {0, 1}, {3, 0}, {}
  };

  private final Function<List<Spot>, double[]> function;
  private final Window window;
  private final int cells;
  private final boolean closed;
  private final int ring;
  private final double[] values;
  private final List<Spot> nodes = new ArrayList<>();
  private final Map<Long, Long> next = new LinkedHashMap<>();

  private Contours(
      Function<List<Spot>, double[]> function, Window window, int cells, boolean closed) {
    this.function = function;
    this.window = window;
    this.cells = cells;
    this.closed = closed;
    this.ring = closed ? 1 : 0;
    int side = side();
    for (int j = 0; j < side; j++) {
      for (int i = 0; i < side; i++) {
        nodes.add(new Spot(x(i), y(j)));
      }
    }
    this.values = function.apply(nodes);
    for (int j = 0; j < side - 1; j++) {
      for (int i = 0; i < side - 1; i++) {
        cell(i, j);
      }
    }
  }

  /** The lines where a function is 0; those that leave the window end there. */
  public static List<List<Spot>> lines(Function<List<Spot>, double[]> function, Window window) {
    return new Contours(function, window, CELLS, false).chains();
  }

  /** The borders of the part of a window where a function is not negative, each a closed line. */
  public static List<List<Spot>> borders(Function<List<Spot>, double[]> function, Window window) {
    return new Contours(function, window, CELLS, true).chains();
  }

  /** As {@link #borders(Function, Window)}, on a grid that is half as fine. */
  static List<List<Spot>> coarseBorders(Function<List<Spot>, double[]> function, Window window) {
    return new Contours(function, window, CELLS / 2, true).chains();
  }

  private int side() {
    return cells + 1 + 2 * ring;
  }

  private double x(int i) {
    double share = Math.clamp((i - ring) / (double) cells, 0, 1);
    return window.left() + share * (window.right() - window.left());
  }

  private double y(int j) {
    double share = Math.clamp((j - ring) / (double) cells, 0, 1);
    return window.bottom() + share * (window.top() - window.bottom());
  }

  /** A closed contour has a ring around the window that is outside. */
  private boolean inside(int i, int j) {
    boolean onRing = closed && (i == 0 || j == 0 || i == side() - 1 || j == side() - 1);
    return !onRing && values[j * side() + i] >= 0;
  }

  /** An edge of the grid: to the right of a node, or above it. */
  private long edge(int i, int j, boolean upright) {
    return 2L * ((long) j * side() + i) + (upright ? 1 : 0);
  }

  private void cell(int i, int j) {
    int corners =
        (inside(i, j) ? 1 : 0)
            + (inside(i + 1, j) ? 2 : 0)
            + (inside(i + 1, j + 1) ? 4 : 0)
            + (inside(i, j + 1) ? 8 : 0);
    long[] edges = {
      edge(i, j, false), edge(i + 1, j, true), edge(i, j + 1, false), edge(i, j, true)
    };
    int[] segments = SEGMENTS[corners];
    if (corners == 5 || corners == 10) {
      Spot middle = new Spot((x(i) + x(i + 1)) / 2, (y(j) + y(j + 1)) / 2);
      boolean filled = function.apply(List.of(middle))[0] >= 0;
      segments =
          corners == 5
              ? filled ? new int[] {0, 1, 2, 3} : new int[] {0, 3, 2, 1}
              : filled ? new int[] {3, 0, 1, 2} : new int[] {1, 0, 3, 2};
    }
    for (int s = 0; s < segments.length; s += 2) {
      next.put(edges[segments[s]], edges[segments[s + 1]]);
    }
  }

  private List<List<Spot>> chains() {
    Map<Long, Spot> crossings = crossings();
    List<List<Spot>> chains = new ArrayList<>();
    List<Long> starts = new ArrayList<>(next.keySet());
    starts.removeAll(new java.util.HashSet<>(next.values()));
    starts.addAll(next.keySet());
    for (Long start : starts) {
      List<Spot> chain = new ArrayList<>();
      Long at = start;
      while (at != null && next.containsKey(at)) {
        chain.add(spot(crossings, at));
        at = next.remove(at);
      }
      if (at != null && !chain.isEmpty()) {
        chain.add(spot(crossings, at));
        chains.add(chain);
      }
    }
    return chains;
  }

  private static Spot spot(Map<Long, Spot> crossings, Long edge) {
    Spot spot = crossings.get(edge);
    if (spot == null) {
      throw new IllegalStateException("no crossing at edge " + edge);
    }
    return spot;
  }

  /** All crossings at once: between a node inside and one outside, by bisection. */
  private Map<Long, Spot> crossings() {
    List<Long> edges = new ArrayList<>(new java.util.LinkedHashSet<>(next.keySet()));
    next.values().stream().filter(e -> !next.containsKey(e)).forEach(edges::add);
    List<Spot> in = new ArrayList<>();
    List<Spot> out = new ArrayList<>();
    for (long edge : edges) {
      int node = (int) (edge / 2);
      int i = node % side();
      int j = node / side();
      boolean upright = edge % 2 == 1;
      Spot first = nodes.get(node);
      Spot second = nodes.get(upright ? node + side() : node + 1);
      boolean firstIn = inside(i, j);
      in.add(firstIn ? first : second);
      out.add(firstIn ? second : first);
    }
    for (int round = 0; round < BISECTIONS && !edges.isEmpty(); round++) {
      List<Spot> middles = new ArrayList<>();
      for (int k = 0; k < in.size(); k++) {
        middles.add(in.get(k).towards(out.get(k), 0.5));
      }
      double[] found = function.apply(middles);
      for (int k = 0; k < found.length; k++) {
        (found[k] >= 0 ? in : out).set(k, middles.get(k));
      }
    }
    Map<Long, Spot> crossings = new HashMap<>();
    for (int k = 0; k < in.size(); k++) {
      crossings.put(edges.get(k), in.get(k));
    }
    return crossings;
  }
}
