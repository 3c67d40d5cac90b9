package org.chainrule.explain.derivation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;

/**
 * A matrix as a person writes it, read off a graph that is linear in a vector.
 *
 * <p>Numbers are 1×1, vectors columns.
 */
sealed interface LinearMap extends JacobianForm
    permits LinearMap.Identity,
        LinearMap.Diagonal,
        LinearMap.Plain,
        LinearMap.Column,
        LinearMap.Row,
        LinearMap.Unit,
        LinearMap.Scaled,
        LinearMap.Product,
        LinearMap.Total,
        Entries {
  /** I. */
  record Identity() implements LinearMap {}

  /** diag(a). */
  record Diagonal(Expr a) implements LinearMap {}

  /** A matrix. */
  record Plain(Expr matrix) implements LinearMap {}

  /** A vector as a column. */
  record Column(Expr a) implements LinearMap {}

  /** A vector as a row. */
  record Row(Expr a) implements LinearMap {}

  /** The column e_k with a 1 in one place, counted from 0, or the row e_kᵀ. */
  record Unit(int place, int size, boolean row) implements LinearMap {}

  /** A number times a matrix. */
  record Scaled(Expr number, LinearMap matrix) implements LinearMap {}

  /** A product. */
  record Product(LinearMap left, LinearMap right) implements LinearMap {}

  /** A sum, or a difference. */
  record Total(LinearMap left, LinearMap right, boolean minus) implements LinearMap {}

  /** The map from a vector, the direction, to a node that is linear in it. */
  static Optional<LinearMap> of(Expr node, Seeds seeds) {
    if (seeds.units().contains(node)) {
      return Optional.of(new Identity());
    }
    Expr jacobian = seeds.jacobians().get(node);
    if (jacobian != null) {
      return switch (jacobian.shape().rank()) {
        case 1 -> Optional.of(new Row(jacobian));
        case 2 -> Optional.of(new Plain(jacobian.transpose()));
        default -> Optional.empty();
      };
    }
    if (node.shape().rank() > 1) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case Add _ -> both(node, seeds, false);
      case Subtract _ -> both(node, seeds, true);
      case Negate _ -> of(node.input(0), seeds).map(m -> new Scaled(Expr.constant(-1), m));
      case Multiply _ -> multiplied(node, seeds);
      case Divide _ when !seeds.isUnder(node.input(1)) -> {
        Expr inverse = node.input(1).power(-1);
        yield of(node.input(0), seeds).map(m -> times(inverse, m));
      }
      case Broadcast _ when node.shape().elements() == 1 -> of(node.input(0), seeds);
      case Broadcast _ when node.input(0).shape().elements() == 1 ->
          of(node.input(0), seeds).map(m -> product(new Column(ones(node.shape())), m));
      case Reshape _ -> of(node.input(0), seeds);
      case Slice slice when node.shape().elements() == 1 ->
          unit(slice.from(), node.input(0)).flatMap(e -> applied(e.transposed(), node, seeds));
      case Pad pad when node.input(0).shape().elements() == 1 && pad.fill() == 0 ->
          unit(pad.low(), node).flatMap(e -> applied(e, node, seeds));
      case Sum _ when node.shape().rank() == 0 ->
          of(node.input(0), seeds).map(m -> product(new Row(ones(node.input(0).shape())), m));
      case Contract c -> contracted(node, c, seeds);
      default -> Optional.empty();
    };
  }

  /** e_k, for an element of a vector. */
  private static Optional<LinearMap> unit(List<Integer> place, Expr vector) {
    return vector.shape().rank() == 1
        ? Optional.of(new Unit(place.getFirst(), vector.shape().elements(), false))
        : Optional.empty();
  }

  private static Optional<LinearMap> applied(LinearMap left, Expr node, Seeds seeds) {
    return of(node.input(0), seeds).map(m -> product(left, m));
  }

  private static Expr ones(Shape shape) {
    return Expr.filled(shape, 1);
  }

  private static Optional<LinearMap> both(Expr node, Seeds seeds, boolean minus) {
    Optional<LinearMap> a = of(node.input(0), seeds);
    Optional<LinearMap> b = of(node.input(1), seeds);
    return a.flatMap(x -> b.map(y -> new Total(x, y, minus)));
  }

  private static Optional<LinearMap> multiplied(Expr node, Seeds seeds) {
    boolean second = seeds.isUnder(node.input(1));
    Expr factor = node.input(second ? 0 : 1);
    return seeds.isUnder(factor)
        ? Optional.empty()
        : of(node.input(second ? 1 : 0), seeds).map(m -> times(factor, m));
  }

  private static LinearMap times(Expr factor, LinearMap matrix) {
    return Uniform.number(factor)
        .<LinearMap>map(number -> new Scaled(number, matrix))
        .orElseGet(() -> product(new Diagonal(factor), matrix));
  }

  private static Optional<LinearMap> contracted(Expr node, Contract c, Seeds seeds) {
    boolean second = seeds.isUnder(node.input(1));
    Expr fixed = node.input(second ? 0 : 1);
    String letters = second ? c.left() : c.right();
    String inner = second ? c.right() : c.left();
    if (seeds.isUnder(fixed) || letters.length() > 2 || inner.length() > 1) {
      return Optional.empty();
    }
    Optional<LinearMap> map = of(node.input(second ? 1 : 0), seeds);
    if (letters.length() == 2 && inner.length() == 1 && c.out().length() == 1) {
      boolean straight = letters.startsWith(c.out());
      return map.map(m -> product(new Plain(straight ? fixed : fixed.transpose()), m));
    }
    if (letters.length() == 1 && c.out().isEmpty()) {
      return map.map(m -> product(new Row(fixed), m));
    }
    return letters.length() == 1 && inner.isEmpty()
        ? map.map(m -> product(new Column(fixed), m))
        : Optional.empty();
  }

  /** A product without what does nothing. */
  static LinearMap product(LinearMap left, LinearMap right) {
    return switch (right) {
      case Identity _ -> left;
      case Scaled s -> new Scaled(s.number, product(left, s.matrix));
      case Total t -> new Total(product(left, t.left), product(left, t.right), t.minus);
      case Product p when simple(left, p.left) -> product(product(left, p.left), p.right);
      case Diagonal d when left instanceof Row r -> new Row(joined(r.a, d.a));
      case Diagonal d when left instanceof Unit e && e.row ->
          times(Entries.element(d.a, e.place), e);
      case Unit e when left instanceof Diagonal d && !e.row ->
          times(Entries.element(d.a, e.place), e);
      case Diagonal d when left instanceof Diagonal e -> new Diagonal(joined(d.a, e.a));
      case Column c when left instanceof Diagonal d -> new Column(joined(d.a, c.a));
      default -> new Product(left, right);
    };
  }

  private static boolean simple(LinearMap left, LinearMap right) {
    boolean row = left instanceof Row || (left instanceof Unit e && e.row);
    boolean column = right instanceof Column || (right instanceof Unit e && !e.row);
    return (right instanceof Diagonal && (row || left instanceof Diagonal))
        || (column && left instanceof Diagonal);
  }

  private static Expr joined(Expr a, Expr b) {
    return Uniform.value(a).orElse(0) == 1 ? b : Uniform.value(b).orElse(0) == 1 ? a : a.times(b);
  }

  /** Whether it is put together from single elements. */
  default boolean hasUnits() {
    return switch (this) {
      case Unit _ -> true;
      case Scaled s -> s.matrix.hasUnits();
      case Product p -> p.left.hasUnits() || p.right.hasUnits();
      case Total t -> t.left.hasUnits() || t.right.hasUnits();
      case Identity _, Diagonal _, Plain _, Column _, Row _, Entries _ -> false;
    };
  }

  /** The transposed matrix. */
  default LinearMap transposed() {
    return switch (this) {
      case Identity i -> i;
      case Diagonal d -> d;
      case Plain p -> new Plain(p.matrix.transpose());
      case Column c -> new Row(c.a);
      case Row r -> new Column(r.a);
      case Unit e -> new Unit(e.place, e.size, !e.row);
      case Entries e -> e.turned();
      case Scaled s -> new Scaled(s.number, s.matrix.transposed());
      case Product p -> product(p.right.transposed(), p.left.transposed());
      case Total t -> new Total(t.left.transposed(), t.right.transposed(), t.minus);
    };
  }

  /** The same with tidy formulas, and what stands in every place of a vector before it. */
  default LinearMap tidied(Tidy tidy) {
    return switch (this) {
      case Identity i -> i;
      case Diagonal d -> numbered(tidy.multiple(d.a), LinearMap::diagonal);
      case Plain p -> new Plain(tidy.of(p.matrix));
      case Column c -> numbered(tidy.multiple(c.a), Column::new);
      case Row r -> numbered(tidy.multiple(r.a), Row::new);
      case Unit e -> e;
      case Entries e -> e.each(tidy::of);
      case Scaled s ->
          switch (s.matrix.tidied(tidy)) {
            case Scaled t -> new Scaled(tidy.of(s.number.times(t.number)), t.matrix);
            case LinearMap matrix -> new Scaled(tidy.of(s.number), matrix);
          };
      case Total t -> total(t.left.tidied(tidy), t.right.tidied(tidy), t.minus, tidy);
      case Product p ->
          switch (p.left.tidied(tidy)) {
            case Scaled s -> new Scaled(s.number, product(s.matrix, p.right)).tidied(tidy);
            case LinearMap left -> product(left, p.right.tidied(tidy));
          };
    };
  }

  private static LinearMap diagonal(Expr a) {
    return Uniform.value(a).orElse(0) == 1 ? new Identity() : new Diagonal(a);
  }

  /** A sum, what both are multiplied by before it, and diagonal matrices as one. */
  private static LinearMap total(LinearMap left, LinearMap right, boolean minus, Tidy tidy) {
    if (left instanceof Diagonal a && right instanceof Diagonal b) {
      return new Diagonal(tidy.of(minus ? a.a.minus(b.a) : a.a.plus(b.a)));
    }
    return left instanceof Scaled a && right instanceof Scaled b && a.number == b.number
        ? new Scaled(a.number, new Total(a.matrix, b.matrix, minus))
        : new Total(left, right, minus);
  }

  private static LinearMap numbered(Tidy.Multiple multiple, Function<Expr, LinearMap> shaped) {
    LinearMap rest = shaped.apply(multiple.vector());
    return Uniform.value(multiple.number()).orElse(0) == 1
        ? rest
        : new Scaled(multiple.number(), rest);
  }

  @Override
  default <F> F write(Notation<F> notation, Writer<F> writer) {
    return switch (this) {
      case Identity _ -> notation.name("I");
      case Diagonal d -> notation.call("diag", List.of(writer.write(d.a)));
      case Plain p -> writer.write(p.matrix);
      case Column c -> writer.write(c.a);
      case Row r -> notation.transposed(writer.write(r.a));
      case Unit e -> {
        F column = notation.name("e_" + (e.place + 1));
        yield e.row ? notation.transposed(column) : column;
      }
      case Entries e -> e.written(notation, writer);
      case Scaled s ->
          Uniform.value(s.number).orElse(0) == -1
              ? notation.negative(s.matrix.write(notation, writer))
              : notation.scaled(writer.write(s.number), s.matrix.write(notation, writer));
      case Product p ->
          notation.product(p.left.write(notation, writer), p.right.write(notation, writer));
      case Total t -> {
        F left = t.left.write(notation, writer);
        F right = t.right.write(notation, writer);
        yield t.minus ? notation.difference(left, right) : notation.sum(left, right);
      }
    };
  }

  /** Compares the products with a random vector. */
  @Override
  default boolean equals(Tensor expected, Map<Expr, Tensor> values) {
    int rows = expected.shape().rank() == 0 ? 1 : expected.shape().size(0);
    int columns = expected.shape().elements() / rows;
    double[] vector = new Random(Verification.SEED).doubles(columns, -1, 1).toArray();
    double[] actual = times(vector, values);
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      double scale = 0;
      for (int j = 0; j < columns; j++) {
        double term = expected.at(i * columns + j) * vector[j];
        sum += term;
        scale += Math.abs(term);
      }
      if (actual.length != rows || !JacobianForm.equal(actual[i], sum, scale)) {
        return false;
      }
    }
    return true;
  }

  /** The product with a column. */
  private double[] times(double[] vector, Map<Expr, Tensor> values) {
    return switch (this) {
      case Identity _ -> vector;
      case Diagonal d -> {
        Tensor a = Interpreter.evaluate(d.a, values);
        yield each(vector.length, i -> a.at(i) * vector[i]);
      }
      case Plain p -> {
        Tensor a = Interpreter.evaluate(p.matrix, values);
        int columns = vector.length;
        yield each(a.shape().size(0), i -> sum(columns, j -> a.at(i * columns + j) * vector[j]));
      }
      case Column c -> {
        Tensor a = Interpreter.evaluate(c.a, values);
        yield each(a.shape().elements(), i -> a.at(i) * vector[0]);
      }
      case Row r -> {
        Tensor a = Interpreter.evaluate(r.a, values);
        yield each(1, i -> sum(vector.length, j -> a.at(j) * vector[j]));
      }
      case Unit e ->
          e.row ? new double[] {vector[e.place]} : each(e.size, i -> i == e.place ? vector[0] : 0);
      case Entries e -> {
        double[][] a = e.values(values);
        yield each(a.length, i -> sum(vector.length, j -> a[i][j] * vector[j]));
      }
      case Scaled s -> {
        double number = Interpreter.evaluate(s.number, values).at(0);
        yield Arrays.stream(s.matrix.times(vector, values)).map(x -> number * x).toArray();
      }
      case Product p -> p.left.times(p.right.times(vector, values), values);
      case Total t -> {
        double[] left = t.left.times(vector, values);
        double[] right = t.right.times(vector, values);
        yield each(left.length, i -> t.minus ? left[i] - right[i] : left[i] + right[i]);
      }
    };
  }

  private static double[] each(int count, IntToDoubleFunction element) {
    return IntStream.range(0, count).mapToDouble(element).toArray();
  }

  private static double sum(int count, IntToDoubleFunction term) {
    return IntStream.range(0, count).mapToDouble(term).sum();
  }
}
