package org.chainrule.explain.formula;

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
  /**
   * What a number that has more elements may be.
   *
   * @param extent the sizes that it has
   * @param row whether it is a vector that lies
   */
  private record Form(Extent extent, boolean row) {
    /** From less to more axes. */
    static final List<Form> ALL =
        List.of(
            new Form(Extent.ENTRIES, false),
            new Form(Extent.ENTRIES, true),
            new Form(Extent.ALL, false));

    boolean fits(Term state) {
      return state.isKnown() && state.rank() == of(Expr.constant(0)).rank() && state.row() == row;
    }

    Term of(Expr number) {
      return new Term(number, row, extent);
    }
  }

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
    for (Form form : states.isEmpty() ? List.<Form>of() : Form.ALL) {
      Optional<Map<String, Term>> after = after(states, block, form, index, first);
      if (after.isPresent()) {
        after.get().forEach(this::widen);
        return;
      }
    }
  }

  private static String written(Elaborator elaborator, Assignment assignment) {
    return assignment.target().map(elaborator.reader()::written).orElse("");
  }

  private void widen(String name, Term state) {
    Shape shape = state.value().shape();
    if (!scope.isDefined(name)) {
      scope.declare(name, shape, state.row());
      return;
    }
    Quantity quantity = scope.quantity(name).orElseThrow();
    Expr value = quantity.value().broadcast(shape);
    scope.define(new Quantity(name, value, state.row(), quantity.text(), quantity.place()));
  }

  /** The states after the first ones, if these have a form; empty if it does not fit. */
  private Optional<Map<String, Term>> after(
      Map<String, Assignment> states, List<Assignment> block, Form form, String index, int first) {
    Scope trial = scope.copy();
    states.forEach(
        (name, assignment) -> trial.assume(name, form.of(scope.constant(name).orElse(ANY))));
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
    Map<String, Term> found = new LinkedHashMap<>();
    states.forEach(
        (name, assignment) -> {
          if (scope.isDefined(name) || trial.isUsed(name)) {
            found.put(name, after.getOrDefault(assignment, Term.ones()));
          }
        });
    return Optional.of(found).filter(all -> all.values().stream().allMatch(form::fits));
  }
}
