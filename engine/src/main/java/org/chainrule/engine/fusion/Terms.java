package org.chainrule.engine.fusion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.kernel.Term;
import org.chainrule.engine.kernel.Term.Function;
import org.chainrule.engine.kernel.Term.Operator;
import org.chainrule.engine.kernel.Term.Relation;
import org.chainrule.graph.Arithmetic;

/**
 * The arithmetic whose numbers are terms of a nest: an op's value, computed with it once, writes
 * down what the nest computes. Equal terms are one.
 */
final class Terms implements Arithmetic<Integer> {
  private final List<Term> terms = new ArrayList<>();
  private final Map<Term, Integer> places = new HashMap<>();

  List<Term> list() {
    return List.copyOf(terms);
  }

  private int term(Term term) {
    return places.computeIfAbsent(
        term,
        t -> {
          terms.add(t);
          return terms.size() - 1;
        });
  }

  int load(int operand) {
    return term(new Term.Load(operand));
  }

  int total(Term.Reduction reduction, int x) {
    return term(new Term.Total(reduction, x));
  }

  private int apply(Function function, int x) {
    return term(new Term.Apply(function, x));
  }

  private int combine(Operator operator, int x, int y) {
    return term(new Term.Combine(operator, x, y));
  }

  @Override
  public Integer constant(double value) {
    return term(new Term.Fixed(value));
  }

  @Override
  public Integer add(Integer a, Integer b) {
    return combine(Operator.ADD, a, b);
  }

  @Override
  public Integer subtract(Integer a, Integer b) {
    return combine(Operator.SUBTRACT, a, b);
  }

  @Override
  public Integer multiply(Integer a, Integer b) {
    return combine(Operator.MULTIPLY, a, b);
  }

  @Override
  public Integer divide(Integer a, Integer b) {
    return combine(Operator.DIVIDE, a, b);
  }

  @Override
  public Integer negate(Integer a) {
    return apply(Function.NEGATE, a);
  }

  @Override
  public Integer absolute(Integer a) {
    return apply(Function.ABSOLUTE, a);
  }

  @Override
  public Integer sqrt(Integer a) {
    return apply(Function.SQRT, a);
  }

  @Override
  public Integer exp(Integer a) {
    return apply(Function.EXP, a);
  }

  @Override
  public Integer expm1(Integer a) {
    return apply(Function.EXPM1, a);
  }

  @Override
  public Integer log(Integer a) {
    return apply(Function.LOG, a);
  }

  @Override
  public Integer log1p(Integer a) {
    return apply(Function.LOG1P, a);
  }

  @Override
  public Integer sin(Integer a) {
    return apply(Function.SIN, a);
  }

  @Override
  public Integer cos(Integer a) {
    return apply(Function.COS, a);
  }

  @Override
  public Integer tanh(Integer a) {
    return apply(Function.TANH, a);
  }

  @Override
  public Integer atan(Integer a) {
    return apply(Function.ATAN, a);
  }

  @Override
  public Integer erf(Integer a) {
    return apply(Function.ERF, a);
  }

  @Override
  public Integer power(Integer a, double exponent) {
    return term(new Term.Raise(a, exponent));
  }

  @Override
  public Integer ifLess(Integer a, Integer b, Integer then, Integer otherwise) {
    return term(new Term.Choose(Relation.LESS, a, b, then, otherwise));
  }

  @Override
  public Integer ifEqual(Integer a, Integer b, Integer then, Integer otherwise) {
    return term(new Term.Choose(Relation.EQUAL, a, b, then, otherwise));
  }
}
