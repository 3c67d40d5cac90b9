package org.chainrule.learn.optimizer;

import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.select;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Subtract;

/**
 * A gradient, and the rows that updates by it may change.
 *
 * <p>Where these are the named rows of a table, the gradient is a single {@link ScatterAdd}, and an
 * update is select(0 &lt; scatterAdd(numbers, 1), value, variable) with the same row numbers: the
 * form that the engine computes for the named rows only.
 *
 * @param gradient the gradient, of the parameter's shape
 * @param named 1 for the rows that may change and 0 for the others, to be broadcast; absent if all
 *     may
 */
record RowGradient(Expr gradient, Optional<Expr> named) {
  private static final Expr ONE = Expr.constant(1);

  /** A part of a gradient, and the number that it is multiplied by. */
  private record Term(Expr node, Expr factor) {}

  static RowGradient of(Expr gradient, Rows rows) {
    Optional<RowGradient> sums = rows == Rows.LAZY ? sums(gradient) : Optional.empty();
    return sums.orElseGet(() -> new RowGradient(gradient, Optional.empty()));
  }

  /** The new value of a variable of the gradient's shape: this one, in rows that may change. */
  Expr update(Expr variable, Expr value) {
    return named.map(rows -> select(rows, value, variable)).orElse(value);
  }

  /** The same gradient as one table of sums by row number; empty if it is no sum of such tables. */
  private static Optional<RowGradient> sums(Expr gradient) {
    Map<Expr, Expr> values = new LinkedHashMap<>();
    Deque<Term> open = new ArrayDeque<>(List.of(new Term(gradient, ONE)));
    while (!open.isEmpty()) {
      Term term = open.pop();
      if (term.node.op() instanceof ScatterAdd) {
        Expr value = term.node.input(1);
        Expr scaled = term.factor.equals(ONE) ? value : value.times(term.factor);
        values.merge(term.node.input(0), scaled, Expr::plus);
      } else {
        List<Term> terms = terms(term);
        if (terms.isEmpty()) {
          return Optional.empty();
        }
        terms.reversed().forEach(open::push);
      }
    }
    return Optional.of(joined(gradient.shape(), values));
  }

  /** What a term is the sum of; nothing if that is not known. */
  private static List<Term> terms(Term term) {
    List<Expr> inputs = term.node.inputs();
    Expr factor = term.factor;
    return switch (term.node.op()) {
      case Add _ -> inputs.stream().map(input -> new Term(input, factor)).toList();
      case Negate _ -> List.of(new Term(inputs.getFirst(), factor.negate()));
      case Subtract _ ->
          List.of(new Term(inputs.get(0), factor), new Term(inputs.get(1), factor.negate()));
      case Multiply _ ->
          number(inputs.get(0))
              .map(number -> new Term(inputs.get(1), factor.times(number)))
              .or(() -> number(inputs.get(1)).map(n -> new Term(inputs.get(0), factor.times(n))))
              .stream()
              .toList();
      default -> List.of();
    };
  }

  /** The number that all elements of a node are copies of. */
  private static Optional<Expr> number(Expr node) {
    boolean copies = node.op() instanceof Broadcast && node.input(0).shape().elements() == 1;
    return copies ? Optional.of(node.input(0).reshape(Shape.SCALAR)) : Optional.empty();
  }

  private static RowGradient joined(Shape table, Map<Expr, Expr> valuesByNumbers) {
    Shape row = table.range(1, table.rank());
    List<Expr> numbers = new ArrayList<>(valuesByNumbers.keySet());
    List<Expr> values = new ArrayList<>(valuesByNumbers.values());
    if (numbers.size() > 1) {
      values.replaceAll(v -> v.reshape(row.prepend(count(v.shape(), row))));
      numbers.replaceAll(n -> n.reshape(n.shape().elements()));
    }
    return of(table, Concatenate.of(0, numbers), Concatenate.of(0, values));
  }

  private static RowGradient of(Shape table, Expr numbers, Expr values) {
    int rows = table.size(0);
    int[] column = new int[table.rank()];
    Arrays.fill(column, 1);
    column[0] = rows;
    Expr count = ScatterAdd.of(rows, numbers, Expr.filled(numbers.shape(), 1));
    Expr named = less(Expr.constant(0), count).reshape(column);
    return new RowGradient(ScatterAdd.of(rows, numbers, values), Optional.of(named));
  }

  /** The product of the sizes that come before a row's. */
  private static int count(Shape values, Shape row) {
    return values.range(0, values.rank() - row.rank()).elements();
  }
}
