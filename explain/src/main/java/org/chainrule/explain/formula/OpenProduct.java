package org.chainrule.explain.formula;

import java.util.Optional;
import org.chainrule.graph.Expr;

/** Products of matrices of which one leaves a size open: {@code A 1}, {@code 1ᵀ A}, {@code I A}. */
final class OpenProduct {
  private OpenProduct() {}

  /** The product; empty if not even with the other side is enough known. */
  static Optional<Term> of(Algebra algebra, Term a, Term b) {
    if (a.extent() == Extent.IDENTITY) {
      return Optional.of(new Term(a.value().times(b.value()), b.row(), b.extent()));
    }
    if (b.extent() == Extent.IDENTITY) {
      return Optional.of(new Term(a.value().times(b.value()), a.row(), a.extent()));
    }
    return switch (b.extent()) {
      case KNOWN -> left(algebra, a, b);
      case ENTRIES -> b.row() ? repeated(a, b) : summed(a, b);
      case ROWS ->
          summed(a, Term.ones()).map(sums -> algebra.product(sums, new Term(b.value(), true)));
      case ALL ->
          summed(a, new Term(b.value(), false, Extent.ENTRIES)).flatMap(OpenProduct::columns);
      case COLUMNS, IDENTITY -> columns(algebra.product(a, Term.of(b.value())));
    };
  }

  /** What is open stands on the left. */
  private static Optional<Term> left(Algebra algebra, Term a, Term b) {
    return switch (a.extent()) {
      case ENTRIES ->
          a.row()
              ? summed(algebra.transposed(b), algebra.transposed(a)).map(algebra::transposed)
              : repeated(algebra.transposed(b), a).map(algebra::transposed);
      case ALL ->
          left(algebra, new Term(a.value(), true, Extent.ENTRIES), b).flatMap(OpenProduct::rows);
      case ROWS -> rows(algebra.product(new Term(a.value(), true), b));
      case COLUMNS ->
          left(algebra, new Term(Expr.constant(1), true, Extent.ENTRIES), b)
              .map(sums -> algebra.product(Term.of(a.value()), sums));
      default -> Optional.empty();
    };
  }

  /** {@code A 1}: the sum of every row. */
  private static Optional<Term> summed(Term a, Term ones) {
    Expr value = a.value();
    return switch (a.extent()) {
      case KNOWN ->
          a.rank() == 2
              ? Optional.of(Term.of(value.sum(1).times(ones.value())))
              : a.rank() == 1 && a.row()
                  ? Optional.of(Term.of(value.sum().times(ones.value())))
                  : Optional.empty();
      case ROWS -> Optional.of(new Term(value.sum().times(ones.value()), false, Extent.ENTRIES));
      default -> Optional.empty();
    };
  }

  /** {@code a 1ᵀ}. */
  private static Optional<Term> repeated(Term a, Term ones) {
    if (a.extent() == Extent.ENTRIES && !a.row()) {
      return Optional.of(new Term(a.value().times(ones.value()), false, Extent.ALL));
    }
    boolean matrix = a.isKnown() && a.rank() == 2 && a.value().shape().size(1) == 1;
    Expr column = matrix ? a.value().at(1, 0) : a.value();
    return matrix || (a.isKnown() && a.rank() == 1 && !a.row())
        ? Optional.of(new Term(column.times(ones.value()), false, Extent.COLUMNS))
        : Optional.empty();
  }

  private static Optional<Term> rows(Term row) {
    return Optional.of(new Term(row.value(), false, row.isNumber() ? Extent.ENTRIES : Extent.ROWS));
  }

  private static Optional<Term> columns(Term column) {
    return Optional.of(
        column.isNumber()
            ? new Term(column.value(), true, Extent.ENTRIES)
            : new Term(column.value(), false, Extent.COLUMNS));
  }
}
