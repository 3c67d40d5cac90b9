package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Variable;

/**
 * The {@linkplain RowUpdate updates by row} of several variables for the same row numbers, which
 * are computed together, one row at a time.
 *
 * @param indices the numbers of the rows that may change
 * @param tables what is read by row, each with the variable for its row
 * @param sums the variables for a row's sums, each with what is added up by row number
 * @param same the variables for what is the same for all rows
 * @param rows the new row of each variable, a graph over these variables
 */
public record RowUpdates(
    Expr indices,
    Map<Expr, Expr> tables,
    Map<Expr, Expr> sums,
    Map<Expr, Expr> same,
    Map<Expr, Expr> rows) {

  /** Row numbers, and of how many rows: what updates that are made together have in common. */
  private record Key(Expr indices, int rows) {}

  /**
   * The updates of a program that change named rows only, by their row numbers. One that reads what
   * another one changes is none of them, as they are made one after the other.
   */
  public static List<RowUpdates> of(Map<Expr, Expr> updates) {
    Map<Key, Map<Expr, RowUpdate>> found = new LinkedHashMap<>();
    updates.forEach(
        (variable, value) ->
            RowUpdate.of(variable, value)
                .filter(update -> isGiven(update.indices()))
                .ifPresent(
                    update ->
                        found
                            .computeIfAbsent(
                                new Key(update.indices(), variable.shape().size(0)),
                                k -> new LinkedHashMap<>())
                            .put(variable, update)));
    List<RowUpdates> all = new ArrayList<>();
    found.forEach((key, group) -> all.add(together(key.indices, group)));
    all.removeIf(rows -> all.stream().anyMatch(other -> rows.reads(other)));
    return all;
  }

  /** Whether something is read here, other than its own rows, that another one changes. */
  private boolean reads(RowUpdates other) {
    Set<Expr> changed = other.rows.keySet();
    return (other != this && tables.keySet().stream().anyMatch(changed::contains))
        || inputs().stream().anyMatch(input -> moves(input, changed));
  }

  /** Whether a node's elements are those of some variables. */
  private static boolean moves(Expr node, Set<Expr> variables) {
    return node.op() instanceof Move
        ? node.inputs().stream().anyMatch(input -> moves(input, variables))
        : variables.contains(node);
  }

  /** Whether row numbers are known before anything is computed, so that they can be checked. */
  private static boolean isGiven(Expr indices) {
    return Expr.inOrder(List.of(indices)).stream()
        .allMatch(node -> node.op() instanceof Move || node.op() instanceof Leaf);
  }

  private static RowUpdates together(Expr indices, Map<Expr, RowUpdate> updates) {
    Map<Expr, Expr> tables = new LinkedHashMap<>();
    Map<Expr, Expr> summed = new LinkedHashMap<>();
    Map<Expr, Expr> names = new HashMap<>();
    for (RowUpdate update : updates.values()) {
      update.tables().forEach((table, row) -> names.put(row, named(tables, table, row)));
      update.sums().forEach((values, sum) -> names.put(sum, named(summed, values, sum)));
    }
    List<Expr> rows =
        Rebuild.substitute(updates.values().stream().map(RowUpdate::row).toList(), names);
    Set<Expr> own = new HashSet<>(tables.values());
    own.addAll(summed.values());
    Map<Expr, Expr> same = same(rows, own);
    List<Expr> over = Rebuild.substitute(rows, same);
    Map<Expr, Expr> byVariable = new LinkedHashMap<>();
    for (Expr variable : updates.keySet()) {
      byVariable.put(variable, over.get(byVariable.size()));
    }
    return new RowUpdates(indices, tables, inverse(summed), inverse(same), byVariable);
  }

  private static Map<Expr, Expr> inverse(Map<Expr, Expr> map) {
    Map<Expr, Expr> inverse = new LinkedHashMap<>();
    map.forEach((key, value) -> inverse.put(value, key));
    return inverse;
  }

  /** What must be known before rows are updated. */
  public List<Expr> inputs() {
    List<Expr> inputs = new ArrayList<>(List.of(indices));
    inputs.addAll(sums.values());
    inputs.addAll(same.values());
    return inputs;
  }

  /** The same updates, given what the inputs have become; the graph of a row is rewritten, too. */
  public RowUpdates rewritten(Map<Expr, Expr> inputs) {
    List<Expr> over = Rewrites.of(List.copyOf(rows.values())).roots();
    Map<Expr, Expr> changed = new LinkedHashMap<>();
    rows.keySet().forEach(variable -> changed.put(variable, over.get(changed.size())));
    return new RowUpdates(
        inputs.getOrDefault(indices, indices),
        tables,
        replaced(sums, inputs),
        replaced(same, inputs),
        changed);
  }

  private static Map<Expr, Expr> replaced(Map<Expr, Expr> map, Map<Expr, Expr> others) {
    Map<Expr, Expr> changed = new LinkedHashMap<>();
    map.forEach((key, value) -> changed.put(key, others.getOrDefault(value, value)));
    return changed;
  }

  private static Expr named(Map<Expr, Expr> names, Expr whole, Expr name) {
    return Optional.ofNullable(names.putIfAbsent(whole, name)).orElse(name);
  }

  /** The uppermost nodes that do not depend on a row. */
  private static Map<Expr, Expr> same(List<Expr> rows, Set<Expr> own) {
    Set<Expr> dependent = new HashSet<>(own);
    List<Expr> order = Expr.inOrder(rows);
    for (Expr node : order) {
      if (node.inputs().stream().anyMatch(dependent::contains)) {
        dependent.add(node);
      }
    }
    Map<Expr, Expr> same = new LinkedHashMap<>();
    List<Expr> open = new ArrayList<>(rows);
    order.stream().filter(dependent::contains).forEach(node -> open.addAll(node.inputs()));
    for (Expr node : open) {
      if (!dependent.contains(node) && Moves.uniform(node).isEmpty()) {
        same.computeIfAbsent(node, n -> Variable.fresh("same", n.shape()));
      }
    }
    return same;
  }
}
