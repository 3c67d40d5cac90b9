package org.chainrule.graph.interpreter;

import org.chainrule.graph.Arithmetic;

/**
 * float64 numbers with {@link StrictMath}'s functions, so that every machine gets the same bits.
 */
public final class Float64Arithmetic implements Arithmetic<Double> {
  /** There is nothing to choose. */
  public Float64Arithmetic() {}

  @Override
  public Double constant(double value) {
    return value;
  }

  @Override
  public Double add(Double a, Double b) {
    return a + b;
  }

  @Override
  public Double subtract(Double a, Double b) {
    return a - b;
  }

  @Override
  public Double multiply(Double a, Double b) {
    return a * b;
  }

  @Override
  public Double divide(Double a, Double b) {
    return a / b;
  }

  @Override
  public Double negate(Double a) {
    return -a;
  }

  @Override
  public Double absolute(Double a) {
    return StrictMath.abs(a);
  }

  @Override
  public Double sqrt(Double a) {
    return StrictMath.sqrt(a);
  }

  @Override
  public Double exp(Double a) {
    return StrictMath.exp(a);
  }

  @Override
  public Double expm1(Double a) {
    return StrictMath.expm1(a);
  }

  @Override
  public Double log(Double a) {
    return StrictMath.log(a);
  }

  @Override
  public Double log1p(Double a) {
    return StrictMath.log1p(a);
  }

  @Override
  public Double sin(Double a) {
    return StrictMath.sin(a);
  }

  @Override
  public Double cos(Double a) {
    return StrictMath.cos(a);
  }

  @Override
  public Double tanh(Double a) {
    return StrictMath.tanh(a);
  }

  @Override
  public Double atan(Double a) {
    return StrictMath.atan(a);
  }

  @Override
  public Double erf(Double a) {
    return ErrorFunction.erf(a);
  }

  @Override
  public Double power(Double a, double exponent) {
    return StrictMath.pow(a, exponent);
  }

  @Override
  public Double ifLess(Double a, Double b, Double then, Double otherwise) {
    return a.doubleValue() < b.doubleValue() ? then : otherwise;
  }

  @Override
  public Double ifEqual(Double a, Double b, Double then, Double otherwise) {
    return a.doubleValue() == b.doubleValue() ? then : otherwise;
  }
}
