package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.chainrule.calculus.Vectorize;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Variable;

/**
 * The indices that mean something where a formula is read. One that takes values has one of them;
 * one that runs over a whole axis has all at once: in {@code Σ_i x_i²}, {@code x_i} is a variable
 * that all elements of {@code x} then take the place of.
 */
final class Indices {
  private final Map<String, Integer> values = new HashMap<>();

  /** For every index that runs, outermost first, what stands for one element by all of them. */
  private final SequencedMap<String, Map<Expr, Expr>> running = new LinkedHashMap<>();

  boolean isAny(String name) {
    return values.containsKey(name);
  }

  /** The value of an index; 1 if it runs. */
  int value(String index) {
    return values.getOrDefault(index, 0);
  }

  /** What is done while an index has a value. */
  <R> R with(String index, int value, Supplier<R> work) {
    Integer outer = values.put(index, value);
    R result = work.get();
    if (outer == null) {
      values.remove(index);
    } else {
      values.put(index, outer);
    }
    return result;
  }

  /**
   * What a formula is for every value of an index, under a leading axis; empty if it is always the
   * same.
   */
  Optional<Expr> running(String index, Supplier<Expr> formula) {
    Map<Expr, Expr> elements = new LinkedHashMap<>();
    running.put(index, elements);
    Expr one = with(index, 1, formula);
    running.remove(index);
    Map<Expr, Expr> all = new LinkedHashMap<>();
    elements.forEach((whole, element) -> all.put(element, whole));
    return Expr.inOrder(List.of(one)).stream().anyMatch(all::containsKey)
        ? Optional.of(Factor.tidied(Vectorize.over(List.of(one), all).getFirst()))
        : Optional.empty();
  }

  boolean isRunning(String index) {
    return running.containsKey(index);
  }

  private boolean runs(Syntax subscript) {
    return subscript instanceof Name name && name.subscripts().isEmpty() && isRunning(name.base());
  }

  /** Whether this stands for one element of what an index runs over. */
  boolean isElement(Expr node) {
    return running.values().stream().anyMatch(elements -> elements.containsValue(node));
  }

  /**
   * The element with these subscripts, if any of them is an index that runs.
   *
   * @param whole what it is an element of
   * @param number the number that another subscript is
   */
  Optional<Expr> element(
      Expr whole, List<Syntax> subscripts, Function<Syntax, Optional<Integer>> number) {
    if (subscripts.size() > whole.shape().rank() || subscripts.stream().noneMatch(this::runs)) {
      return Optional.empty();
    }
    Expr value = whole;
    List<String> axes = new ArrayList<>();
    for (Syntax subscript : subscripts) {
      if (runs(subscript)) {
        axes.add(((Name) subscript).base());
        continue;
      }
      int axis = axes.size();
      int size = value.shape().size(axis);
      Optional<Integer> position = number.apply(subscript).filter(p -> 1 <= p && p <= size);
      if (position.isEmpty()) {
        return Optional.empty();
      }
      value = value.at(axis, position.get() - 1);
    }
    for (Map.Entry<String, Map<Expr, Expr>> index : running.entrySet()) {
      int axis = axes.indexOf(index.getKey());
      if (axis >= 0) {
        axes.remove(axis);
        Expr all = first(value, axis);
        value = index.getValue().computeIfAbsent(all, a -> one(index.getKey(), a));
      }
    }
    return Optional.of(value);
  }

  private static Expr one(String index, Expr all) {
    return Variable.fresh(index, all.shape().without(List.of(0)));
  }

  /** The tensor with this axis before the others. */
  private static Expr first(Expr tensor, int axis) {
    List<Integer> order = new ArrayList<>(List.of(axis));
    IntStream.range(0, tensor.shape().rank()).filter(i -> i != axis).forEach(order::add);
    return axis == 0 ? tensor : Expr.of(new Transpose(order), tensor);
  }
}
