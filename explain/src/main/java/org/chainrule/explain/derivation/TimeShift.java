package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** Formulas of one time as they are at an earlier one, where first states are mere numbers. */
final class TimeShift {
  private final Symbols symbols;
  private final TimeIndex times;
  private final Tidy tidy;
  private final Set<Expr> reached;
  private final Map<Expr, Expr> derived = new HashMap<>();
  private final Map<String, Expr> first = new HashMap<>();
  private final List<String> starts = new ArrayList<>();

  TimeShift(Derivation derivation, TimeIndex times) {
    this.symbols = derivation.symbols();
    this.times = times;
    this.tidy = new Tidy(symbols, derivation.forward().distributions());
    this.reached = new HashSet<>(Expr.inOrder(List.of(symbols.objective())));
    derivation.sections().forEach(section -> derived.put(section.of(), section.local()));
    derivation.forward().names().forEach(this::start);
  }

  private void start(String name, Expr node) {
    OptionalDouble number = Uniform.value(node);
    if (number.isPresent() && times.isFirst(name)) {
      first.put(times.letters(name), node);
      starts.add(name + " = " + ValueText.of(Tensor.scalar(number.getAsDouble())));
    }
  }

  /** What first states are, where they are mere numbers. */
  List<String> starts() {
    return starts;
  }

  /**
   * Whether a formula is another one some steps earlier.
   *
   * @param earlier the other; none if it is 0
   */
  boolean isAt(Expr formula, int steps, @Nullable Expr earlier) {
    Map<Expr, Expr> moved = new HashMap<>();
    Set<Expr> unknown = new HashSet<>();
    times
        .families()
        .forEach(
            (family, of) ->
                of.forEach(
                    (time, node) -> {
                      Expr before = of.get(time - steps);
                      Expr start = time == steps ? first.get(family) : null;
                      put(symbols.quantity(node), start(start, before), moved, unknown);
                      put(symbols.total(node), total(before), moved, unknown);
                    }));
    if (Expr.inOrder(List.of(formula)).stream().anyMatch(unknown::contains)) {
      return false;
    }
    Expr shifted = tidy.of(new Replacement(moved).of(formula));
    OptionalDouble number = Uniform.value(shifted);
    return earlier == null
        ? number.isPresent() && number.getAsDouble() == 0
        : shifted == tidy.of(earlier)
            || Pen.of(symbols).write(shifted).equals(Pen.of(symbols).write(earlier));
  }

  private @Nullable Expr start(@Nullable Expr start, @Nullable Expr before) {
    return start != null || before == null ? start : symbols.quantity(before);
  }

  /** What J does not depend on has no derivative. */
  private @Nullable Expr total(@Nullable Expr before) {
    return before == null
        ? null
        : reached.contains(before) ? symbols.total(before) : Expr.filled(before.shape(), 0);
  }

  /** ∂J/∂node in terms of later derivatives, whether the derivation needs it or not. */
  Expr local(Expr node) {
    return derived.computeIfAbsent(
        node,
        of ->
            reached.contains(of)
                ? tidy.of(symbols.display(Recording.of(symbols, List.of(of)).adjoint(of)))
                : Expr.filled(of.shape(), 0));
  }

  private static void put(
      Expr symbol, @Nullable Expr value, Map<Expr, Expr> moved, Set<Expr> unknown) {
    if (value == null || !value.shape().equals(symbol.shape())) {
      unknown.add(symbol);
    } else {
      moved.put(symbol, value);
    }
  }
}
