package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Power;

/**
 * One element of a Jacobian as a sum of products with Kronecker's δ, read off a graph that is
 * linear in its seeds: what the direction's elements are multiplied by.
 *
 * @param terms the summands
 * @param of the indices of the function
 * @param by the indices of the variable
 * @param taken what no index may be called
 */
record DeltaForm(List<Term> terms, List<String> of, List<String> by, Set<String> taken)
    implements JacobianForm {
  /** An element of a graph's value. */
  record Factor(Expr node, List<String> at) {
    /** What a product is divided by, if the factor is its reciprocal. */
    Optional<Factor> divisor() {
      return node.op() instanceof Power p && p.exponent() == -1
          ? Optional.of(new Factor(node.input(0), at))
          : Optional.empty();
    }
  }

  /**
   * A summand.
   *
   * @param times a whole number before it
   * @param factors what is multiplied
   * @param deltas pairs of indices that must be equal
   * @param sums the indices that are summed over, with how many there are
   */
  record Term(
      int times, List<Factor> factors, List<List<String>> deltas, Map<String, Integer> sums) {
    private boolean isLike(Term other) {
      return factors.size() == other.factors.size()
          && factors.containsAll(other.factors)
          && other.factors.containsAll(factors)
          && deltas.equals(other.deltas)
          && sums.equals(other.sums);
    }

    /** Without what is written before a sum. */
    private Term without(List<Factor> shared, Set<String> indices) {
      List<Factor> others = new ArrayList<>(factors);
      shared.forEach(others::remove);
      Map<String, Integer> open = new HashMap<>(sums);
      open.keySet().removeAll(indices);
      return new Term(times, others, deltas, open);
    }
  }

  /**
   * The form of ∂y/∂x.
   *
   * @param row the pull-back of a direction: of the variable's shape, linear in the seeds
   * @param rank how many axes y has
   * @param taken what no index may be called
   */
  static Optional<DeltaForm> of(Expr row, int rank, Seeds seeds, Set<String> taken) {
    IndexWriter.Letters letters = new IndexWriter.Letters(taken);
    List<String> of = letters.next(rank);
    List<String> by = letters.next(row.shape().rank());
    return new DeltaReader(seeds, of, letters)
        .terms(row, by)
        .map(terms -> new DeltaForm(collected(terms), of, by, taken));
  }

  private static List<Term> collected(List<Term> terms) {
    List<Term> collected = new ArrayList<>();
    for (Term term : terms) {
      Optional<Term> like = collected.stream().filter(term::isLike).findFirst();
      int times = term.times + like.map(Term::times).orElse(0);
      Term sum = new Term(times, term.factors, term.deltas, term.sums);
      like.ifPresentOrElse(
          old -> collected.set(collected.indexOf(old), sum), () -> collected.add(sum));
    }
    collected.removeIf(term -> term.times == 0);
    return collected;
  }

  @Override
  public <F> F write(Notation<F> notation, Writer<F> whole) {
    Set<String> used = new HashSet<>(taken);
    used.addAll(of);
    used.addAll(by);
    terms.forEach(term -> used.addAll(term.sums.keySet()));
    IndexWriter<F> elements = new IndexWriter<>(notation, whole, new IndexWriter.Letters(used));
    return new Sum<>(notation, elements).of(terms);
  }

  /** Writes sums of products. */
  private record Sum<F>(Notation<F> notation, IndexWriter<F> elements) {
    F of(List<Term> terms) {
      if (terms.size() < 2) {
        return terms.isEmpty() ? notation.number(0) : signed(terms.getFirst());
      }
      List<List<String>> deltas = terms.getFirst().deltas;
      if (!deltas.isEmpty() && terms.stream().allMatch(term -> term.deltas.equals(deltas))) {
        F sum =
            of(terms.stream().map(t -> new Term(t.times, t.factors, List.of(), t.sums)).toList());
        return notation.scaled(sum, ones(deltas).orElseThrow());
      }
      List<Factor> shared = new ArrayList<>(terms.getFirst().factors);
      terms.forEach(term -> retain(shared, term.factors));
      Map<String, Integer> over = new HashMap<>(terms.getFirst().sums);
      terms.forEach(term -> over.keySet().retainAll(term.sums.keySet()));
      List<Factor> inside =
          shared.stream().filter(f -> f.at.stream().anyMatch(over::containsKey)).toList();
      shared.removeAll(inside);
      Set<String> indices = inside.isEmpty() ? Set.of() : over.keySet();
      List<Term> rest =
          terms.stream().map(t -> t.without(shared, Set.of()).without(inside, indices)).toList();
      F sum = null;
      for (Term term : rest) {
        F product = product(term);
        sum =
            sum == null
                ? signed(term)
                : term.times < 0 ? notation.difference(sum, product) : notation.sum(sum, product);
      }
      F whole = Objects.requireNonNull(sum);
      if (!inside.isEmpty()) {
        whole = notation.summation(text(indices), multiplied(inside, Optional.of(whole)));
      }
      return shared.isEmpty() ? whole : multiplied(shared, Optional.of(whole));
    }

    /** Leaves each factor as often as the others have it, too. */
    private static void retain(List<Factor> factors, List<Factor> others) {
      List<Factor> left = new ArrayList<>(others);
      factors.removeIf(factor -> !left.remove(factor));
    }

    private F signed(Term term) {
      return term.times < 0 ? notation.negative(product(term)) : product(term);
    }

    /** A summand without its sign. */
    private F product(Term term) {
      List<Factor> factors = new ArrayList<>(term.factors);
      if (Math.abs(term.times) != 1) {
        factors.addFirst(new Factor(Expr.constant(Math.abs(term.times)), List.of()));
      }
      F product = multiplied(factors, ones(term.deltas));
      return term.sums.isEmpty() ? product : notation.summation(text(term.sums.keySet()), product);
    }

    /** Kronecker's δ of all pairs of indices. */
    private Optional<F> ones(List<List<String>> deltas) {
      return deltas.stream()
          .map(delta -> notation.indexed(notation.name("δ"), String.join("", delta)))
          .reduce(notation::scaled);
    }

    private F multiplied(List<Factor> factors, Optional<F> last) {
      F above = null;
      F below = null;
      for (Factor factor : factors) {
        Optional<Factor> divisor = factor.divisor();
        Factor shown = divisor.orElse(factor);
        F written = elements.write(shown.node, shown.at);
        if (divisor.isPresent()) {
          below = below == null ? written : notation.scaled(below, written);
        } else {
          above = above == null ? written : notation.scaled(above, written);
        }
      }
      if (below != null) {
        above = notation.quotient(above == null ? notation.number(1) : above, below);
      }
      F before = above;
      return last.map(l -> before == null ? l : notation.scaled(before, l))
          .orElseGet(() -> before == null ? notation.number(1) : before);
    }

    private static String text(Set<String> indices) {
      return String.join("", indices.stream().sorted().toList());
    }
  }

  @Override
  public boolean equals(Tensor expected, Map<Expr, Tensor> values) {
    Map<Expr, Tensor> factors = new HashMap<>();
    for (Term term : terms) {
      for (Factor factor : term.factors) {
        factors.computeIfAbsent(factor.node, node -> Interpreter.evaluate(node, values));
      }
    }
    for (int i = 0; i < expected.shape().elements(); i++) {
      double actual = evaluate(expected.shape().index(i), factors);
      if (!JacobianForm.equal(actual, expected.at(i), Math.abs(actual))) {
        return false;
      }
    }
    return true;
  }

  /** The element with these indices, where factors have these values. */
  private double evaluate(int[] element, Map<Expr, Tensor> values) {
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < element.length; i++) {
      indices.put(i < of.size() ? of.get(i) : by.get(i - of.size()), element[i]);
    }
    double sum = 0;
    for (Term term : terms) {
      sum += term.times * evaluate(term, new ArrayList<>(term.sums.keySet()), indices, values);
    }
    return sum;
  }

  private static double evaluate(
      Term term, List<String> open, Map<String, Integer> indices, Map<Expr, Tensor> values) {
    if (!open.isEmpty()) {
      List<String> rest = open.subList(1, open.size());
      double sum = 0;
      for (int i = 0; i < term.sums.getOrDefault(open.getFirst(), 0); i++) {
        indices.put(open.getFirst(), i);
        sum += evaluate(term, rest, indices, values);
      }
      return sum;
    }
    double product = 1;
    for (List<String> delta : term.deltas) {
      product *= Objects.equals(indices.get(delta.get(0)), indices.get(delta.get(1))) ? 1 : 0;
    }
    for (Factor factor : term.factors) {
      Tensor value = Objects.requireNonNull(values.get(factor.node));
      int[] at =
          factor.at.stream().mapToInt(i -> i.isEmpty() ? 0 : indices.getOrDefault(i, 0)).toArray();
      product *= value.at(value.shape().position(at));
    }
    return product;
  }
}
