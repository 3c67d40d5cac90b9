package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;

/**
 * Writes contractions as products of matrices and columns; what is none as a sum over indices.
 *
 * @param writer writes the factors
 */
record ProductWriter<F>(Notation<F> notation, Writer<F> writer, Symbols symbols) {
  /** A contraction as a product of matrices and columns; else as a sum over indices. */
  F written(Expr node, Contract contract) {
    String left = contract.left();
    String right = contract.right();
    String out = contract.out();
    String summed = contract.summed();
    Expr a = node.input(0);
    Expr b = node.input(1);
    boolean matrices = left.length() <= 2 && right.length() <= 2;
    if (left.isEmpty() || right.isEmpty()) {
      return notation.scaled(
          writer.write(left.isEmpty() ? a : b), writer.write(left.isEmpty() ? b : a));
    }
    if (matrices && summed.length() == 1 && common(left, right, out).isEmpty()) {
      boolean straight = out.isEmpty() || left.contains(out.substring(0, 1));
      return scaled(
          a,
          b,
          straight
              ? notation.product(oriented(a, left, summed, true), oriented(b, right, summed, false))
              : notation.product(
                  oriented(b, right, summed, true), oriented(a, left, summed, false)));
    }
    if (left.length() == 1 && right.length() == 1 && summed.isEmpty() && out.length() == 2) {
      boolean straight = out.startsWith(left);
      return scaled(
          a,
          b,
          notation.product(
              oriented(straight ? a : b, "i", "", false),
              oriented(straight ? b : a, "j", "", true)));
    }
    if (out.isEmpty() && left.equals(right)) {
      return notation.summation("", notation.hadamard(writer.write(a), writer.write(b)));
    }
    IndexWriter.Letters letters = IndexWriter.Letters.free(symbols);
    return new IndexWriter<>(notation, writer, letters).write(node, letters.next(out.length()));
  }

  private static String common(String left, String right, String out) {
    StringBuilder letters = new StringBuilder();
    left.chars()
        .filter(c -> right.indexOf(c) >= 0 && out.indexOf(c) >= 0)
        .forEach(c -> letters.append((char) c));
    return letters.toString();
  }

  /** A product with the numbers that stand in every place of a factor before it. */
  private F scaled(Expr a, Expr b, F product) {
    F result = product;
    for (Expr factor : List.of(b, a)) {
      Optional<Expr> number = Uniform.number(factor);
      if (number.isPresent() && Uniform.value(factor).orElse(0) != 1) {
        result = notation.scaled(writer.write(number.get()), result);
      }
    }
    return result;
  }

  /** A factor with the summed axis on its inner side; a vector is a column. */
  private F oriented(Expr factor, String letters, String summed, boolean first) {
    if (Uniform.number(factor).isPresent()) {
      Shape shape = factor.shape();
      F column = writer.ones(notation.name("1"), Shape.of(shape.size(0)));
      F row = writer.ones(notation.transposed(notation.name("1")), Shape.of(1, shape.size(-1)));
      return shape.rank() == 2 ? notation.product(column, row) : first ? row : column;
    }
    boolean straight =
        letters.length() == 1
            ? !first
            : first ? letters.endsWith(summed) : letters.startsWith(summed);
    return straight ? writer.write(factor) : writer.transposed(factor);
  }
}
