package org.chainrule.explain.linear;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.linear.Certificate.Term;
import org.chainrule.explain.linear.Constraint.Relation;
import org.chainrule.explain.number.Rational;

/** Solves linear relations in exact numbers, or proves that they have no solution. */
public final class LinearSystem {
  private static final Rational MINUS_ONE = Rational.of(-1);
  private static final int SMALLEST_MARGIN_BITS = 20;

  private LinearSystem() {}

  /** What is found. */
  public sealed interface Outcome {
    /**
     * The relations hold for these numbers.
     *
     * @param values one for each unknown
     */
    record Solution(List<Rational> values) implements Outcome {}

    /**
     * They contradict each other.
     *
     * @param certificate the proof
     */
    record Contradiction(Certificate certificate) implements Outcome {}
  }

  /** A solution or a contradiction; there is always exactly one of the two. */
  public static Outcome solve(List<Constraint> constraints) {
    Optional<Certificate> certificate = certificate(constraints);
    if (certificate.isPresent()) {
      return new Outcome.Contradiction(certificate.get());
    }
    for (int bits = 0; bits <= SMALLEST_MARGIN_BITS; bits++) {
      Optional<List<Rational>> values = values(constraints, Rational.of(1, 1L << bits));
      if (values.isPresent()) {
        return new Outcome.Solution(values.get());
      }
    }
    throw new ArithmeticException("the margins of strict relations are too small");
  }

  /**
   * Multipliers y with {@code Σ yᵢ aᵢ = 0}, {@code Σ yᵢ cᵢ + s = 0}, {@code s + Σ y of strict ones
   * = 1}, s and all y of inequalities not negative.
   */
  private static Optional<Certificate> certificate(List<Constraint> constraints) {
    int unknowns = constraints.getFirst().coefficients().size();
    List<List<Rational>> columns = new ArrayList<>();
    List<Term> units = new ArrayList<>();
    for (Constraint constraint : constraints) {
      List<Rational> column = new ArrayList<>(constraint.coefficients());
      column.add(constraint.bound());
      column.add(constraint.relation() == Relation.LESS ? Rational.ONE : Rational.ZERO);
      columns.add(column);
      units.add(new Term(Rational.ONE, constraint));
      if (constraint.relation() == Relation.EQUAL) {
        columns.add(column.stream().map(Rational::negate).toList());
        units.add(new Term(MINUS_ONE, constraint));
      }
    }
    List<Rational> slack = zeros(unknowns);
    slack.add(Rational.ONE);
    slack.add(Rational.ONE);
    columns.add(slack);
    List<Rational> wanted = zeros(unknowns + 1);
    wanted.add(Rational.ONE);
    return Simplex.solve(columns, wanted)
        .map(
            y -> {
              List<Term> terms = new ArrayList<>();
              for (int i = 0; i < units.size(); i++) {
                if (y.get(i).signum() != 0) {
                  Term unit = units.get(i);
                  terms.add(new Term(unit.multiplier().times(y.get(i)), unit.constraint()));
                }
              }
              return new Certificate(whole(terms));
            });
  }

  /** The same proof with whole multipliers. */
  private static List<Term> whole(List<Term> terms) {
    java.math.BigInteger scale = java.math.BigInteger.ONE;
    for (Term term : terms) {
      java.math.BigInteger d = term.multiplier().denominator();
      scale = scale.multiply(d).divide(scale.gcd(d));
    }
    Rational factor = Rational.of(scale);
    return terms.stream().map(t -> new Term(t.multiplier().times(factor), t.constraint())).toList();
  }

  private static List<Rational> zeros(int count) {
    return new ArrayList<>(Collections.nCopies(count, Rational.ZERO));
  }

  /** Unknowns as differences of numbers above zero; strict relations with a margin. */
  private static Optional<List<Rational>> values(List<Constraint> constraints, Rational margin) {
    int unknowns = constraints.getFirst().coefficients().size();
    List<List<Rational>> columns = new ArrayList<>();
    for (int sign : new int[] {1, -1}) {
      for (int i = 0; i < unknowns; i++) {
        int unknown = i;
        columns.add(
            constraints.stream()
                .map(c -> c.coefficients().get(unknown).times(Rational.of(sign)))
                .toList());
      }
    }
    List<Rational> wanted = new ArrayList<>();
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      boolean strict = constraint.relation() == Relation.LESS;
      wanted.add(strict ? constraint.bound().minus(margin) : constraint.bound());
      if (constraint.relation() != Relation.EQUAL) {
        List<Rational> slack = zeros(constraints.size());
        slack.set(i, Rational.ONE);
        columns.add(slack);
      }
    }
    return Simplex.solve(columns, wanted)
        .map(
            x -> {
              List<Rational> values = new ArrayList<>();
              for (int i = 0; i < unknowns; i++) {
                values.add(x.get(i).minus(x.get(unknowns + i)));
              }
              return values;
            });
  }
}
