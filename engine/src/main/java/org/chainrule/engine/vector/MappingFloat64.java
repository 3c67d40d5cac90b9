package org.chainrule.engine.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.graph.interpreter.ErrorFunction;

/** {@link Mapping} over IEEE 754 binary64 numbers. */
final class MappingFloat64 implements Mapping<double[]> {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void unary(Unary f, double[] x, int xo, double[] z, int zo, int n) {
    switch (f) {
      case NEGATE -> negate(x, xo, z, zo, n);
      case ABSOLUTE -> absolute(x, xo, z, zo, n);
      case SQRT -> sqrt(x, xo, z, zo, n);
      case EXP -> exp(x, xo, z, zo, n);
      case EXPM1 -> expm1(x, xo, z, zo, n);
      case LOG -> log(x, xo, z, zo, n);
      case LOG1P -> log1p(x, xo, z, zo, n);
      case SIN -> sin(x, xo, z, zo, n);
      case COS -> cos(x, xo, z, zo, n);
      case TANH -> tanh(x, xo, z, zo, n);
      case ERF -> erf(x, xo, z, zo, n);
    }
  }

  @Override
  public void binary(Binary f, double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    switch (f) {
      case ADD -> add(x, xo, y, yo, z, zo, n);
      case SUBTRACT -> subtract(x, xo, y, yo, z, zo, n);
      case MULTIPLY -> multiply(x, xo, y, yo, z, zo, n);
      case DIVIDE -> divide(x, xo, y, yo, z, zo, n);
      case MAXIMUM -> maximum(x, xo, y, yo, z, zo, n);
    }
  }

  private static void add(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).add(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  private static void subtract(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).sub(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  private static void multiply(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).mul(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  private static void divide(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).div(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }

  private static void maximum(double[] x, int xo, double[] y, int yo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).max(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i], y[yo + i]);
    }
  }

  private static void negate(double[] x, int xo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).neg().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = -x[xo + i];
    }
  }

  private static void absolute(double[] x, int xo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).abs().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.abs(x[xo + i]);
    }
  }

  private static void sqrt(double[] x, int xo, double[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).sqrt().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.sqrt(x[xo + i]);
    }
  }

  private static void exp(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = StrictMath.exp(x[xo + i]);
    }
  }

  private static void expm1(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = StrictMath.expm1(x[xo + i]);
    }
  }

  private static void log(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = StrictMath.log(x[xo + i]);
    }
  }

  private static void log1p(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = StrictMath.log1p(x[xo + i]);
    }
  }

  private static void sin(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = StrictMath.sin(x[xo + i]);
    }
  }

  private static void cos(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = StrictMath.cos(x[xo + i]);
    }
  }

  private static void tanh(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = StrictMath.tanh(x[xo + i]);
    }
  }

  private static void erf(double[] x, int xo, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = ErrorFunction.erf(x[xo + i]);
    }
  }

  @Override
  public void power(double[] x, int xo, double exponent, double[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = StrictMath.pow(x[xo + i], exponent);
    }
  }

  @Override
  public void choose(
      Relation relation,
      double[] x,
      int xo,
      double[] y,
      int yo,
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] z,
      int zo,
      int n) {
    switch (relation) {
      case LESS -> ifLess(x, xo, y, yo, a, ao, b, bo, z, zo, n);
      case EQUAL -> ifEqual(x, xo, y, yo, a, ao, b, bo, z, zo, n);
    }
  }

  private static void ifLess(
      double[] x,
      int xo,
      double[] y,
      int yo,
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] z,
      int zo,
      int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMask<Double> holds = load(x, xo + i).compare(LT, load(y, yo + i));
      load(b, bo + i).blend(load(a, ao + i), holds).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] < y[yo + i] ? a[ao + i] : b[bo + i];
    }
  }

  private static void ifEqual(
      double[] x,
      int xo,
      double[] y,
      int yo,
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] z,
      int zo,
      int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMask<Double> holds = load(x, xo + i).compare(EQ, load(y, yo + i));
      load(b, bo + i).blend(load(a, ao + i), holds).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] == y[yo + i] ? a[ao + i] : b[bo + i];
    }
  }

  private static DoubleVector load(double[] x, int position) {
    return DoubleVector.fromArray(SPECIES, x, position);
  }
}
