package org.chainrule.explain.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a function of two numbers is not negative, within a window.
 *
 * @param borders its borders, closed lines with the region on their left
 * @param corners the corners of each border, if all are polygons
 * @param area its area, exact if all borders are polygons
 * @param error about how far the area may be off; 0 if all borders are polygons
 * @param cut whether the window cuts it off
 */
public record Region(
    List<List<Spot>> borders,
    Optional<List<List<Spot>>> corners,
    double area,
    double error,
    boolean cut) {

  /** The region of a function, given as its values at many points at once. */
  public static Region of(Function<List<Spot>, double[]> function, Window window) {
    List<List<Spot>> borders = Contours.borders(function, window);
    double size = Math.max(window.right() - window.left(), window.top() - window.bottom());
    List<List<Spot>> polygons = new ArrayList<>();
    for (List<Spot> border : borders) {
      Polygons.corners(border, size).ifPresent(polygons::add);
    }
    boolean cut = borders.stream().flatMap(List::stream).anyMatch(window::onBorder);
    if (polygons.size() == borders.size()) {
      return new Region(borders, Optional.of(polygons), area(polygons), 0, cut);
    }
    double fine = area(borders);
    double coarse = area(Contours.coarseBorders(function, window));
    double better = fine + (fine - coarse) / 3; // the error of straight pieces falls by a quarter
    return new Region(borders, Optional.empty(), better, Math.abs(fine - coarse) / 3, cut);
  }

  private static double area(List<List<Spot>> borders) {
    return borders.stream().mapToDouble(Polygons::area).sum();
  }
}
