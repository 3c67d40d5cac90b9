package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Elementwise;

/**
 * A small matrix written entry by entry.
 *
 * @param rows its entries, single numbers
 */
record Entries(List<List<Expr>> rows) implements LinearMap {
  /** How many rows and columns are written out at most. */
  static final int MOST = 8;

  private static final Expr ZERO = Expr.constant(0);
  private static final Expr ONE = Expr.constant(1);

  Entries {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * A matrix entry by entry, if it can be written so.
   *
   * @param count how many rows it has
   * @param width how many columns it has
   */
  static Optional<Entries> of(LinearMap map, int count, int width, Symbols symbols) {
    if (count > MOST || width > MOST) {
      return Optional.empty();
    }
    return switch (map) {
      case Entries entries -> Optional.of(entries);
      case Identity _ -> Optional.of(filled(count, width, (i, j) -> i == j ? ONE : ZERO));
      case Diagonal(Expr a) ->
          isKnown(a, symbols)
              ? Optional.of(filled(count, width, (i, j) -> i == j ? element(a, i) : ZERO))
              : Optional.empty();
      case Column(Expr a) ->
          isKnown(a, symbols)
              ? Optional.of(filled(count, width, (i, j) -> element(a, i)))
              : Optional.empty();
      case Row(Expr a) ->
          isKnown(a, symbols)
              ? Optional.of(filled(count, width, (i, j) -> element(a, j)))
              : Optional.empty();
      case Unit(int place, int _, boolean row) ->
          Optional.of(filled(count, width, (i, j) -> (row ? j : i) == place ? ONE : ZERO));
      case Plain _ -> Optional.empty();
      case Scaled(Expr number, LinearMap matrix) ->
          of(matrix, count, width, symbols).map(m -> m.each(entry -> times(number, entry)));
      case Total(LinearMap left, LinearMap right, boolean minus) ->
          of(left, count, width, symbols)
              .flatMap(a -> of(right, count, width, symbols).map(b -> a.plus(b, minus)));
      case Product(LinearMap left, LinearMap right) ->
          width(left)
              .flatMap(
                  inner ->
                      of(left, count, inner, symbols)
                          .flatMap(a -> of(right, inner, width, symbols).map(a::times)));
    };
  }

  /** Whether a vector is told by its elements: it is not the derivative of a later quantity. */
  private static boolean isKnown(Expr vector, Symbols symbols) {
    return Expr.inOrder(List.of(vector)).stream()
        .noneMatch(
            node ->
                symbols
                    .meaning(node)
                    .filter(m -> !(m instanceof Symbols.Meaning.Quantity))
                    .isPresent());
  }

  /** How many columns a factor has, where it tells. */
  private static Optional<Integer> width(LinearMap map) {
    return switch (map) {
      case Entries(var rows) -> Optional.of(rows.getFirst().size());
      case Diagonal(Expr a) -> Optional.of(a.shape().elements());
      case Row(Expr a) -> Optional.of(a.shape().elements());
      case Unit(int _, int size, boolean row) -> Optional.of(row ? size : 1);
      case Column _ -> Optional.of(1);
      case Plain(Expr matrix) -> Optional.of(matrix.shape().size(-1));
      case Scaled(Expr _, LinearMap matrix) -> width(matrix);
      case Total(LinearMap left, LinearMap right, boolean _) -> width(left).or(() -> width(right));
      case Product(LinearMap _, LinearMap right) -> width(right);
      case Identity _ -> Optional.empty();
    };
  }

  private interface Entry {
    Expr at(int row, int column);
  }

  private static Entries filled(int count, int width, Entry entry) {
    return new Entries(
        IntStream.range(0, count)
            .mapToObj(i -> IntStream.range(0, width).mapToObj(j -> entry.at(i, j)).toList())
            .toList());
  }

  /** An element of a vector as a number. */
  static Expr element(Expr vector, int place) {
    Optional<Expr> number = Uniform.number(vector);
    if (number.isPresent()) {
      return number.get();
    }
    Optional<Entries> elements = Elements.of(vector);
    if (elements.isPresent()) {
      return elements.get().rows.get(place).getFirst();
    }
    return switch (vector.op()) {
      case Elementwise op ->
          Expr.of(op, vector.inputs().stream().map(input -> element(input, place)).toList());
      case Broadcast _ when vector.input(0).shape().elements() > 1 ->
          element(vector.input(0), place);
      default -> vector.slice(0, place, place + 1).reshape(Shape.SCALAR);
    };
  }

  private Entries times(Entries other) {
    return filled(
        rows.size(),
        other.rows.getFirst().size(),
        (i, j) -> {
          Expr sum = ZERO;
          for (int k = 0; k < other.rows.size(); k++) {
            sum = plus(sum, times(rows.get(i).get(k), other.rows.get(k).get(j)), false);
          }
          return sum;
        });
  }

  private Entries plus(Entries other, boolean minus) {
    return filled(
        rows.size(),
        rows.getFirst().size(),
        (i, j) -> plus(rows.get(i).get(j), other.rows.get(i).get(j), minus));
  }

  private static Expr times(Expr a, Expr b) {
    return a == ZERO || b == ONE ? a : b == ZERO || a == ONE ? b : a.times(b);
  }

  private static Expr plus(Expr a, Expr b, boolean minus) {
    return b == ZERO
        ? a
        : minus ? (a == ZERO ? b.negate() : a.minus(b)) : a == ZERO ? b : a.plus(b);
  }

  /** These matrices side by side. */
  static Entries beside(List<Entries> parts) {
    List<List<Expr>> rows = new ArrayList<>();
    for (int i = 0; i < parts.getFirst().rows.size(); i++) {
      int row = i;
      rows.add(parts.stream().flatMap(part -> part.rows.get(row).stream()).toList());
    }
    return new Entries(rows);
  }

  Entries each(UnaryOperator<Expr> change) {
    return new Entries(rows.stream().map(row -> row.stream().map(change).toList()).toList());
  }

  /** The transposed matrix. */
  Entries turned() {
    return filled(rows.getFirst().size(), rows.size(), (i, j) -> rows.get(j).get(i));
  }

  <F> F written(Notation<F> notation, Writer<F> writer) {
    List<List<F>> written =
        rows.stream().map(row -> row.stream().map(writer::write).toList()).toList();
    return written.getFirst().size() == 1
        ? notation.vector(written.stream().map(List::getFirst).toList())
        : notation.matrix(written);
  }

  /** The entries where variables have these values. */
  double[][] values(Map<Expr, Tensor> values) {
    return rows.stream()
        .map(row -> Interpreter.evaluate(row, values).stream().mapToDouble(Tensor::item).toArray())
        .toArray(double[][]::new);
  }
}
