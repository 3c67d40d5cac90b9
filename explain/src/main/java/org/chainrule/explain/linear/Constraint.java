package org.chainrule.explain.linear;

import java.util.List;
import org.chainrule.explain.number.Rational;

/**
 * A linear relation {@code Σ aᵢ xᵢ ≤ c}, {@code < c} or {@code = c}.
 *
 * @param coefficients a
 * @param relation which of the three
 * @param bound c
 * @param text the relation in writing
 */
public record Constraint(
    List<Rational> coefficients, Relation relation, Rational bound, String text) {
  /** How both sides compare. */
  public enum Relation {
    /** ≤. */
    AT_MOST("≤"),
    /** &lt;. */
    LESS("<"),
    /** =. */
    EQUAL("=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    /** The sign. */
    public String sign() {
      return sign;
    }
  }

  public Constraint {
    coefficients = List.copyOf(coefficients);
  }

  /** Whether numbers satisfy this. */
  public boolean holds(List<Rational> x) {
    Rational sum = Rational.ZERO;
    for (int i = 0; i < coefficients.size(); i++) {
      sum = sum.plus(coefficients.get(i).times(x.get(i)));
    }
    int order = sum.compareTo(bound);
    return switch (relation) {
      case AT_MOST -> order <= 0;
      case LESS -> order < 0;
      case EQUAL -> order == 0;
    };
  }
}
