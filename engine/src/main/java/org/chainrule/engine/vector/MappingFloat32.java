package org.chainrule.engine.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link Mapping} over IEEE 754 binary32 numbers. */
final class MappingFloat32 implements Mapping<float[]> {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** The last numbers, fewer than a vector holds. */
  private final float[] filledUp = new float[LANES];

  @Override
  public void unary(Unary f, float[] x, int xo, float[] z, int zo, int n) {
    switch (f) {
      case NEGATE -> negate(x, xo, z, zo, n);
      case ABSOLUTE -> absolute(x, xo, z, zo, n);
      case SQRT -> sqrt(x, xo, z, zo, n);
      case SIN -> sin(x, xo, z, zo, n);
      case COS -> cos(x, xo, z, zo, n);
      case EXP, EXPM1, LOG, LOG1P, TANH, ERF -> {
        int whole = n - n % LANES;
        int rest = n - whole;
        vectors(f, x, xo, z, zo, whole);
        if (rest > 0) {
          System.arraycopy(x, xo + whole, filledUp, 0, rest);
          vectors(f, filledUp, 0, filledUp, 0, LANES);
          System.arraycopy(filledUp, 0, z, zo + whole, rest);
        }
      }
    }
  }

  /** For whole vectors only. */
  private static void vectors(Unary f, float[] x, int xo, float[] z, int zo, int n) {
    switch (f) {
      case EXP -> exp(x, xo, z, zo, n);
      case EXPM1 -> expm1(x, xo, z, zo, n);
      case LOG -> log(x, xo, z, zo, n);
      case LOG1P -> log1p(x, xo, z, zo, n);
      case TANH -> tanh(x, xo, z, zo, n);
      case ERF -> erf(x, xo, z, zo, n);
      default -> throw new IllegalArgumentException(f.name());
    }
  }

  @Override
  public void binary(Binary f, float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    switch (f) {
      case ADD -> add(x, xo, y, yo, z, zo, n);
      case SUBTRACT -> subtract(x, xo, y, yo, z, zo, n);
      case MULTIPLY -> multiply(x, xo, y, yo, z, zo, n);
      case DIVIDE -> divide(x, xo, y, yo, z, zo, n);
      case MAXIMUM -> maximum(x, xo, y, yo, z, zo, n);
    }
  }

  private static void add(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).add(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  private static void subtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).sub(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  private static void multiply(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).mul(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  private static void divide(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).div(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }

  private static void maximum(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).max(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i], y[yo + i]);
    }
  }

  private static void negate(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).neg().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = -x[xo + i];
    }
  }

  private static void absolute(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).abs().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.abs(x[xo + i]);
    }
  }

  private static void sqrt(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).sqrt().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (float) Math.sqrt(x[xo + i]);
    }
  }

  private static void exp(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FunctionsFloat32.exp(load(x, xo + i)).intoArray(z, zo + i);
    }
  }

  private static void expm1(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FunctionsFloat32.expm1(load(x, xo + i)).intoArray(z, zo + i);
    }
  }

  private static void log(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FunctionsFloat32.log(load(x, xo + i)).intoArray(z, zo + i);
    }
  }

  private static void log1p(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FunctionsFloat32.log1p(load(x, xo + i)).intoArray(z, zo + i);
    }
  }

  private static void sin(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (float) StrictMath.sin(x[xo + i]);
    }
  }

  private static void cos(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (float) StrictMath.cos(x[xo + i]);
    }
  }

  private static void tanh(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FunctionsFloat32.tanh(load(x, xo + i)).intoArray(z, zo + i);
    }
  }

  private static void erf(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FunctionsFloat32.erf(load(x, xo + i)).intoArray(z, zo + i);
    }
  }

  @Override
  public void power(float[] x, int xo, double exponent, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (float) StrictMath.pow(x[xo + i], exponent);
    }
  }

  @Override
  public void choose(
      Relation relation,
      float[] x,
      int xo,
      float[] y,
      int yo,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] z,
      int zo,
      int n) {
    switch (relation) {
      case LESS -> ifLess(x, xo, y, yo, a, ao, b, bo, z, zo, n);
      case EQUAL -> ifEqual(x, xo, y, yo, a, ao, b, bo, z, zo, n);
    }
  }

  private static void ifLess(
      float[] x,
      int xo,
      float[] y,
      int yo,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] z,
      int zo,
      int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMask<Float> holds = load(x, xo + i).compare(LT, load(y, yo + i));
      load(b, bo + i).blend(load(a, ao + i), holds).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] < y[yo + i] ? a[ao + i] : b[bo + i];
    }
  }

  private static void ifEqual(
      float[] x,
      int xo,
      float[] y,
      int yo,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] z,
      int zo,
      int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMask<Float> holds = load(x, xo + i).compare(EQ, load(y, yo + i));
      load(b, bo + i).blend(load(a, ao + i), holds).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] == y[yo + i] ? a[ao + i] : b[bo + i];
    }
  }

  private static FloatVector load(float[] x, int position) {
    return FloatVector.fromArray(SPECIES, x, position);
  }
}
