package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.formula.Syntax.Literal;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Negation;
import org.chainrule.explain.formula.Syntax.Operation;

/**
 * Reads what stands below names: index letters apart, and the whole numbers that indices are.
 *
 * @param source what is read
 * @param scope the sizes and values that have names
 * @param indices the indices that have values
 */
record IndexReader(FormulaText source, Scope scope, Indices indices) {
  private static final int MOST_AXES = 4;

  /** The name with the indices' values: h_3 for {@code h_{t-1}} where t is 4. */
  String written(Name name) {
    return Names.written(name.base(), texts(name, false));
  }

  /** The name where sizes are written as their numbers, too. */
  String counted(Name name) {
    return Names.written(name.base(), texts(name, true));
  }

  /** Index letters that are written together, apart: i and j of {@code W_ij}. */
  List<Syntax> separated(List<Syntax> subscripts) {
    List<Syntax> separate = new ArrayList<>();
    for (Syntax subscript : subscripts) {
      boolean letters =
          subscript instanceof Name word
              && word.subscripts().isEmpty()
              && word.base().length() > 1
              && word.base().chars().anyMatch(c -> isIndex(Character.toString(c)))
              && word.base()
                  .chars()
                  .allMatch(c -> Character.isDigit(c) || isIndex(Character.toString(c)));
      if (letters) {
        Place place = subscript.place();
        ((Name) subscript)
            .base()
            .chars()
            .forEach(
                c ->
                    separate.add(
                        Character.isDigit(c)
                            ? new Literal(c - '0', place)
                            : new Name(Character.toString(c), List.of(), place)));
      } else {
        separate.add(subscript);
      }
    }
    return separate;
  }

  private List<String> texts(Name name, boolean sizes) {
    List<String> written = new ArrayList<>();
    for (Syntax subscript : separated(name.subscripts())) {
      boolean raw = subscript instanceof Name plain && !isIndex(plain.base()) && !sizes;
      Optional<Integer> number = raw ? Optional.empty() : whole(subscript, sizes);
      written.add(number.map(String::valueOf).orElseGet(() -> Printer.print(subscript)));
    }
    return written;
  }

  boolean isIndex(String name) {
    return indices.isAny(name);
  }

  /** The letters of subscripts, of which several may be written together. */
  static List<String> letters(List<Syntax> subscripts) {
    List<String> letters = new ArrayList<>();
    for (Syntax subscript : subscripts) {
      boolean word = subscript instanceof Name name && name.subscripts().isEmpty();
      String base = word ? ((Name) subscript).base() : Printer.print(subscript);
      if (word && base.length() <= MOST_AXES && base.matches("[a-z0-9]*[a-z][a-z0-9]*")) {
        base.chars().forEach(c -> letters.add(Character.toString(c)));
      } else {
        letters.add(base);
      }
    }
    return letters;
  }

  /** The whole number that a bound or an index is. */
  int wholeNumber(Syntax syntax, String what) {
    return whole(syntax, true)
        .orElseThrow(
            () ->
                new FormulaException(
                    source,
                    syntax.place(),
                    what
                        + " must be a whole number; "
                        + Printer.print(syntax)
                        + " is none"
                        + (syntax instanceof Name name
                            ? ": no index, size or value has this name; give it a value, as in"
                                + " --at "
                                + name.base()
                                + "=3"
                            : "")));
  }

  /** The whole number that a subscript is, made of indices and numbers alone. */
  Optional<Integer> whole(Syntax subscript) {
    return whole(subscript, false);
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
              ? Optional.of((double) indices.value(name.base()))
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
