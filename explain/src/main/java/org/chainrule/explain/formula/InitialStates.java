package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.explain.formula.Statement.Assignment;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

/**
 * The states that a recurrence starts from: before states that are vectors or matrices they are
 * such, too. With {@code h_0 = 0} the number stands for every element.
 */
final class InitialStates {
  /** What a number that has more elements may be, from less to more axes. */
  private static final List<Extent> EXTENTS = List.of(Extent.ENTRIES, Extent.ALL);

  /** A first state that is not known. */
  private static final Expr ANY = Expr.variable("state");

  private final FormulaText source;
  private final Scope scope;
  private final int reluAtZero;
  private final Stars stars;

  InitialStates(FormulaText source, Scope scope, int reluAtZero, Stars stars) {
    this.source = source;
    this.scope = scope;
    this.reluAtZero = reluAtZero;
    this.stars = stars;
  }

  /**
   * Gives numbers that are first states the shape of the states.
   *
   * @param elaborator what says how names with an index are written
   * @param block the recurrences
   * @param index their index
   * @param first its first value
   * @param before the value of the index before that
   */
  void widen(Elaborator elaborator, List<Assignment> block, String index, int first, int before) {
    Map<String, Assignment> states = new LinkedHashMap<>();
    for (Assignment assignment : block) {
      String name = elaborator.indexed().with(index, before, () -> written(elaborator, assignment));
      if (scope.constant(name).isPresent() || scope.isNumber(name)) {
        states.put(name, assignment);
      }
    }
    for (Extent extent : states.isEmpty() ? List.<Extent>of() : EXTENTS) {
      Optional<Map<String, Shape>> shapes = shapes(states, block, extent, index, first);
      if (shapes.isPresent()) {
        shapes.get().forEach(this::widen);
        return;
      }
    }
  }

  private static String written(Elaborator elaborator, Assignment assignment) {
    return assignment.target().map(elaborator.names()::written).orElse("");
  }

  private void widen(String name, Shape shape) {
    if (!scope.isDefined(name)) {
      scope.declare(name, shape);
      return;
    }
    Quantity quantity = scope.quantity(name).orElseThrow();
    Expr value = quantity.value().broadcast(shape);
    scope.define(new Quantity(name, value, false, quantity.text(), quantity.place()));
  }

  /** The shapes of the states if the first ones have this extent; empty if it does not fit. */
  private Optional<Map<String, Shape>> shapes(
      Map<String, Assignment> states,
      List<Assignment> block,
      Extent extent,
      String index,
      int first) {
    Scope trial = scope.copy();
    states.forEach(
        (name, assignment) ->
            trial.assume(name, new Term(scope.constant(name).orElse(ANY), false, extent)));
    Elaborator elaborator = new Elaborator(source, trial, reluAtZero, stars);
    Map<Assignment, Term> after = new LinkedHashMap<>();
    try {
      elaborator
          .indexed()
          .with(
              index,
              first,
              () -> {
                for (Assignment assignment : block) {
                  Term term = elaborator.term(assignment.value());
                  after.put(assignment, term);
                  trial.assume(written(elaborator, assignment), term);
                }
                return block;
              });
    } catch (FormulaException e) {
      return Optional.empty();
    }
    Map<String, Shape> shapes = new LinkedHashMap<>();
    List<Term> unfit = new ArrayList<>();
    states.forEach(
        (name, assignment) -> {
          Term state = after.getOrDefault(assignment, Term.ones());
          if (!scope.isDefined(name) && !trial.isUsed(name)) {
            return;
          }
          if (state.isKnown() && !state.isNumber() && !state.row()) {
            shapes.put(name, state.value().shape());
          } else {
            unfit.add(state);
          }
        });
    return Optional.of(shapes).filter(found -> unfit.isEmpty() && fit(found, extent));
  }

  private static boolean fit(Map<String, Shape> shapes, Extent extent) {
    int rank = extent == Extent.ALL ? 2 : 1;
    return shapes.values().stream().allMatch(shape -> shape.rank() == rank);
  }
}
