package org.chainrule.explain.formula;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.explain.formula.Statement.Declaration;
import org.chainrule.explain.formula.Statement.Value;
import org.chainrule.explain.formula.Syntax.Literal;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;

/** Gathers the sizes and values that are given, beside a program and in it, into a scope. */
final class Declarations {
  private static final long MOST_ELEMENTS = 4_000_000;

  private record Sized(FormulaText source, Name name, Declaration declaration) {}

  private final Map<String, Sized> sized = new LinkedHashMap<>();
  private final Map<String, Sized> patterns = new LinkedHashMap<>();
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final Map<String, String> spellings = new HashMap<>();
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final Map<String, Expr> symbols = new LinkedHashMap<>();
  private final Set<String> chosen = new HashSet<>();
  private final int smallestSize;
  private final Optional<Set<String>> asNumbers;

  /**
   * Nothing yet.
   *
   * @param smallestSize the smallest number that may stand for a size that has but a name
   * @param asNumbers the sizes that are numbers in formulas even so; empty for all
   */
  Declarations(int smallestSize, Optional<Set<String>> asNumbers) {
    this.smallestSize = smallestSize;
    this.asNumbers = asNumbers;
  }

  void value(String name, Tensor value) {
    values.put(Names.key(name), value);
    spellings.putIfAbsent(Names.key(name), name);
  }

  void add(FormulaText source, List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Value given) {
        Elaborator alone = new Elaborator(source, empty(), 0);
        Term term = alone.term(given.value());
        if (!term.isConstant()) {
          throw alone.error(given.value().place(), "a value is made of numbers alone");
        }
        value(alone.reader().written(given.name()), Interpreter.evaluate(term.value(), Map.of()));
      } else if (statement instanceof Declaration declaration) {
        declaration.names().forEach(name -> declare(new Sized(source, name, declaration)));
      }
    }
  }

  private static Scope empty() {
    return new Scope(Sizes.NONE, Map.of(), Map.of(), Map.of());
  }

  private void declare(Sized sizes) {
    Name name = sizes.name;
    String written = new Elaborator(sizes.source, empty(), 0).reader().written(name);
    boolean pattern =
        name.subscripts().size() == 1
            && name.subscripts().getFirst() instanceof Name index
            && index.base().length() == 1;
    if (pattern) {
      patterns.put(Names.key(name.base()), sizes);
    }
    if (sized.putIfAbsent(Names.key(written), sizes) != null) {
      throw new FormulaException(
          sizes.source, name.place(), "the sizes of " + written + " are declared twice");
    }
    spellings.putIfAbsent(Names.key(written), written);
  }

  Scope scope() {
    sized.forEach(this::bindToValue);
    Set<Integer> taken = new HashSet<>(numbers.values());
    sized.values().forEach(s -> taken.addAll(literals(s)));
    sized
        .values()
        .forEach(
            s -> {
              for (Syntax size : s.declaration.sizes()) {
                if (size instanceof Name name) {
                  number(name.base(), taken);
                }
              }
            });
    Map<String, Scope.Declared> declared = new LinkedHashMap<>();
    sized.forEach((key, s) -> declared.put(key, new Scope.Declared(spelling(key), shape(s))));
    Map<String, Shape> kinds = new HashMap<>();
    patterns.forEach((key, s) -> kinds.put(key, shape(s)));
    values.replaceAll((key, value) -> fitted(key, value, declared));
    values.forEach(
        (key, value) ->
            declared.putIfAbsent(key, new Scope.Declared(spelling(key), value.shape())));
    return new Scope(new Sizes(numbers, symbols, chosen), declared, kinds, values);
  }

  private String spelling(String key) {
    return spellings.getOrDefault(key, key);
  }

  private List<Integer> literals(Sized sizes) {
    return sizes.declaration.sizes().stream()
        .filter(size -> size instanceof Literal)
        .map(size -> literal(sizes, (Literal) size))
        .toList();
  }

  private static int literal(Sized sizes, Literal size) {
    if (size.value() != Math.rint(size.value()) || size.value() < 1 || size.value() > 1e7) {
      throw new FormulaException(
          sizes.source, size.place(), "a size is a whole number from 1, or a name");
    }
    return (int) size.value();
  }

  /** A named size is the number that a value has there, or that was given for its own name. */
  private void bindToValue(String key, Sized sizes) {
    List<Syntax> wanted = sizes.declaration.sizes();
    Tensor value = values.get(key);
    for (int axis = 0; axis < wanted.size(); axis++) {
      if (!(wanted.get(axis) instanceof Name name)) {
        if (!(wanted.get(axis) instanceof Literal)) {
          throw new FormulaException(
              sizes.source, wanted.get(axis).place(), "a size is a whole number or a name");
        }
        continue;
      }
      Tensor own = values.get(Names.key(name.base()));
      if (own != null && own.shape().equals(Shape.SCALAR) && own.item() >= 1) {
        bind(sizes, name, (int) own.item());
      }
      if (value != null && value.shape().rank() == wanted.size()) {
        bind(sizes, name, value.shape().size(axis));
      }
    }
  }

  private void bind(Sized sizes, Name name, int number) {
    Integer before = numbers.putIfAbsent(name.base(), number);
    if (before != null && before != number) {
      throw new FormulaException(
          sizes.source,
          name.place(),
          String.format(
              Locale.ROOT, "%s is %d in one value and %d in another", name.base(), before, number));
    }
  }

  private void number(String name, Set<Integer> taken) {
    if (numbers.containsKey(name)) {
      return;
    }
    int number = smallestSize;
    while (!taken.add(number)) {
      number++;
    }
    numbers.put(name, number);
    if (asNumbers.isPresent() && asNumbers.get().contains(name)) {
      chosen.add(name);
    } else if (asNumbers.isPresent()) {
      symbols.put(name, Variable.fresh(name, Shape.SCALAR));
    }
  }

  private Shape shape(Sized sizes) {
    List<Integer> found =
        sizes.declaration.sizes().stream()
            .map(
                size ->
                    size instanceof Name name
                        ? numbers.getOrDefault(name.base(), 1)
                        : literal(sizes, (Literal) size))
            .toList();
    if (found.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact)
        > MOST_ELEMENTS) {
      throw new FormulaException(
          sizes.source, sizes.name.place(), "more than " + MOST_ELEMENTS + " elements");
    }
    return new Shape(found);
  }

  /** The value under the declared shape; a vector may be given for a matrix of one column. */
  private Tensor fitted(String key, Tensor value, Map<String, Scope.Declared> declared) {
    Scope.Declared wanted = declared.get(key);
    if (wanted == null || wanted.shape().equals(value.shape())) {
      return value;
    }
    boolean refillable =
        wanted.shape().elements() == value.shape().elements()
            && wanted.shape().sizes().stream().filter(size -> size > 1).count() <= 1;
    if (!refillable) {
      Sizes sizes = new Sizes(numbers);
      throw new FormulaException(
          FormulaText.of(wanted.name()),
          new Place(0, wanted.name().length()),
          String.format(
              Locale.ROOT,
              "%s is declared as %s, its value is %s",
              wanted.name(),
              sizes.text(wanted.shape()),
              sizes.text(value.shape())));
    }
    return Tensor.of(wanted.shape(), value.toArray());
  }
}
