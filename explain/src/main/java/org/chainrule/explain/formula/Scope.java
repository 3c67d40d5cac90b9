package org.chainrule.explain.formula;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Constant;

/** What names stand for while a program is read, by their {@linkplain Names#key keys}. */
final class Scope {
  /** The shape of a variable and the name it was declared by. */
  record Declared(String name, Shape shape) {}

  private final Sizes sizes;
  private final Map<String, Declared> declared;
  private final Map<String, Shape> patterns;
  private final Map<String, Tensor> values;
  private final Map<String, Expr> variables = new LinkedHashMap<>();
  private final Map<String, Place> firstUse = new HashMap<>();
  private final Map<String, Quantity> quantities = new LinkedHashMap<>();
  private final Map<String, Term> more = new HashMap<>();
  private final Set<String> counted = new TreeSet<>();
  private final Set<String> invented = new HashSet<>();
  private final Set<String> rows = new HashSet<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private boolean closed;

  /**
   * A scope before anything is defined.
   *
   * @param declared the declared variables
   * @param patterns the shapes of variables that have an index, by their name without it
   * @param values the values of variables
   */
  Scope(
      Sizes sizes,
      Map<String, Declared> declared,
      Map<String, Shape> patterns,
      Map<String, Tensor> values) {
    this.sizes = sizes;
    this.declared = declared;
    this.patterns = patterns;
    this.values = values;
  }

  /** Another scope that knows what this one does. */
  Scope copy() {
    Scope scope = new Scope(sizes, declared, patterns, values);
    scope.variables.putAll(variables);
    scope.quantities.putAll(quantities);
    scope.invented.addAll(invented);
    scope.rows.addAll(rows);
    scope.remarks.addAll(remarks);
    return scope;
  }

  /** A scope without remarks that knows what this does and these, and takes no new variables. */
  Scope closed(Map<String, Expr> others) {
    Scope scope = copy();
    others.forEach((name, value) -> scope.more.put(Names.key(name), Term.of(value)));
    scope.remarks.clear();
    scope.closed = true;
    return scope;
  }

  Sizes sizes() {
    return sizes;
  }

  /** What a name stands for, if it was defined, declared or used. */
  Optional<Term> known(String name) {
    String key = Names.key(name);
    if (more.containsKey(key)) {
      return Optional.ofNullable(more.get(key));
    }
    Quantity quantity = quantities.get(key);
    if (quantity != null) {
      return Optional.of(new Term(quantity.value(), quantity.row()));
    }
    if (variables.containsKey(key)) {
      return Optional.ofNullable(variables.get(key)).map(v -> new Term(v, rows.contains(key)));
    }
    Declared declaration = declared.get(key);
    return declaration == null
        ? Optional.empty()
        : Optional.of(variable(key, declaration.name(), declaration.shape()));
  }

  /** Whether a name stands for something. */
  boolean has(String name) {
    String key = Names.key(name);
    return more.containsKey(key)
        || quantities.containsKey(key)
        || variables.containsKey(key)
        || declared.containsKey(key);
  }

  /** Whether any variable is declared to be a matrix. */
  boolean hasMatrices() {
    return declared.values().stream().anyMatch(d -> d.shape().rank() == 2)
        || patterns.values().stream().anyMatch(shape -> shape.rank() == 2);
  }

  /** A name that is no number or vector yet. */
  boolean isOpen() {
    return !closed;
  }

  /** The variable that a new name stands for: of the shape of its kind, else a number. */
  Term fresh(String name, String base, boolean indexed) {
    Shape shape = indexed ? patterns.getOrDefault(Names.key(base), Shape.SCALAR) : Shape.SCALAR;
    return variable(Names.key(name), name, shape);
  }

  boolean hasPattern(String base) {
    return patterns.containsKey(Names.key(base));
  }

  private Term variable(String key, String name, Shape shape) {
    Expr variable = variables.computeIfAbsent(key, k -> Expr.variable(name, shape));
    return new Term(variable, rows.contains(key));
  }

  void used(String name, Place place) {
    firstUse.putIfAbsent(Names.key(name), place);
  }

  boolean isUsed(String name) {
    return firstUse.containsKey(Names.key(name));
  }

  /** Whether a name would stand for a number that is not told, or for one that was given for it. */
  boolean isNumber(String name) {
    String key = Names.key(name);
    boolean sized = declared.containsKey(key) && !values.containsKey(key);
    Tensor value = values.get(key);
    return !sized
        && !quantities.containsKey(key)
        && !variables.containsKey(key)
        && (value == null || value.shape().equals(Shape.SCALAR));
  }

  /**
   * Says what shape a variable has; a number that was given for it is that of every element.
   *
   * @param row whether it is a vector that lies
   */
  void declare(String name, Shape shape, boolean row) {
    String key = Names.key(name);
    declared.put(key, new Declared(name, shape));
    if (row) {
      rows.add(key);
    }
    Tensor value = values.get(key);
    if (value != null) {
      values.put(key, Tensor.filled(shape, value.item()));
    }
  }

  /** Where a name was used that is to be defined only now. */
  Optional<Place> usedBefore(String name) {
    String key = Names.key(name);
    return variables.containsKey(key) ? Optional.ofNullable(firstUse.get(key)) : Optional.empty();
  }

  /** The whole number that a name stands for as a size, a value or a constant. */
  Optional<Double> number(String name) {
    if (sizes.numbers().containsKey(name)) {
      if (sizes.symbols().containsKey(name)) {
        counted.add(name);
      }
      return Optional.of((double) sizes.numbers().getOrDefault(name, 0));
    }
    Tensor value = values.get(Names.key(name));
    if (value != null && value.shape().equals(Shape.SCALAR)) {
      return Optional.of(value.item());
    }
    Quantity quantity = quantities.get(Names.key(name));
    Term term = quantity == null ? null : Term.of(quantity.value());
    if (term == null || !term.isNumber() || !term.isConstant(sizes)) {
      return Optional.empty();
    }
    sizes.symbols().forEach((size, symbol) -> count(size, symbol, term.value()));
    return Optional.of(term.number(sizes));
  }

  private void count(String size, Expr symbol, Expr value) {
    if (Expr.inOrder(List.of(value)).contains(symbol)) {
      counted.add(size);
    }
  }

  /** Says that something was written out as often as a size says. */
  void count(int size) {
    sizes.symbols().keySet().stream()
        .filter(name -> sizes.numbers().getOrDefault(name, 0) == size)
        .forEach(counted::add);
  }

  /** The sizes whose symbols would not do: something was written out as often as they say. */
  Set<String> counted() {
    return counted;
  }

  /** What a size is in a formula: a symbol or a number; empty if the name is no size. */
  Optional<Expr> size(String name) {
    return Optional.ofNullable(sizes.symbols().get(name))
        .or(() -> Optional.ofNullable(sizes.numbers().get(name)).map(Expr::constant));
  }

  /** What a name stands for from now on, whatever it was. */
  void assume(String name, Term term) {
    more.put(Names.key(name), term);
  }

  /** The quantity that was defined with this name. */
  Optional<Quantity> quantity(String name) {
    return Optional.ofNullable(quantities.get(Names.key(name)));
  }

  /** The number that a quantity is by its definition, if it is one. */
  Optional<Expr> constant(String name) {
    return quantity(name)
        .map(Quantity::value)
        .filter(value -> value.op() instanceof Constant && value.shape().equals(Shape.SCALAR));
  }

  boolean isDefined(String name) {
    return quantities.containsKey(Names.key(name));
  }

  /** Says that a name stands in no text: its formula has none. */
  void invent(String name) {
    invented.add(name);
  }

  /** Says something that a reader may not expect. */
  void remark(String remark) {
    remarks.add(remark);
  }

  /** What a reader may not expect, in sentences. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  boolean isInvented(String name) {
    return invented.contains(name);
  }

  void define(Quantity quantity) {
    quantities.put(Names.key(quantity.name()), quantity);
  }

  void add(Expr variable) {
    variables.put(Names.key(variable.op().name()), variable);
  }

  List<Quantity> quantities() {
    return List.copyOf(quantities.values());
  }

  List<Expr> variables() {
    return List.copyOf(variables.values());
  }

  Map<Expr, Tensor> values() {
    Map<Expr, Tensor> found = new LinkedHashMap<>();
    variables.forEach(
        (key, variable) -> {
          Tensor value = values.get(key);
          if (value != null) {
            found.put(variable, value);
          }
        });
    return found;
  }

  /** Every name that stands for something. */
  Set<String> names() {
    Set<String> names = new HashSet<>(more.keySet());
    quantities.values().stream()
        .map(Quantity::name)
        .filter(name -> !isInvented(name))
        .forEach(names::add);
    variables.values().forEach(v -> names.add(v.op().name()));
    declared.values().forEach(d -> names.add(d.name()));
    return names;
  }
}
