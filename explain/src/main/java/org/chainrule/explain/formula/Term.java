package org.chainrule.explain.formula;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;

/**
 * The value of a formula: a number, a vector, a matrix or a tensor of more axes.
 *
 * @param value the expression; a vector has one axis
 * @param row whether a vector lies, as wᵀ does; as mathematics writes, it stands otherwise
 * @param extent which of its sizes are not known yet; the expression has no axes for them
 */
record Term(Expr value, boolean row, Extent extent) {
  static final String IDENTITY_PROBLEM = "the size of I is not known here; write eye(n)";

  Term(Expr value, boolean row) {
    this(value, row, Extent.KNOWN);
  }

  static Term of(Expr value) {
    return new Term(value, false);
  }

  /** A vector of ones, as long as what it meets. */
  static Term ones() {
    return new Term(Expr.constant(1), false, Extent.ENTRIES);
  }

  int rank() {
    return switch (extent) {
      case KNOWN -> value.shape().rank();
      case ENTRIES -> 1;
      case ROWS, COLUMNS, ALL, IDENTITY -> 2;
    };
  }

  boolean isNumber() {
    return rank() == 0;
  }

  /** Whether all of its sizes are known. */
  boolean isKnown() {
    return extent == Extent.KNOWN;
  }

  /** What is said where its sizes are needed and not known. */
  String sizeProblem() {
    return extent == Extent.IDENTITY
        ? IDENTITY_PROBLEM
        : "the size of 1 is not known here; write ones(n)";
  }

  /** The same with all of its sizes, if it can have this shape. */
  Optional<Term> filled(Shape shape) {
    return isKnown()
        ? Optional.of(this)
        : extent.filled(value, shape).map(whole -> new Term(whole, row));
  }

  /** Whether the value depends on no variable. */
  boolean isConstant() {
    return isConstant(Sizes.NONE);
  }

  /** Whether the value depends on nothing but sizes. */
  boolean isConstant(Sizes sizes) {
    return Expr.inOrder(List.of(value)).stream()
        .allMatch(e -> !(e.op() instanceof Variable) || sizes.symbols().containsValue(e));
  }

  /** The number that a constant is. */
  double number() {
    return number(Sizes.NONE);
  }

  /** The number that a constant is where sizes are their numbers. */
  double number(Sizes sizes) {
    return Interpreter.evaluate(value, sizes.values()).item();
  }
}
