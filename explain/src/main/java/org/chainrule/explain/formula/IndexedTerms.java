package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.chainrule.explain.formula.Syntax.Element;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Series;
import org.chainrule.explain.formula.Syntax.Summation;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Concatenate;

/**
 * Formulas with indices: sums, products, and what is told by its elements. Where an index picks
 * from whole axes and does nothing else, the formula is read once for all of them, so that {@code
 * Σ_j W_ij x_j} is a product; else it is written out.
 */
final class IndexedTerms {
  private static final int MOST_TERMS = 1_000;

  private final Elaborator elaborator;
  private final Algebra algebra;
  private final Scope scope;
  private final NameResolver names;
  private final Indices indices;
  private final IndexReader reader;

  IndexedTerms(Elaborator elaborator, Algebra algebra, IndexReader reader) {
    this.elaborator = elaborator;
    this.algebra = algebra;
    this.scope = reader.scope();
    this.names = elaborator.names();
    this.indices = reader.indices();
    this.reader = reader;
  }

  /** What is done while an index has a value. */
  <R> R with(String index, int value, Supplier<R> work) {
    return indices.with(index, value, work);
  }

  /** {@code sum(n = 1..3, body)} or {@code prod(n = 1..3, body)}. */
  Term series(Series node) {
    Set<String> before = Set.copyOf(scope.counted());
    int from = reader.wholeNumber(node.from(), "a bound");
    int to = reader.wholeNumber(node.to(), "a bound");
    if (!node.product() && from == 1) {
      Set<String> bounds = new TreeSet<>(scope.counted());
      scope.counted().retainAll(before);
      Optional<Term> sum = sum(node.index(), to, node.body(), () -> elaborator.term(node.body()));
      if (sum.isPresent()) {
        return sum.get();
      }
      scope.counted().addAll(bounds);
    }
    if ((long) to - from >= MOST_TERMS) {
      throw elaborator.error(node.place(), "more than " + MOST_TERMS + " terms");
    }
    Optional<Term> result = Optional.empty();
    for (int i = from; i <= to; i++) {
      Term next = with(node.index(), i, () -> elaborator.term(node.body()));
      result =
          Optional.of(
              result.isEmpty()
                  ? next
                  : node.product()
                      ? algebra.product(result.get(), next)
                      : algebra.placewise("+", result.get(), next, Expr::plus));
    }
    return result.orElseGet(() -> Term.of(Expr.constant(node.product() ? 1 : 0)));
  }

  /** {@code Σ x}, {@code Σ_k a_k}; the product if Σ is a name. */
  Term summation(Summation node) {
    if (names.isKnown(node.sign().base())) {
      return elaborator.term(elaborator.factors().times(node.sign(), node.body(), node.bare()));
    }
    if (node.indices().isEmpty()) {
      Term body = elaborator.term(node.body());
      if (!body.isKnown()) {
        throw elaborator.error(node.place(), "how much is summed is not known here");
      }
      return Term.of(body.value().sum());
    }
    return summation(node, 0);
  }

  private Term summation(Summation node, int depth) {
    if (depth == node.indices().size()) {
      return elaborator.term(node.body());
    }
    String index = node.indices().get(depth);
    int size =
        names
            .range(index, node.body())
            .orElseThrow(
                () ->
                    elaborator.error(
                        node.place(),
                        "what "
                            + index
                            + " runs over is not known; write bounds, as sum("
                            + index
                            + " = 1..3, …)"));
    Optional<Term> whole = sum(index, size, node.body(), () -> summation(node, depth + 1));
    if (whole.isPresent()) {
      return whole.get();
    }
    scope.count(size);
    Optional<Term> sum = Optional.empty();
    for (int i = 1; i <= size; i++) {
      Term next = with(index, i, () -> summation(node, depth + 1));
      sum = Optional.of(sum.isEmpty() ? next : algebra.placewise("+", sum.get(), next, Expr::plus));
    }
    return sum.orElseThrow();
  }

  /** The sum over an index that only picks from whole axes; empty if it does anything else. */
  private Optional<Term> sum(String index, int size, Syntax body, Supplier<Term> term) {
    List<Term> one = new ArrayList<>();
    return all(index, size, body, term, one)
        .map(
            all -> {
              LeadingSum sum =
                  new LeadingSum(
                      scope.quantities().stream().map(Quantity::value).toList(),
                      indices::isElement);
              return new Term(sum.of(all), one.getFirst().row());
            });
  }

  private Optional<Expr> all(
      String index, int size, Syntax body, Supplier<Term> term, List<Term> one) {
    if (indices.isRunning(index) || !with(index, 1, () -> picks(body, index, size))) {
      return Optional.empty();
    }
    return indices.running(
        index,
        () -> {
          Term value = term.get();
          one.add(value);
          return value.isKnown() ? value.value() : Expr.constant(0);
        });
  }

  /** Whether an index does nothing in a formula but pick from axes of this size. */
  private boolean picks(Syntax node, String index, int size) {
    return switch (node) {
      case Series series when series.index().equals(index) -> false;
      case Summation sum when sum.indices().contains(index) -> false;
      case Name name when elaborator.factors().split(name) ->
          elaborator.factors().of(name).stream().allMatch(factor -> picks(factor, index, size));
      case Name name when name.subscripts().isEmpty() -> !name.base().equals(index);
      case Name name -> {
        List<String> letters = IndexReader.letters(name.subscripts());
        yield !letters.contains(index)
            ? name.subscripts().stream().allMatch(s -> picks(s, index, size))
            : names.whole(name).filter(w -> isPicked(w, letters, index, size)).isPresent();
      }
      case Element element -> {
        List<String> letters = IndexReader.letters(element.indices());
        yield picks(element.operand(), index, size)
            && (!letters.contains(index)
                ? element.indices().stream().allMatch(s -> picks(s, index, size))
                : isPicked(elaborator.term(element.operand()), letters, index, size));
      }
      default -> node.children().stream().allMatch(child -> picks(child, index, size));
    };
  }

  private static boolean isPicked(Term whole, List<String> letters, String index, int size) {
    int axis = letters.indexOf(index);
    return whole.isKnown()
        && letters.size() <= whole.rank()
        && axis == letters.lastIndexOf(index)
        && letters.stream().allMatch(letter -> letter.matches("[a-z]|\\d+"))
        && whole.value().shape().size(axis) == size;
  }

  /** A value whose elements are these of a formula with free indices. */
  Term elements(Syntax node, List<String> free, Shape shape) {
    if (free.size() != shape.rank()) {
      throw elaborator.error(
          node.place(),
          String.format(
              Locale.ROOT,
              "the claim has the ind%s %s, and the answer %d ax%s",
              free.size() == 1 ? "ex" : "ices",
              String.join(", ", free),
              shape.rank(),
              shape.rank() == 1 ? "is" : "es"));
    }
    List<Expr> elements = new ArrayList<>();
    for (int i = 0; i < shape.elements(); i++) {
      elements.add(at(node, free, shape.index(i), 0).reshape(1));
    }
    return Term.of(Concatenate.of(0, elements).reshape(shape));
  }

  private Expr at(Syntax node, List<String> free, int[] index, int depth) {
    if (depth < index.length) {
      return with(free.get(depth), index[depth] + 1, () -> at(node, free, index, depth + 1));
    }
    return number(node).value();
  }

  private Term number(Syntax node) {
    Term element = elaborator.term(node);
    if (!element.isNumber()) {
      throw elaborator.error(
          node.place(), "with its indices this is " + algebra.shape(element) + ", no number");
    }
    return element;
  }

  /**
   * What a line like {@code z_i = Σ_j W_ij x_j + b_i} defines: z, by its elements. Empty if the
   * letters behind z mean something else.
   */
  Optional<Expr> defined(Name target, Syntax value) {
    List<String> letters = IndexReader.letters(target.subscripts());
    boolean free =
        !letters.isEmpty()
            && letters.stream().allMatch(l -> l.matches("[a-z]") && !names.isKnown(l))
            && Set.copyOf(letters).size() == letters.size()
            && letters.stream().allMatch(l -> names.range(l, value).isPresent());
    return free ? defined(letters, value) : Optional.empty();
  }

  private Optional<Expr> defined(List<String> letters, Syntax value) {
    if (letters.isEmpty()) {
      return Optional.of(number(value).value());
    }
    String index = letters.getFirst();
    int size = names.range(index, value).orElseThrow();
    List<Term> one = new ArrayList<>();
    return all(
        index,
        size,
        value,
        () ->
            defined(letters.subList(1, letters.size()), value)
                .map(Term::of)
                .orElseGet(() -> new Term(Expr.constant(0), false)),
        one);
  }
}
