package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Variable;

/**
 * A new value of a table that differs from the old one only in rows that are named, as that of an
 * embedding is: w − η scatterAdd(rows, g), or select(touched, f(w), w) with touched = 0 &lt;
 * scatterAdd(rows, 1).
 *
 * <p>The graph of one row is that of all rows without the leading axis. It need be computed once
 * for every distinct row number; a row that no number names keeps its value, provided that the
 * factors of a zero sum are finite.
 *
 * @param indices the numbers of the rows that may change, some perhaps more than once
 * @param tables what is read by row: nodes [n, …r], each with the variable […r] for its row
 * @param sums what is added up by row number: values […q, …r], each with the variable […r] for the
 *     sum of those with the row's number
 * @param row the new row, a graph over these variables and nodes that are the same for all rows
 */
public record RowUpdate(Expr indices, Map<Expr, Expr> tables, Map<Expr, Expr> sums, Expr row) {
  private static final Rule TIMES_ZERO =
      new Rule("multiplying by zero", "0 x → 0", RowUpdate::timesZero);
  private static final Rule NUMBERS =
      new Rule("arithmetic on numbers", "2 · 3 → 6", RowUpdate::onNumbers);
  private static final Rule CHOICE =
      new Rule("known choice", "select(1, x, y) → x", RowUpdate::choice);

  public RowUpdate {
    tables = Map.copyOf(tables);
    sums = Map.copyOf(sums);
  }

  /** The update by rows of a variable's new value; empty where it may change every row. */
  public static Optional<RowUpdate> of(Expr variable, Expr value) {
    List<Expr> scattered =
        Expr.inOrder(List.of(value)).stream()
            .filter(node -> node.op() instanceof ScatterAdd && sameRows(node, variable))
            .toList();
    if (scattered.isEmpty()
        || scattered.stream().map(node -> node.input(0)).distinct().count() != 1
        || !untouched(value, scattered).equals(variable)) {
      return Optional.empty();
    }
    return byRow(value, Set.copyOf(scattered));
  }

  private static boolean sameRows(Expr node, Expr variable) {
    return variable.shape().rank() > 0 && node.shape().size(0) == variable.shape().size(0);
  }

  /** What the value is in rows to which nothing is added. */
  private static Expr untouched(Expr value, List<Expr> scattered) {
    Map<Expr, Expr> zeros = new HashMap<>();
    scattered.forEach(node -> zeros.put(node, Expr.filled(node.shape(), 0)));
    List<Rule> rules = new ArrayList<>(List.of(NUMBERS, TIMES_ZERO, CHOICE));
    rules.addAll(MoveRules.ALL);
    List<Expr> without = Rebuild.substitute(List.of(value), zeros);
    return new BottomUp(rules, new Applied()).of(without).getFirst();
  }

  private static Optional<Expr> timesZero(Expr node) {
    return node.op() instanceof Multiply
            && node.inputs().stream().anyMatch(input -> Moves.isUniform(input, 0))
        ? Optional.of(Expr.filled(node.shape(), 0))
        : Optional.empty();
  }

  private static Optional<Expr> onNumbers(Expr node) {
    if (!(node.op() instanceof Elementwise)) {
      return Optional.empty();
    }
    List<Expr> numbers = new ArrayList<>();
    for (Expr input : node.inputs()) {
      OptionalDouble number = Moves.uniform(input);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers.add(Expr.constant(number.getAsDouble()));
    }
    double value = Interpreter.evaluate(Expr.of(node.op(), numbers), Map.of()).item();
    return Optional.of(Expr.filled(node.shape(), value));
  }

  private static Optional<Expr> choice(Expr node) {
    if (!(node.op() instanceof Select)) {
      return Optional.empty();
    }
    OptionalDouble condition = Moves.uniform(node.input(0));
    return condition.isEmpty()
        ? Optional.empty()
        : Optional.of(node.input(condition.getAsDouble() == 0 ? 2 : 1));
  }

  /** The graph of one row, if the rows of the value are computed independently. */
  private static Optional<RowUpdate> byRow(Expr value, Set<Expr> scattered) {
    Map<Expr, Expr> tables = new LinkedHashMap<>();
    Map<Expr, Expr> sums = new LinkedHashMap<>();
    Map<Expr, Expr> rows = new HashMap<>();
    Set<Expr> byRow = nodesByRow(value);
    for (Expr node : Expr.inOrder(List.of(value))) {
      if (!byRow.contains(node)) {
        continue;
      }
      Shape shape = node.shape().range(1, node.shape().rank());
      if (scattered.contains(node)) {
        rows.put(node, sums.computeIfAbsent(node.input(1), k -> Variable.fresh("sum", shape)));
      } else if (node.op() instanceof Variable) {
        rows.put(node, tables.computeIfAbsent(node, k -> Variable.fresh("row", shape)));
      } else {
        Optional<Expr> row = row(node, shape, rows);
        if (row.isEmpty()) {
          return Optional.empty();
        }
        rows.put(node, row.get());
      }
    }
    Expr indices = scattered.iterator().next().input(0);
    Expr row = touched(rows.getOrDefault(value, value), sums);
    sums.values().retainAll(Expr.inOrder(List.of(row)));
    return Optional.of(new RowUpdate(indices, tables, sums, row));
  }

  /** The graph of a row to which something is added: sums of positive numbers are not 0 there. */
  private static Expr touched(Expr row, Map<Expr, Expr> sums) {
    Set<Expr> positive = new HashSet<>();
    sums.forEach(
        (values, sum) -> {
          if (Moves.uniform(values).orElse(0) > 0) {
            positive.add(sum);
          }
        });
    Rule above =
        new Rule(
            "sum of positive numbers",
            "0 < 1 + 1 → 1",
            node ->
                node.op() instanceof Compare compare
                        && compare.relation() == Compare.Relation.LESS
                        && Moves.isUniform(node.input(0), 0)
                        && positive.contains(moved(node.input(1)))
                    ? Optional.of(Expr.filled(node.shape(), 1))
                    : Optional.empty());
    List<Rule> rules = new ArrayList<>(List.of(above, CHOICE));
    rules.addAll(MoveRules.ALL);
    return new BottomUp(rules, new Applied()).of(List.of(row)).getFirst();
  }

  private static Expr moved(Expr node) {
    Expr source = node;
    while (source.op() instanceof Broadcast || source.op() instanceof Reshape) {
      source = source.input(0);
    }
    return source;
  }

  /** The nodes whose rows are those of the value, down to tables and sums. */
  private static Set<Expr> nodesByRow(Expr value) {
    Set<Expr> found = new HashSet<>();
    List<Expr> open = new ArrayList<>(List.of(value));
    while (!open.isEmpty()) {
      Expr node = open.removeLast();
      if (found.add(node)) {
        switch (node.op()) {
          case Elementwise _, Reshape _, Reduce _ -> open.addAll(node.inputs());
          case Broadcast _ when keepsRows(node) -> open.add(node.input(0));
          default -> {}
        }
      }
    }
    return found;
  }

  /** Whether a broadcast has its rows from its input. */
  private static boolean keepsRows(Expr node) {
    Shape from = node.input(0).shape();
    return from.rank() == node.shape().rank() && from.size(0) == node.shape().size(0);
  }

  private static Optional<Expr> row(Expr node, Shape shape, Map<Expr, Expr> rows) {
    List<Expr> inputs = node.inputs().stream().map(i -> rows.getOrDefault(i, i)).toList();
    return switch (node.op()) {
      case Elementwise op -> Optional.of(Expr.of(op, inputs));
      case Broadcast _ when keepsRows(node) -> Optional.of(inputs.getFirst().broadcast(shape));
      case Broadcast _ -> {
        Shape from = node.input(0).shape();
        boolean leading = from.rank() == node.shape().rank();
        Shape rest = leading ? from.range(1, from.rank()) : from;
        yield Optional.of(node.input(0).reshape(rest).broadcast(shape));
      }
      case Reshape _
          when node.input(0).shape().rank() > 0
              && node.input(0).shape().size(0) == node.shape().size(0) ->
          Optional.of(inputs.getFirst().reshape(shape));
      case Reduce op when !op.axes().contains(0) ->
          Optional.of(Expr.of(op.over(op.axes().stream().map(axis -> axis - 1).toList()), inputs));
      default -> Optional.empty();
    };
  }
}
