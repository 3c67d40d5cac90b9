package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chainrule.explain.formula.Statement.Assignment;
import org.chainrule.explain.formula.Statement.Range;
import org.chainrule.graph.Expr;

/** Reads a program line by line; recurrences over one range that follow one another go together. */
final class ProgramReader {
  private static final int MOST_STEPS = 1_000;

  private final FormulaText source;
  private final Scope scope;
  private final Elaborator elaborator;
  private final InitialStates initialStates;

  ProgramReader(FormulaText source, Scope scope, int reluAtZero, Stars stars) {
    this.source = source;
    this.scope = scope;
    this.elaborator = new Elaborator(source, scope, reluAtZero, stars);
    this.initialStates = new InitialStates(source, scope, reluAtZero, stars);
  }

  void read(List<Statement> statements) {
    List<Assignment> assignments =
        statements.stream().filter(s -> s instanceof Assignment).map(s -> (Assignment) s).toList();
    if (assignments.isEmpty()) {
      int end = source.text().length();
      throw new FormulaException(source, new Place(end, end), "there is no formula here");
    }
    int i = 0;
    while (i < assignments.size()) {
      Assignment assignment = assignments.get(i);
      if (assignment.range().isEmpty()) {
        boolean last = i == assignments.size() - 1;
        if (assignment.target().isEmpty() && !last) {
          throw elaborator.error(
              assignment.place(), "only the last line may be a formula without a name");
        }
        define(assignment);
        i++;
      } else {
        List<Assignment> block = block(assignments, i);
        recurrence(block, assignment.range().get());
        i += block.size();
      }
    }
  }

  private static List<Assignment> block(List<Assignment> assignments, int from) {
    List<Assignment> block = new ArrayList<>();
    String range = assignments.get(from).range().map(ProgramReader::written).orElse("");
    for (int i = from; i < assignments.size(); i++) {
      if (!assignments.get(i).range().map(ProgramReader::written).orElse("-").equals(range)) {
        break;
      }
      block.add(assignments.get(i));
    }
    return block;
  }

  private static String written(Range range) {
    return range.index() + "=" + Printer.print(range.from()) + ".." + Printer.print(range.to());
  }

  private void recurrence(List<Assignment> block, Range range) {
    int from = elaborator.reader().wholeNumber(range.from(), "a bound");
    int to = elaborator.reader().wholeNumber(range.to(), "a bound");
    if (Math.abs((long) to - from) >= MOST_STEPS) {
      throw elaborator.error(range.place(), "more than " + MOST_STEPS + " steps");
    }
    for (Assignment assignment : block) {
      boolean indexed =
          assignment
              .target()
              .filter(t -> t.subscripts().stream().anyMatch(s -> uses(s, range.index())))
              .isPresent();
      if (!indexed) {
        throw elaborator.error(
            assignment.place(), "the name on the left must have the index " + range.index());
      }
    }
    int step = from <= to ? 1 : -1;
    initialStates.widen(elaborator, block, range.index(), from, from - step);
    for (int t = from; t != to + step; t += step) {
      elaborator
          .indexed()
          .with(
              range.index(),
              t,
              () -> {
                block.forEach(this::define);
                return block;
              });
    }
  }

  private static boolean uses(Syntax node, String index) {
    return (node instanceof Syntax.Name name && name.base().equals(index))
        || node.children().stream().anyMatch(child -> uses(child, index));
  }

  private void define(Assignment assignment) {
    Optional<Expr> elements =
        assignment.target().flatMap(t -> elaborator.indexed().defined(t, assignment.value()));
    Term term =
        elements
            .map(Term::of)
            .orElseGet(() -> elaborator.whole(assignment.value(), Optional.empty()));
    Place place = assignment.place();
    String name =
        assignment
            .target()
            .map(t -> elements.isPresent() ? t.base() : elaborator.reader().written(t))
            .orElseGet(this::freeName);
    if (scope.isDefined(name)) {
      throw elaborator.error(place, name + " is already defined");
    }
    scope
        .usedBefore(name)
        .ifPresent(
            use -> {
              throw elaborator.error(
                  use,
                  String.format(
                      Locale.ROOT,
                      "%s is used here before line %d defines it",
                      name,
                      source.line(place)));
            });
    String text = source.at(assignment.formula());
    if (assignment.target().isEmpty()) {
      scope.invent(name);
    }
    scope.define(new Quantity(name, term.value(), term.row(), text, place));
  }

  /** A name for a formula that has none. */
  private String freeName() {
    return List.of("f", "J", "result", "value of the last line").stream()
        .filter(name -> scope.known(name).isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
