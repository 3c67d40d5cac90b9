package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Tensor;

/**
 * What is known beside a formula: sizes, values and conventions.
 *
 * @param shapes sizes as {@code X: n, d}, one text for each time they were given
 * @param points values as {@code x = 1, W = [1, 2; 3, 4]}, one text for each time
 * @param values values by name
 * @param reluAtZero the derivative of the rectifier at 0: 0 by custom, or 1
 * @param smallestSize the smallest number that may stand for a size that has but a name
 * @param symbolicSizes whether such a size is a symbol where formulas use it as a number
 * @param stars what {@code *} means between vectors and matrices
 */
public record Given(
    List<String> shapes,
    List<String> points,
    Map<String, Tensor> values,
    int reluAtZero,
    int smallestSize,
    boolean symbolicSizes,
    Stars stars) {
  /** Nothing: every undeclared name is a number. */
  public static final Given NOTHING =
      new Given(List.of(), List.of(), Map.of(), 0, 2, false, Stars.MATRIX_PRODUCT);

  public Given {
    shapes = List.copyOf(shapes);
    points = List.copyOf(points);
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** With sizes such as {@code X: n, d; y: n}. */
  public Given shape(String declarations) {
    List<String> more = new ArrayList<>(shapes);
    more.add(declarations);
    return new Given(more, points, values, reluAtZero, smallestSize, symbolicSizes, stars);
  }

  /** With values such as {@code x = 1, W = [1, 2; 3, 4]}; a value also says the shape. */
  public Given at(String assignments) {
    List<String> more = new ArrayList<>(points);
    more.add(assignments);
    return new Given(shapes, more, values, reluAtZero, smallestSize, symbolicSizes, stars);
  }

  /** With the value of one variable. */
  public Given at(String name, Tensor value) {
    Map<String, Tensor> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Given(shapes, points, more, reluAtZero, smallestSize, symbolicSizes, stars);
  }

  /** With this derivative of the rectifier at 0, which is 0 or 1. */
  public Given reluAtZero(int derivative) {
    return new Given(shapes, points, values, derivative, smallestSize, symbolicSizes, stars);
  }

  /** With numbers from this one on for sizes that have but a name. */
  public Given sizesFrom(int smallest) {
    return new Given(shapes, points, values, reluAtZero, smallest, symbolicSizes, stars);
  }

  /** With this meaning of {@code *} between vectors and matrices. */
  public Given stars(Stars meaning) {
    return new Given(shapes, points, values, reluAtZero, smallestSize, symbolicSizes, meaning);
  }

  /** With symbols in place of numbers for sizes that have but a name. */
  Given withSymbolicSizes() {
    return new Given(shapes, points, values, reluAtZero, smallestSize, true, stars);
  }
}
