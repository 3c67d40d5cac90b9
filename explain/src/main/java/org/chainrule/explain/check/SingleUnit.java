package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.explain.linear.Constraint;
import org.chainrule.explain.linear.Constraint.Relation;
import org.chainrule.explain.linear.LinearSystem;
import org.chainrule.explain.number.Rational;

/**
 * Whether one unit {@code relu(w₁x₁ + … + b)} can have the values of a truth table: those above
 * zero give equations {@code w·x + b = y}, those at zero inequalities {@code w·x + b ≤ 0}, and
 * either some weights satisfy them or multiples of them add up to a contradiction.
 */
public final class SingleUnit {
  private SingleUnit() {}

  /**
   * Weights w₁ … wₙ, b that fit the table, or the proof that there are none.
   *
   * @throws IllegalArgumentException if an output is negative, which no such unit has
   */
  public static LinearSystem.Outcome fit(TruthTable table) {
    return LinearSystem.solve(table.rows().stream().map(SingleUnit::constraint).toList());
  }

  private static Constraint constraint(TruthTable.Row row) {
    if (row.output().signum() < 0) {
      throw new IllegalArgumentException("row " + row + ": relu is never below 0");
    }
    List<Rational> coefficients = new ArrayList<>(row.inputs());
    coefficients.add(Rational.ONE);
    Relation relation = row.output().signum() > 0 ? Relation.EQUAL : Relation.AT_MOST;
    return new Constraint(
        coefficients,
        relation,
        row.output(),
        text(row) + " " + relation.sign() + " " + row.output());
  }

  private static String text(TruthTable.Row row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.inputs().size(); i++) {
      Rational x = row.inputs().get(i);
      if (x.signum() != 0) {
        text.append(text.isEmpty() ? (x.signum() < 0 ? "−" : "") : x.signum() < 0 ? " − " : " + ");
        text.append(x.magnitude().equals(Rational.ONE) ? "" : x.magnitude() + " ");
        text.append("w").append(i + 1);
      }
    }
    return text.append(text.isEmpty() ? "b" : " + b").toString();
  }
}
