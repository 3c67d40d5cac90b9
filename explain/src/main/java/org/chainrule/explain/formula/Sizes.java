package org.chainrule.explain.formula;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.graph.Shape;

/**
 * The sizes that have names, as n and d in {@code X: n, d}.
 *
 * <p>Expressions need numbers. A named size that no value fixes gets a small one that no other size
 * has, so that a shape can be read back in names.
 *
 * @param numbers the number of every name
 */
public record Sizes(Map<String, Integer> numbers) {
  /** No named sizes. */
  public static final Sizes NONE = new Sizes(Map.of());

  public Sizes {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  /** A size as it was declared, or its number where no name or more than one stands for it. */
  public String text(int size) {
    List<String> names =
        numbers.entrySet().stream()
            .filter(e -> e.getValue() == size)
            .map(Map.Entry::getKey)
            .toList();
    return names.size() == 1 ? names.getFirst() : Integer.toString(size);
  }

  /** A shape as {@code n×d}; a vector is its size alone, a number {@code scalar}. */
  public String text(Shape shape) {
    return shape.rank() == 0
        ? "scalar"
        : shape.sizes().stream().map(this::text).collect(Collectors.joining("×"));
  }

  /**
   * As {@link #text(Shape)}, a vector as the matrix it is: {@code n×1}, or {@code 1×n} if a row.
   */
  public String matrixText(Shape shape, boolean row) {
    return shape.rank() != 1 ? text(shape) : row ? "1×" + text(shape) : text(shape) + "×1";
  }
}
