package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.explain.formula.Syntax.Rows;
import org.chainrule.graph.Expr;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Slice;

/** Vectors and matrices written in brackets, and their elements. */
final class BracketTerms {
  private BracketTerms() {}

  /** {@code [a, b]}, {@code [a; b]}, {@code [a, b; c, d]} or {@code [[a, b], [c, d]]}. */
  static Term of(Elaborator elaborator, Rows node) {
    List<List<Syntax>> rows = node.rows();
    boolean nested =
        rows.size() == 1
            && rows.getFirst().stream()
                .allMatch(r -> r instanceof Rows inner && inner.rows().size() == 1);
    if (nested) {
      rows = rows.getFirst().stream().map(r -> ((Rows) r).rows().getFirst()).toList();
    }
    boolean vector = !nested && (rows.size() == 1 || rows.stream().allMatch(r -> r.size() == 1));
    List<Expr> parts = new ArrayList<>();
    for (List<Syntax> row : rows) {
      if (row.size() != rows.getFirst().size()) {
        throw new ShapeException("rows of %d and %d elements", rows.getFirst().size(), row.size());
      }
      Expr joined = Concatenate.of(0, row.stream().map(e -> part(elaborator, e, vector)).toList());
      parts.add(vector ? joined : joined.reshape(1, row.size()));
    }
    return Term.of(folded(Concatenate.of(0, parts)));
  }

  private static Expr part(Elaborator elaborator, Syntax syntax, boolean vector) {
    Term term = elaborator.term(syntax);
    if (!term.isKnown()) {
      throw elaborator.error(syntax.place(), term.sizeProblem());
    }
    if (term.rank() > (vector ? 1 : 0)) {
      throw elaborator.error(
          syntax.place(),
          "this is not a number" + (vector ? " or a vector" : "") + ", as the brackets need");
    }
    return term.isNumber() ? term.value().reshape(1) : term.value();
  }

  /** A constant in place of operations on constants. */
  private static Expr folded(Expr value) {
    return Term.of(value).isConstant()
        ? Expr.constant(Interpreter.evaluate(value, Map.of()))
        : value;
  }

  /** The value of a function of one constant. */
  static Expr evaluated(Expr function, Expr variable, Expr constant) {
    return Expr.constant(
        Interpreter.evaluate(function, Map.of(variable, Interpreter.evaluate(constant, Map.of()))));
  }

  /** The element at these positions, which count from 1; a row of a matrix for one position. */
  static Expr element(Term term, List<Integer> positions, Algebra algebra) {
    Expr value = term.value();
    int rank = value.shape().rank();
    if (rank == 0 || positions.size() > rank) {
      throw new ShapeException(
          "%s has no element with %d ind%s",
          algebra.shape(term), positions.size(), positions.size() == 1 ? "ex" : "ices");
    }
    List<Integer> from = new ArrayList<>(Collections.nCopies(rank, 0));
    List<Integer> to = new ArrayList<>(value.shape().sizes());
    for (int axis = 0; axis < positions.size(); axis++) {
      int position = positions.get(axis);
      int size = value.shape().size(axis);
      if (position < 1 || position > size) {
        throw new ShapeException(
            "there is no element %d among %d: indices count from 1", position, size);
      }
      from.set(axis, position - 1);
      to.set(axis, position);
    }
    List<Integer> rest = IntStream.range(0, positions.size()).boxed().toList();
    return Expr.of(new Slice(from, to, Collections.nCopies(rank, 1)), value)
        .reshape(value.shape().without(rest));
  }
}
