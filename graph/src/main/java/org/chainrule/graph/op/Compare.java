package org.chainrule.graph.op;

import java.util.Optional;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/**
 * A relation as a number: 1 where it holds, else 0, also where an operand is NaN; its derivative is
 * 0.
 *
 * @param relation what is asked of a and b
 */
public record Compare(Compare.Relation relation) implements Binary {
  /** What can be asked of two numbers. */
  public enum Relation {
    /** a &lt; b. */
    LESS("<"),
    /** a ≤ b. */
    LESS_OR_EQUAL("≤"),
    /** a = b. */
    EQUAL("=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }
  }

  @Override
  public <T> T value(Arithmetic<T> m, T a, T b) {
    T one = m.constant(1);
    T zero = m.constant(0);
    return switch (relation) {
      case LESS -> m.ifLess(a, b, one, zero);
      case LESS_OR_EQUAL -> m.ifLess(a, b, one, m.ifEqual(a, b, one, zero));
      case EQUAL -> m.ifEqual(a, b, one, zero);
    };
  }

  @Override
  public Optional<Expr> partial(Expr node, int input) {
    return Optional.empty();
  }

  @Override
  public <F> F notation(Notation<F> notation, F a, F b) {
    return notation.relation(relation.sign, a, b);
  }
}
