package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.vector.Mapping.Binary;
import org.chainrule.engine.vector.Mapping.Relation;
import org.chainrule.engine.vector.Mapping.Unary;
import org.chainrule.graph.Arithmetic;

/**
 * The arithmetic whose numbers are formulas: an op's value, computed with it once, writes down the
 * program that computes it. The same formula on the same operands is the same number.
 */
final class Tracer<A> implements Arithmetic<Integer> {

  /** How a number is found; operands are the numbers of earlier formulas. */
  sealed interface Formula<A> {
    /** The same number everywhere. */
    record Fixed<A>(double number) implements Formula<A> {}

    /** A node's value in memory. */
    record Read<A>(View<A> view, Repeat repeat) implements Formula<A> {}

    /** A function of one number. */
    record Apply<A>(Unary function, int x) implements Formula<A> {}

    /** A function of two numbers. */
    record Combine<A>(Binary function, int x, int y) implements Formula<A> {}

    /** A fixed power. */
    record Raise<A>(int x, double exponent) implements Formula<A> {}

    /** One of two numbers. */
    record Choose<A>(Relation relation, int x, int y, int then, int otherwise)
        implements Formula<A> {}

    /** The formulas that it uses. */
    default List<Integer> operands() {
      return switch (this) {
        case Fixed<A> _, Read<A> _ -> List.of();
        case Apply<A> f -> List.of(f.x);
        case Combine<A> f -> List.of(f.x, f.y);
        case Raise<A> f -> List.of(f.x);
        case Choose<A> f -> List.of(f.x, f.y, f.then, f.otherwise);
      };
    }
  }

  private final List<Formula<A>> formulas = new ArrayList<>();
  private final Map<Formula<A>, Integer> known = new HashMap<>();

  /** The formulas in an order in which they can be computed. */
  List<Formula<A>> formulas() {
    return formulas;
  }

  /** The number that is read from memory. */
  int read(View<A> view, Repeat repeat) {
    return number(new Formula.Read<>(view, repeat));
  }

  private int number(Formula<A> formula) {
    return known.computeIfAbsent(
        formula,
        f -> {
          formulas.add(f);
          return formulas.size() - 1;
        });
  }

  private int apply(Unary function, Integer x) {
    return number(new Formula.Apply<>(function, x));
  }

  private int combine(Binary function, Integer x, Integer y) {
    return number(new Formula.Combine<>(function, x, y));
  }

  @Override
  public Integer constant(double value) {
    return number(new Formula.Fixed<>(value));
  }

  @Override
  public Integer add(Integer a, Integer b) {
    return combine(Binary.ADD, a, b);
  }

  @Override
  public Integer subtract(Integer a, Integer b) {
    return combine(Binary.SUBTRACT, a, b);
  }

  @Override
  public Integer multiply(Integer a, Integer b) {
    return combine(Binary.MULTIPLY, a, b);
  }

  @Override
  public Integer divide(Integer a, Integer b) {
    return combine(Binary.DIVIDE, a, b);
  }

  @Override
  public Integer negate(Integer a) {
    return apply(Unary.NEGATE, a);
  }

  @Override
  public Integer absolute(Integer a) {
    return apply(Unary.ABSOLUTE, a);
  }

  @Override
  public Integer sqrt(Integer a) {
    return apply(Unary.SQRT, a);
  }

  @Override
  public Integer exp(Integer a) {
    return apply(Unary.EXP, a);
  }

  @Override
  public Integer expm1(Integer a) {
    return apply(Unary.EXPM1, a);
  }

  @Override
  public Integer log(Integer a) {
    return apply(Unary.LOG, a);
  }

  @Override
  public Integer log1p(Integer a) {
    return apply(Unary.LOG1P, a);
  }

  @Override
  public Integer sin(Integer a) {
    return apply(Unary.SIN, a);
  }

  @Override
  public Integer cos(Integer a) {
    return apply(Unary.COS, a);
  }

  @Override
  public Integer tanh(Integer a) {
    return apply(Unary.TANH, a);
  }

  @Override
  public Integer erf(Integer a) {
    return apply(Unary.ERF, a);
  }

  @Override
  public Integer power(Integer a, double exponent) {
    return number(new Formula.Raise<>(a, exponent));
  }

  @Override
  public Integer ifLess(Integer a, Integer b, Integer then, Integer otherwise) {
    return number(new Formula.Choose<>(Relation.LESS, a, b, then, otherwise));
  }

  @Override
  public Integer ifEqual(Integer a, Integer b, Integer then, Integer otherwise) {
    return number(new Formula.Choose<>(Relation.EQUAL, a, b, then, otherwise));
  }
}
