package org.chainrule.explain.linear;

import java.util.List;
import org.chainrule.explain.linear.Constraint.Relation;
import org.chainrule.explain.number.Rational;

/**
 * The proof that relations contradict each other: multiples of them that add up to 0 ≤ c with c
 * below 0, or to 0 &lt; 0 (the lemma of Farkas, for strict relations the theorem of Motzkin).
 *
 * @param terms the relations that are needed
 */
public record Certificate(List<Term> terms) {
  /**
   * A relation and what it is multiplied by.
   *
   * @param multiplier the factor; not negative unless the relation is an equality
   * @param constraint the relation
   */
  public record Term(Rational multiplier, Constraint constraint) {}

  /**
   * Checks the proof by adding up.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Certificate {
    terms = List.copyOf(terms);
    boolean proves = !terms.isEmpty() && allowed(terms) && cancels(terms) && contradicts(terms);
    if (!proves) {
      throw new IllegalArgumentException("these multiples do not contradict each other");
    }
  }

  private static boolean allowed(List<Term> terms) {
    return terms.stream()
        .allMatch(t -> t.constraint().relation() == Relation.EQUAL || t.multiplier().signum() >= 0);
  }

  private static boolean cancels(List<Term> terms) {
    int unknowns = terms.getFirst().constraint().coefficients().size();
    for (int i = 0; i < unknowns; i++) {
      Rational sum = Rational.ZERO;
      for (Term term : terms) {
        sum = sum.plus(term.multiplier().times(term.constraint().coefficients().get(i)));
      }
      if (sum.signum() != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean contradicts(List<Term> terms) {
    int sign = sum(terms).signum();
    return sign < 0 || (sign == 0 && isStrict(terms));
  }

  private static boolean isStrict(List<Term> terms) {
    return terms.stream()
        .anyMatch(t -> t.constraint().relation() == Relation.LESS && t.multiplier().signum() > 0);
  }

  private static Rational sum(List<Term> terms) {
    return terms.stream()
        .map(t -> t.multiplier().times(t.constraint().bound()))
        .reduce(Rational.ZERO, Rational::plus);
  }

  /** What the relations add up to, such as {@code 0 ≤ −2}. */
  public String contradiction() {
    return "0 " + (isStrict(terms) ? "<" : "≤") + " " + sum(terms).toString().replace("-", "−");
  }
}
