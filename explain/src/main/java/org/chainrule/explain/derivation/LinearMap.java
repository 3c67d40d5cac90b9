package org.chainrule.explain.derivation;

import java.util.Optional;
import java.util.function.Function;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;

/**
 * A matrix as a person writes it, read off a graph that is linear in a vector.
 *
 * <p>Numbers are 1×1, vectors columns.
 */
sealed interface LinearMap {
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

  /** A number times a matrix. */
  record Scaled(Expr number, LinearMap matrix) implements LinearMap {}

  /** A product. */
  record Product(LinearMap left, LinearMap right) implements LinearMap {}

  /** A sum, or a difference. */
  record Total(LinearMap left, LinearMap right, boolean minus) implements LinearMap {}

  /** The map from a vector, or a number, to a node that is linear in it. */
  static Optional<LinearMap> of(Expr node, Expr direction) {
    if (node == direction) {
      return Optional.of(new Identity());
    }
    if (node.shape().rank() > 1) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case Add _ -> both(node, direction, false);
      case Subtract _ -> both(node, direction, true);
      case Negate _ -> of(node.input(0), direction).map(m -> new Scaled(Expr.constant(-1), m));
      case Multiply _ -> multiplied(node, direction);
      case Divide _ when !depends(node.input(1), direction) -> {
        Expr inverse = node.input(1).power(-1);
        yield of(node.input(0), direction).map(m -> times(inverse, m));
      }
      case Broadcast _ when node.shape().elements() == 1 -> of(node.input(0), direction);
      case Broadcast _ when node.input(0).shape().elements() == 1 ->
          of(node.input(0), direction).map(m -> product(new Column(ones(node.shape())), m));
      case Reshape _ -> of(node.input(0), direction);
      case Sum _ when node.shape().rank() == 0 ->
          of(node.input(0), direction).map(m -> product(new Row(ones(node.input(0).shape())), m));
      case Contract c -> contracted(node, c, direction);
      default -> Optional.empty();
    };
  }

  private static Expr ones(Shape shape) {
    return Expr.filled(shape, 1);
  }

  private static boolean depends(Expr node, Expr on) {
    return Expr.inOrder(java.util.List.of(node)).contains(on);
  }

  private static Optional<LinearMap> both(Expr node, Expr direction, boolean minus) {
    Optional<LinearMap> a = of(node.input(0), direction);
    Optional<LinearMap> b = of(node.input(1), direction);
    return a.flatMap(x -> b.map(y -> new Total(x, y, minus)));
  }

  private static Optional<LinearMap> multiplied(Expr node, Expr direction) {
    boolean second = depends(node.input(1), direction);
    Expr factor = node.input(second ? 0 : 1);
    return depends(factor, direction)
        ? Optional.empty()
        : of(node.input(second ? 1 : 0), direction).map(m -> times(factor, m));
  }

  private static LinearMap times(Expr factor, LinearMap matrix) {
    return Tidy.scalar(factor)
        .<LinearMap>map(number -> new Scaled(number, matrix))
        .orElseGet(() -> product(new Diagonal(factor), matrix));
  }

  private static Optional<LinearMap> contracted(Expr node, Contract c, Expr direction) {
    boolean second = depends(node.input(1), direction);
    Expr fixed = node.input(second ? 0 : 1);
    String letters = second ? c.left() : c.right();
    String inner = second ? c.right() : c.left();
    if (depends(fixed, direction) || letters.length() > 2 || inner.length() > 1) {
      return Optional.empty();
    }
    Optional<LinearMap> map = of(node.input(second ? 1 : 0), direction);
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
      case Diagonal d when left instanceof Diagonal e -> new Diagonal(joined(e.a, d.a));
      case Column c when left instanceof Diagonal d -> new Column(joined(d.a, c.a));
      default -> new Product(left, right);
    };
  }

  private static boolean simple(LinearMap left, LinearMap right) {
    return (right instanceof Diagonal && (left instanceof Row || left instanceof Diagonal))
        || (right instanceof Column && left instanceof Diagonal);
  }

  private static Expr joined(Expr a, Expr b) {
    return Tidy.uniform(a).orElse(0) == 1 ? b : Tidy.uniform(b).orElse(0) == 1 ? a : a.times(b);
  }

  /** The transposed matrix. */
  default LinearMap transposed() {
    return switch (this) {
      case Identity i -> i;
      case Diagonal d -> d;
      case Plain p -> new Plain(p.matrix.transpose());
      case Column c -> new Row(c.a);
      case Row r -> new Column(r.a);
      case Scaled s -> new Scaled(s.number, s.matrix.transposed());
      case Product p -> product(p.right.transposed(), p.left.transposed());
      case Total t -> new Total(t.left.transposed(), t.right.transposed(), t.minus);
    };
  }

  /** The matrix in writing. */
  default <F> F write(Notation<F> notation, Writer<F> writer, Tidy tidy) {
    return numbered(tidy).written(notation, writer, tidy);
  }

  /** The same with the numbers that stand in every place of a vector before it. */
  private LinearMap numbered(Tidy tidy) {
    return switch (this) {
      case Column c -> numbered(tidy.of(c.a), Column::new);
      case Row r -> numbered(tidy.of(r.a), Row::new);
      case Scaled s -> new Scaled(s.number, s.matrix.numbered(tidy));
      case Total t -> new Total(t.left.numbered(tidy), t.right.numbered(tidy), t.minus);
      case Product p ->
          switch (p.left.numbered(tidy)) {
            case Scaled s -> new Scaled(s.number, product(s.matrix, p.right.numbered(tidy)));
            case LinearMap left -> product(left, p.right.numbered(tidy));
          };
      default -> this;
    };
  }

  private static LinearMap numbered(Expr vector, Function<Expr, LinearMap> shaped) {
    Optional<Expr> number =
        Tidy.uniform(vector).orElse(0) == 1 ? Optional.empty() : Tidy.scalar(vector);
    return number
        .<LinearMap>map(n -> new Scaled(n, shaped.apply(ones(vector.shape()))))
        .orElseGet(() -> shaped.apply(vector));
  }

  private <F> F written(Notation<F> notation, Writer<F> writer, Tidy tidy) {
    return switch (this) {
      case Identity _ -> notation.name("I");
      case Diagonal d -> notation.call("diag", java.util.List.of(writer.write(tidy.of(d.a))));
      case Plain p -> writer.write(tidy.of(p.matrix));
      case Column c -> writer.write(c.a);
      case Row r -> notation.transposed(writer.write(r.a));
      case Scaled s ->
          Tidy.uniform(s.number).orElse(0) == -1
              ? notation.negative(s.matrix.written(notation, writer, tidy))
              : notation.scaled(
                  writer.write(tidy.of(s.number)), s.matrix.written(notation, writer, tidy));
      case Product p ->
          notation.product(
              p.left.written(notation, writer, tidy), p.right.written(notation, writer, tidy));
      case Total t -> {
        F left = t.left.written(notation, writer, tidy);
        F right = t.right.written(notation, writer, tidy);
        yield t.minus ? notation.difference(left, right) : notation.sum(left, right);
      }
    };
  }
}
