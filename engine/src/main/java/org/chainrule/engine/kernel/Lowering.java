package org.chainrule.engine.kernel;

import java.util.ArrayList;
import java.util.List;

/** The terms of a {@link Nest} as {@link Steps}. */
final class Lowering {
  private final Nest nest;
  private final Steps steps;
  private final Functions functions;
  private final List<Integer> places = new ArrayList<>();

  Lowering(Nest nest) {
    this.nest = nest;
    steps = new Steps(nest.precision());
    functions = new Functions(steps);
    for (Term term : nest.terms()) {
      places.add(lower(term));
    }
  }

  Steps steps() {
    return steps;
  }

  /** The step that gives a term. */
  int step(int term) {
    return places.get(term);
  }

  private int lower(Term term) {
    return switch (term) {
      case Term.Load load -> steps.load(load.operand());
      case Term.Fixed fixed -> steps.number(fixed.value());
      case Term.Apply apply -> functions.apply(apply.function(), step(apply.x()));
      case Term.Combine combine ->
          combine(combine.operator(), step(combine.x()), step(combine.y()));
      case Term.Raise raise -> functions.raise(step(raise.x()), raise.exponent());
      case Term.Choose choose -> choose(choose);
      case Term.Total total -> total(total);
    };
  }

  private int combine(Term.Operator operator, int x, int y) {
    return switch (operator) {
      case ADD -> steps.add(x, y);
      case SUBTRACT -> steps.subtract(x, y);
      case MULTIPLY -> steps.multiply(x, y);
      case DIVIDE -> steps.divide(x, y);
    };
  }

  private int choose(Term.Choose choose) {
    int x = step(choose.x());
    int y = step(choose.y());
    int then = step(choose.then());
    int otherwise = step(choose.otherwise());
    return switch (choose.relation()) {
      case LESS -> steps.ifLess(x, y, then, otherwise);
      case EQUAL -> steps.ifEqual(x, y, then, otherwise);
    };
  }

  /** Products that are only summed are added with one rounding. */
  private int total(Term.Total total) {
    return total.reduction() == Term.Reduction.SUM
            && nest.terms().get(total.x()) instanceof Term.Combine(var operator, int x, int y)
            && operator == Term.Operator.MULTIPLY
            && uses(total.x()) == 1
        ? steps.sumOfProducts(step(x), step(y))
        : steps.total(total.reduction(), step(total.x()));
  }

  private long uses(int term) {
    return nest.terms().stream()
            .flatMap(t -> t.operands().stream())
            .filter(operand -> operand == term)
            .count()
        + nest.stores().stream().filter(store -> store.term() == term).count();
  }
}
