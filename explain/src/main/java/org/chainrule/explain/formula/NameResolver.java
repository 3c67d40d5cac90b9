package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.chainrule.explain.formula.Syntax.Literal;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.graph.Expr;

/** Says what a name with its subscripts stands for. */
final class NameResolver {
  private final FormulaText source;
  private final Scope scope;
  private final Indices indices;
  private final IndexReader reader;

  NameResolver(IndexReader reader) {
    this.source = reader.source();
    this.scope = reader.scope();
    this.indices = reader.indices();
    this.reader = reader;
  }

  private FormulaException error(Place place, String problem) {
    return new FormulaException(source, place, problem);
  }

  Term resolve(Name name) {
    String written = reader.written(name);
    Term found =
        known(name, written)
            .or(() -> constant(name, written))
            .orElseGet(
                () -> {
                  if (!scope.isOpen()) {
                    throw error(name.place(), unknown(name, written));
                  }
                  requireNoElement(name);
                  return scope.fresh(written, name.base(), !name.subscripts().isEmpty());
                });
    scope.used(written, name.place());
    return found;
  }

  /** {@code W_ij} is no new name where W is a matrix, but an element whose place is not told. */
  private void requireNoElement(Name name) {
    List<String> letters = IndexReader.letters(name.subscripts());
    List<Syntax> subscripts = reader.separated(name.subscripts());
    boolean computed =
        subscripts.stream().anyMatch(s -> !(s instanceof Name) && !(s instanceof Literal));
    Optional<String> index =
        subscripts.stream()
            .flatMap(NameResolver::lettersWithin)
            .filter(l -> l.matches(computed ? "[a-z]" : "[i-np-t]") && !reader.isIndex(l))
            .findFirst();
    boolean element =
        whole(name).filter(term -> term.rank() == letters.size()).isPresent()
            && (computed || letters.stream().allMatch(l -> l.matches("[a-z]|\\d{1,3}")));
    if (element && index.isPresent()) {
      throw error(name.place(), noElement(name.base(), index.get(), computed));
    }
  }

  private String noElement(String whole, String index, boolean computed) {
    String open =
        computed && scope.size(index).isPresent()
            ? "which one depends on the size " + index
            : String.format(
                Locale.ROOT,
                "%1$s stands for no number; sum over it, as in Σ_%1$s …, or define elements, as in"
                    + " y_%1$s = … for %1$s = 1..4",
                index);
    return String.format(Locale.ROOT, "this is an element of %s, but %s", whole, open);
  }

  private static Stream<String> lettersWithin(Syntax subscript) {
    return subscript instanceof Name name
        ? IndexReader.letters(List.of(name)).stream()
        : subscript.children().stream().flatMap(NameResolver::lettersWithin);
  }

  private Optional<Term> known(Name name, String written) {
    Optional<Term> running = runningElement(name);
    Optional<Term> exact = running.isPresent() ? running : scope.known(written);
    if (exact.isPresent() || name.subscripts().isEmpty()) {
      return exact;
    }
    Set<String> before = Set.copyOf(scope.counted());
    String counted = reader.counted(name);
    if (scope.isDefined(counted)) {
      return scope.known(counted);
    }
    scope.counted().retainAll(before);
    return scope.hasPattern(name.base()) ? Optional.empty() : element(name);
  }

  /** The element that a name with an index that runs over an axis stands for. */
  private Optional<Term> runningElement(Name name) {
    return whole(name).flatMap(term -> runningElement(term, reader.separated(name.subscripts())));
  }

  /** The element with these subscripts, if an index among them runs over an axis. */
  Optional<Term> runningElement(Term whole, List<Syntax> subscripts) {
    return indices.element(whole.value(), subscripts, reader::whole).map(Term::of);
  }

  /** What a name with subscripts is an element of, if it is not a name of its own. */
  Optional<Term> whole(Name name) {
    String plain =
        Names.written(name.base(), name.subscripts().stream().map(Printer::print).toList());
    return name.subscripts().isEmpty() || scope.has(plain) || !scope.has(name.base())
        ? Optional.empty()
        : scope.known(name.base()).filter(term -> !term.isNumber());
  }

  /** {@code x_2} is an element where x is a vector; {@code W_{12}} one of a matrix. */
  private Optional<Term> element(Name name) {
    Optional<Term> whole = scope.known(name.base()).filter(term -> !term.isNumber());
    List<Integer> positions = new ArrayList<>();
    List<Syntax> subscripts = reader.separated(name.subscripts());
    for (Syntax subscript : subscripts) {
      reader.whole(subscript).ifPresent(positions::add);
    }
    if (whole.isEmpty() || positions.size() < subscripts.size()) {
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
      return kronecker(name);
    }
    if (written.equals("I") && (!scope.isOpen() || scope.hasMatrices())) {
      return Optional.of(new Term(Expr.constant(1), false, Extent.IDENTITY));
    }
    if (reader.isIndex(written)) {
      return Optional.of(Term.of(Expr.constant(indices.value(written))));
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

  /** {@code δ_ij}: 1 where i = j, else 0. */
  private Optional<Term> kronecker(Name name) {
    List<Syntax> subscripts = reader.separated(name.subscripts());
    if (!isDelta(name) || subscripts.size() != 2) {
      return Optional.empty();
    }
    return reader
        .whole(subscripts.get(0))
        .flatMap(
            i ->
                reader
                    .whole(subscripts.get(1))
                    .map(j -> Term.of(Expr.constant(i.equals(j) ? 1 : 0))));
  }

  private static boolean isDelta(Name name) {
    return Names.key(name.base()).equals("δ");
  }

  /** Whether a name stands for something by itself. */
  boolean hasMeaning(Name name) {
    String written = reader.written(name);
    boolean element = !name.subscripts().isEmpty() && scope.has(name.base());
    boolean kind = !name.subscripts().isEmpty() && scope.hasPattern(name.base());
    boolean number =
        name.subscripts().isEmpty() && (reader.isIndex(written) || scope.size(written).isPresent());
    return scope.has(written) || element || kind || number || isLetter(name);
  }

  /** Euler's number and π, and I where it is the identity. */
  private boolean isLetter(Name name) {
    boolean identity = name.base().equals("I") && (!scope.isOpen() || scope.hasMatrices());
    return name.subscripts().isEmpty() && (List.of("e", "π").contains(name.base()) || identity);
  }

  /** What an index runs over in a formula: the size of the axis that it picks from. */
  Optional<Integer> range(String index, Syntax formula) {
    if (formula instanceof Name name) {
      List<String> letters = IndexReader.letters(name.subscripts());
      int axis = letters.indexOf(index);
      Optional<Term> whole = scope.has(name.base()) ? scope.known(name.base()) : Optional.empty();
      if (axis >= 0 && whole.filter(w -> w.rank() >= letters.size()).isPresent()) {
        return whole.map(w -> w.value().shape().size(axis));
      }
    }
    return formula.children().stream().flatMap(c -> range(index, c).stream()).findFirst();
  }

  /**
   * The letters that stand for any index: those of elements of what has no name of its own.
   *
   * @param sizes whether letters that are also sizes are meant as indices
   */
  SortedSet<String> freeIndices(Syntax formula, boolean sizes) {
    SortedSet<String> free = new TreeSet<>();
    addFree(formula, Set.of(), free);
    free.removeIf(letter -> isKnown(letter) && !(sizes && scope.size(letter).isPresent()));
    return free;
  }

  private void addFree(Syntax node, Set<String> bound, Set<String> free) {
    Set<String> inner = new HashSet<>(bound);
    switch (node) {
      case Syntax.Series series -> inner.add(series.index());
      case Syntax.Summation sum -> inner.addAll(sum.indices());
      case Name name -> addLetters(IndexReader.letters(name.subscripts()), name, bound, free);
      case Syntax.Element element ->
          addLetters(IndexReader.letters(element.indices()), node, bound, free);
      default -> {}
    }
    boolean name = node instanceof Name;
    boolean element = node instanceof Syntax.Element;
    List<Syntax> children =
        name ? List.of() : element ? node.children().subList(0, 1) : node.children();
    children.forEach(child -> addFree(child, inner, free));
  }

  private void addLetters(List<String> letters, Syntax of, Set<String> bound, Set<String> free) {
    boolean plain =
        !letters.isEmpty()
            && letters.stream().allMatch(l -> l.matches("[a-z]") || l.matches("\\d{1,3}"));
    boolean elements =
        !(of instanceof Name name)
            || (!scope.has(reader.written(name))
                && ((isDelta(name) && letters.size() == 2)
                    || (scope.has(name.base())
                        && scope
                            .known(name.base())
                            .filter(whole -> whole.rank() == letters.size())
                            .isPresent())));
    if (plain && elements) {
      letters.stream().filter(l -> l.matches("[a-z]") && !bound.contains(l)).forEach(free::add);
    }
  }

  boolean isKnown(String name) {
    return reader.isIndex(name)
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
    String first = reader.written(a).replaceFirst("^∂", "d");
    String second = reader.written(b).replaceFirst("^∂", "d");
    return first.startsWith("d") && second.startsWith("d")
        ? scope.known(first + "_" + second)
        : Optional.empty();
  }

  /** A name before a parenthesis is a factor if it is known or looks like a variable's. */
  void requireFactor(Name name) {
    String written = reader.written(name);
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
    String written = reader.written(name);
    if (written.length() > 2
        && !isKnown(written)
        && known(name, written).isEmpty()
        && (KnownFunctions.isInverseTrigonometric(written)
            || NearestWord.of(written, KnownFunctions.names()).isPresent())) {
      throw error(name.place(), unknownFunction(written));
    }
  }

  private String unknownFunction(String written) {
    if (KnownFunctions.isInverseTrigonometric(written)) {
      return written + " is not known here; there are arcsin, arccos and arctan of one number";
    }
    String question = NearestWord.question(written, KnownFunctions.names());
    return "there is no function "
        + written
        + question
        + (question.isEmpty() ? "; for" : " For")
        + " a product write "
        + written
        + "*(…)";
  }

  private String unknown(Name name, String written) {
    String question = NearestWord.question(written, scope.names());
    String known = "; there are " + String.join(", ", new TreeSet<>(scope.names()));
    return "nothing is called "
        + written
        + (question.isEmpty()
            ? new WordSplitter(this::hasMeaning)
                .nearly(name)
                .map(product -> ", and the product " + product + ", which is unknown" + known)
                .orElse(known)
            : question);
  }
}
