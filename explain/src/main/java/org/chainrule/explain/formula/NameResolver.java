package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.explain.formula.Syntax.Literal;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Negation;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.graph.Expr;

/** Says what a name with its subscripts stands for, and what whole numbers indices are. */
final class NameResolver {
  private final FormulaText source;
  private final Scope scope;
  private final Map<String, Integer> indices;

  NameResolver(FormulaText source, Scope scope, Map<String, Integer> indices) {
    this.source = source;
    this.scope = scope;
    this.indices = indices;
  }

  private FormulaException error(Place place, String problem) {
    return new FormulaException(source, place, problem);
  }

  /** The name with the indices' values: h_3 for {@code h_{t-1}} where t is 4. */
  String written(Name name) {
    return Names.written(name.base(), subscripts(name, false));
  }

  private List<String> subscripts(Name name, boolean sizes) {
    List<String> written = new ArrayList<>();
    for (Syntax subscript : name.subscripts()) {
      boolean raw = subscript instanceof Name plain && !isIndex(plain.base()) && !sizes;
      Optional<Integer> number = raw ? Optional.empty() : whole(subscript, sizes);
      written.add(number.map(String::valueOf).orElseGet(() -> Printer.print(subscript)));
    }
    return written;
  }

  private boolean isIndex(String name) {
    return indices.containsKey(name);
  }

  Term resolve(Name name) {
    String written = written(name);
    Term found =
        known(name, written)
            .or(() -> constant(name, written))
            .orElseGet(
                () -> {
                  if (!scope.isOpen()) {
                    throw error(name.place(), unknown(written));
                  }
                  return scope.fresh(written, name.base(), !name.subscripts().isEmpty());
                });
    scope.used(written, name.place());
    return found;
  }

  private Optional<Term> known(Name name, String written) {
    Optional<Term> exact = scope.known(written);
    if (exact.isPresent() || name.subscripts().isEmpty()) {
      return exact;
    }
    Set<String> before = Set.copyOf(scope.counted());
    String counted = Names.written(name.base(), subscripts(name, true));
    if (scope.isDefined(counted)) {
      return scope.known(counted);
    }
    scope.counted().retainAll(before);
    return scope.hasPattern(name.base()) ? Optional.empty() : element(name);
  }

  /** {@code x_2} is an element where x is a vector; {@code W_{12}} one of a matrix. */
  private Optional<Term> element(Name name) {
    Optional<Term> whole = scope.known(name.base()).filter(term -> !term.isNumber());
    List<Integer> positions = new ArrayList<>();
    for (Syntax subscript : name.subscripts()) {
      whole(subscript, false).ifPresent(positions::add);
    }
    if (whole.isEmpty() || positions.size() < name.subscripts().size()) {
      return Optional.empty();
    }
    if (positions.size() == 1 && whole.get().rank() == 2 && positions.getFirst() > 10) {
      positions = List.of(positions.getFirst() / 10, positions.getFirst() % 10);
    }
    return Optional.of(
        Term.of(BracketTerms.element(whole.get(), positions, new Algebra(scope.sizes(), 0))));
  }

  /** Euler's number, π, an index or a size, where nothing else has the name. */
  private Optional<Term> constant(Name name, String written) {
    if (!name.subscripts().isEmpty()) {
      return Optional.empty();
    }
    if (isIndex(written)) {
      return Optional.of(Term.of(Expr.constant(indices.getOrDefault(written, 0))));
    }
    Optional<Expr> number =
        scope
            .size(written)
            .or(
                () ->
                    switch (written) {
                      case "e" -> Optional.of(Expr.constant(Math.E));
                      case "pi", "π" -> Optional.of(Expr.constant(Math.PI));
                      default -> Optional.empty();
                    });
    return number.map(Term::of);
  }

  boolean isKnown(String name) {
    return isIndex(name)
        || scope.known(name).isPresent()
        || scope.size(name).isPresent()
        || scope.number(name).isPresent();
  }

  boolean isEuler(Name name) {
    return name.base().equals("e") && name.subscripts().isEmpty() && !isKnown("e");
  }

  /**
   * The quantity {@code dJ_dz} where {@code dJ/dz} or {@code ∂J/∂z} is written, if there is one.
   */
  Optional<Term> derivative(Syntax above, Syntax below) {
    if (!(above instanceof Name a && below instanceof Name b)) {
      return Optional.empty();
    }
    String first = written(a).replaceFirst("^∂", "d");
    String second = written(b).replaceFirst("^∂", "d");
    return first.startsWith("d") && second.startsWith("d")
        ? scope.known(first + "_" + second)
        : Optional.empty();
  }

  /** A name before a parenthesis is a factor if it is known or looks like a variable's. */
  void requireFactor(Name name) {
    String written = written(name);
    boolean variable =
        isKnown(written)
            || known(name, written).isPresent()
            || (name.base().matches("\\p{L}\\p{M}?\\d*") && !name.base().matches("[fg]"));
    if (!variable) {
      throw error(name.place(), unknownFunction(written));
    }
  }

  /** A new name that is nearly a function's, before a factor, is taken for a slip. */
  void requireNoSlip(Name name) {
    String written = written(name);
    if (written.length() > 2
        && !isKnown(written)
        && known(name, written).isEmpty()
        && NearestWord.of(written, KnownFunctions.names()).isPresent()) {
      throw error(name.place(), unknownFunction(written));
    }
  }

  private String unknownFunction(String written) {
    String question = NearestWord.question(written, KnownFunctions.names());
    return "there is no function "
        + written
        + question
        + (question.isEmpty() ? "; for" : " For")
        + " a product write "
        + written
        + "*(…)";
  }

  private String unknown(String written) {
    String question = NearestWord.question(written, scope.names());
    return "nothing is called "
        + written
        + (question.isEmpty()
            ? "; there are " + String.join(", ", new java.util.TreeSet<>(scope.names()))
            : question);
  }

  /** The whole number that a bound or an index is. */
  int wholeNumber(Syntax syntax, String what) {
    return whole(syntax, true)
        .orElseThrow(
            () ->
                error(
                    syntax.place(),
                    what
                        + " must be a whole number; "
                        + Printer.print(syntax)
                        + " is none"
                        + (syntax instanceof Name
                            ? ": no index, size or value has this name"
                            : "")));
  }

  private Optional<Integer> whole(Syntax syntax, boolean sizes) {
    return value(syntax, sizes)
        .filter(v -> v == Math.rint(v) && Math.abs(v) < 1e9)
        .map(Double::intValue);
  }

  private Optional<Double> value(Syntax syntax, boolean sizes) {
    return switch (syntax) {
      case Literal literal -> Optional.of(literal.value());
      case Name name when name.subscripts().isEmpty() ->
          isIndex(name.base())
              ? Optional.of((double) indices.getOrDefault(name.base(), 0))
              : sizes ? scope.number(name.base()) : Optional.empty();
      case Negation negation -> value(negation.operand(), sizes).map(v -> -v);
      case Operation operation ->
          value(operation.left(), sizes)
              .flatMap(
                  a ->
                      value(operation.right(), sizes)
                          .flatMap(
                              b ->
                                  switch (operation.operator()) {
                                    case PLUS -> Optional.of(a + b);
                                    case MINUS -> Optional.of(a - b);
                                    case TIMES, JUXTAPOSED -> Optional.of(a * b);
                                    default -> Optional.empty();
                                  }));
      default -> Optional.empty();
    };
  }
}
