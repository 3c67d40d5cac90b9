package org.chainrule.explain.formula;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/**
 * The sizes that have names, as n and d in {@code X: n, d}.
 *
 * <p>Expressions need numbers. A named size that no value fixes gets a small one that no other size
 * has, so that a shape can be read back in names. In a formula such a size is that number, or, for
 * answers that are to hold for every size, a symbol.
 *
 * @param numbers the number of every name
 * @param symbols the variables that stand for sizes without a value in formulas, by their names;
 *     none if their numbers do
 * @param chosen sizes without a value that are numbers even where others are symbols, as something
 *     is written out so often
 */
public record Sizes(Map<String, Integer> numbers, Map<String, Expr> symbols, Set<String> chosen) {
  /** No named sizes. */
  public static final Sizes NONE = new Sizes(Map.of());

  public Sizes {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    symbols = Collections.unmodifiableMap(new LinkedHashMap<>(symbols));
    chosen = Collections.unmodifiableSet(new TreeSet<>(chosen));
  }

  /** Sizes that are numbers in formulas. */
  public Sizes(Map<String, Integer> numbers) {
    this(numbers, Map.of(), Set.of());
  }

  /** The numbers that stand for the symbols where formulas are evaluated. */
  public Map<Expr, Tensor> values() {
    Map<Expr, Tensor> values = new LinkedHashMap<>();
    symbols.forEach(
        (name, symbol) -> values.put(symbol, Tensor.scalar(numbers.getOrDefault(name, 1))));
    return values;
  }

  /** What a size is called in formulas, if it is a symbol. */
  public Optional<Expr> symbol(int size) {
    return symbols.entrySet().stream()
        .filter(e -> numbers.getOrDefault(e.getKey(), 0) == size)
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The product of sizes: how many elements there are. */
  public Expr count(List<Integer> sizes) {
    Expr symbolic = null;
    double number = 1;
    for (int size : sizes) {
      Optional<Expr> symbol = symbol(size);
      if (symbol.isEmpty()) {
        number *= size;
      } else {
        symbolic = symbolic == null ? symbol.get() : symbolic.times(symbol.get());
      }
    }
    return symbolic == null
        ? Expr.constant(number)
        : number == 1 ? symbolic : symbolic.times(number);
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
