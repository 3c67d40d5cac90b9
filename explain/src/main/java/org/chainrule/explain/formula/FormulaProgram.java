package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Variable;

/**
 * Formulas that define named quantities one after the other, and the one that is asked about.
 *
 * <p>A program is read from text, or made from expressions that have names. Its quantities keep
 * their names, since derivations and answers are written with them.
 */
public final class FormulaProgram {
  /**
   * Sizes that have but a name are told apart from vectors that are written out, up to this long.
   */
  private static final int LONGEST_TOLD_APART = 8;

  private final Scope scope;
  private final Quantity objective;
  private final int reluAtZero;
  private final Supplier<FormulaProgram> symbolic;

  private FormulaProgram(
      Scope scope, Quantity objective, int reluAtZero, Supplier<FormulaProgram> symbolic) {
    this.symbolic = symbolic;
    this.scope = scope;
    this.objective = objective;
    this.reluAtZero = reluAtZero;
  }

  /**
   * The program in a text, every undeclared name a number.
   *
   * @throws FormulaException if it means nothing; the message points at the place
   */
  public static FormulaProgram parse(String text) {
    return parse(text, Given.NOTHING);
  }

  /**
   * The program in a text; the last line is the objective.
   *
   * @throws FormulaException if it means nothing; the message points at the place
   */
  public static FormulaProgram parse(String text, Given given) {
    return parse(FormulaText.of(text), given);
  }

  /**
   * The program in a text; the last line is the objective.
   *
   * @throws FormulaException if it means nothing; the message points at the place
   */
  public static FormulaProgram parse(FormulaText source, Given given) {
    return read(source, given, Set.of());
  }

  /**
   * The program in a text.
   *
   * @param asNumbers the sizes that are numbers in formulas even where sizes are symbols
   */
  private static FormulaProgram read(FormulaText source, Given given, Set<String> asNumbers) {
    List<Statement> statements = StatementParser.program(source);
    Declarations declarations =
        new Declarations(
            given.smallestSize(),
            given.symbolicSizes() ? Optional.of(asNumbers) : Optional.empty());
    declarations.add(source, statements);
    for (String shapes : given.shapes()) {
      FormulaText text = new FormulaText("shapes", shapes);
      declarations.add(text, StatementParser.declarations(text));
    }
    for (String values : given.points()) {
      FormulaText text = new FormulaText("values", values);
      declarations.add(text, StatementParser.values(text));
    }
    given.values().forEach(declarations::value);
    Scope scope = declarations.scope();
    new ProgramReader(source, scope, given.reluAtZero(), given.stars()).read(statements);
    if (!asNumbers.containsAll(scope.counted())) {
      Set<String> more = new TreeSet<>(asNumbers);
      more.addAll(scope.counted());
      return read(source, given, more);
    }
    int longest = longestWritten(scope);
    if (given.smallestSize() <= longest && !scope.sizes().numbers().isEmpty()) {
      return read(source, given.sizesFrom(longest + 1), asNumbers);
    }
    return new FormulaProgram(
        scope,
        scope.quantities().getLast(),
        given.reluAtZero(),
        () -> read(source, given.withSymbolicSizes(), Set.of()));
  }

  /**
   * The size of the longest short vector that is put together, which no size without a number has.
   */
  private static int longestWritten(Scope scope) {
    List<Expr> values = scope.quantities().stream().map(Quantity::value).toList();
    return Expr.inOrder(values).stream()
        .filter(node -> node.op() instanceof Concatenate && node.shape().rank() == 1)
        .mapToInt(node -> node.shape().elements())
        .filter(size -> size <= LONGEST_TOLD_APART)
        .max()
        .orElse(0);
  }

  /** A program of named expressions, the last one the objective. */
  public static FormulaProgram of(List<Quantity> quantities, Map<Expr, Tensor> values) {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    values.forEach((variable, value) -> byName.put(Names.key(variable.op().name()), value));
    Scope scope = new Scope(Sizes.NONE, Map.of(), Map.of(), byName);
    quantities.forEach(scope::define);
    Expr.inOrder(quantities.stream().map(Quantity::value).toList()).stream()
        .filter(node -> node.op() instanceof Variable)
        .forEach(scope::add);
    return new FormulaProgram(
        scope,
        quantities.getLast(),
        0,
        () -> {
          throw new IllegalStateException("there are no named sizes");
        });
  }

  /** The same program with another of its quantities as the objective. */
  public FormulaProgram objective(String name) {
    return new FormulaProgram(
        scope, quantity(name), reluAtZero, () -> symbolic.get().objective(name));
  }

  /**
   * The same program with symbols for the sizes that have but a name, so that what follows from it
   * holds for every size. Sizes that say how often something is written out, as bounds of sums do,
   * stay numbers.
   */
  public FormulaProgram withSymbolicSizes() {
    return sizes().numbers().isEmpty() ? this : symbolic.get();
  }

  /** The quantity that is asked about. */
  public Quantity objective() {
    return objective;
  }

  /** What the quantity that is asked about is called, if the text says it. */
  public Optional<String> objectiveName() {
    return Optional.of(objective.name()).filter(name -> !scope.isInvented(name));
  }

  /** What the program defines, in order. */
  public List<Quantity> quantities() {
    return scope.quantities();
  }

  /** The variables that the objective depends on. */
  public List<Expr> objectiveVariables() {
    Set<Expr> used = Set.copyOf(Expr.inOrder(List.of(objective().value())));
    return variables().stream().filter(used::contains).toList();
  }

  /** The values of all variables, or none if some, or some sizes, are missing. */
  public Map<Expr, Tensor> completeValues() {
    return sizes().symbols().isEmpty() && values().keySet().containsAll(variables())
        ? values()
        : Map.of();
  }

  /** The nodes of the quantities by their names, in order. */
  public SequencedMap<String, Expr> names() {
    SequencedMap<String, Expr> names = new LinkedHashMap<>();
    quantities().forEach(quantity -> names.put(quantity.name(), quantity.value()));
    return names;
  }

  /** What the program leaves to be given, in the order of first use. */
  public List<Expr> variables() {
    return scope.variables();
  }

  /**
   * The quantity with this name, in any of its spellings.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Quantity quantity(String name) {
    return quantities().stream()
        .filter(q -> Names.key(q.name()).equals(Names.key(name)))
        .findFirst()
        .orElseThrow(() -> unknown(name, quantities().stream().map(Quantity::name).toList()));
  }

  /**
   * The quantity or variable with this name, in any of its spellings.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Expr node(String name) {
    return scope
        .known(name)
        .map(Term::value)
        .orElseThrow(
            () ->
                sizes().numbers().containsKey(name)
                    ? new IllegalArgumentException(
                        name + " is a size: there is no derivative by it")
                    : unknown(
                        name, knownNames().stream().filter(n -> !scope.isInvented(n)).toList()));
  }

  private List<String> knownNames() {
    List<String> names = new ArrayList<>();
    variables().forEach(v -> names.add(v.op().name()));
    quantities().forEach(q -> names.add(q.name()));
    return names;
  }

  private static IllegalArgumentException unknown(String name, List<String> known) {
    String question = NearestWord.question(name, known);
    return new IllegalArgumentException(
        "nothing is called "
            + name
            + (question.isEmpty()
                ? "; there are " + String.join(", ", new TreeSet<>(known))
                : question));
  }

  /** Whether a quantity or a variable of the program is called so, in any spelling. */
  public boolean has(String name) {
    return knownNames().stream().anyMatch(known -> Names.key(known).equals(Names.key(name)));
  }

  /** What a node is called: the variable's or the first quantity's name; constants have none. */
  public Optional<String> name(Expr node) {
    return switch (node.op()) {
      case Variable variable -> Optional.of(variable.name());
      case Constant constant -> Optional.empty();
      default ->
          quantities().stream().filter(q -> q.value().equals(node)).map(Quantity::name).findFirst();
    };
  }

  /** How the text was understood where a reader may not expect it, in sentences. */
  public List<String> remarks() {
    return scope.remarks();
  }

  /** The named sizes. */
  public Sizes sizes() {
    return scope.sizes();
  }

  /** The derivative of the rectifier at 0 that was chosen. */
  public int reluAtZero() {
    return reluAtZero;
  }

  /** The values that were given, of the variables that have one. */
  public Map<Expr, Tensor> values() {
    return scope.values();
  }

  /**
   * This program and more lines, which may use its names and new ones; their last is the objective.
   *
   * @throws FormulaException if they mean nothing
   */
  public FormulaProgram extended(String lines) {
    FormulaText source = FormulaText.of(lines);
    Scope larger = scope.copy();
    new ProgramReader(source, larger, reluAtZero, Stars.MATRIX_PRODUCT)
        .read(StatementParser.program(source));
    return new FormulaProgram(
        larger, larger.quantities().getLast(), reluAtZero, () -> symbolic.get().extended(lines));
  }

  /**
   * A formula in the program's names.
   *
   * @throws FormulaException if it means nothing, or has a name that the program does not know
   */
  public Quantity read(String formula) {
    return read(formula, Map.of());
  }

  /**
   * A formula in the program's names and these; with {@code dJ_dz} among them, {@code dJ/dz} and
   * {@code ∂J/∂z} mean it, too.
   *
   * @throws FormulaException if it means nothing, or has a name that is not known
   */
  public Quantity read(String formula, Map<String, Expr> more) {
    return read(formula, more, Reading.PLAIN);
  }

  /**
   * An answer in the program's names and these, with the remarks about itself alone.
   *
   * @throws FormulaException if it means nothing, or has a name that is not known
   */
  public Quantity read(String formula, Map<String, Expr> more, Reading reading) {
    FormulaText source = FormulaText.of(formula);
    Syntax syntax = StatementParser.formula(source);
    Scope names = scope.closed(more);
    Elaborator elaborator = new Elaborator(source, names, reluAtZero, reading.stars());
    Set<String> free = elaborator.names().freeIndices(syntax, false);
    Set<String> all = elaborator.names().freeIndices(syntax, true);
    if (reading.shape().filter(shape -> shape.rank() == all.size()).isPresent()) {
      free = all;
    }
    boolean ordered = Set.copyOf(reading.indices()).equals(free);
    Term term =
        reading.shape().isPresent() && !free.isEmpty()
            ? elaborator
                .indexed()
                .elements(
                    syntax, ordered ? reading.indices() : List.copyOf(free), reading.shape().get())
            : elaborator.whole(syntax, reading.shape());
    return new Quantity(
        "", term.value(), term.row(), formula.strip(), syntax.place(), names.remarks());
  }
}
