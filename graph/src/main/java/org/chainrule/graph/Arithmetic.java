package org.chainrule.graph;

/**
 * The real numbers that elementwise ops compute with, supplied by whoever computes: the interpreter
 * with float64 numbers, the engine with registers of a program.
 */
public interface Arithmetic<T> {
  /** A fixed number. */
  T constant(double value);

  /** {@code a + b}. */
  T add(T a, T b);

  /** {@code a − b}. */
  T subtract(T a, T b);

  /** {@code a · b}. */
  T multiply(T a, T b);

  /** {@code a / b}. */
  T divide(T a, T b);

  /** {@code −a}. */
  T negate(T a);

  /** {@code |a|}. */
  T absolute(T a);

  /** {@code √a}. */
  T sqrt(T a);

  /** {@code eᵃ}. */
  T exp(T a);

  /** {@code eᵃ − 1}, accurate near 0. */
  T expm1(T a);

  /** The natural logarithm. */
  T log(T a);

  /** {@code ln(1 + a)}, accurate near 0. */
  T log1p(T a);

  /** The sine of an angle in radians. */
  T sin(T a);

  /** The cosine of an angle in radians. */
  T cos(T a);

  /** The hyperbolic tangent. */
  T tanh(T a);

  /** The angle between −π/2 and π/2 whose tangent is {@code a}. */
  T atan(T a);

  /** The error function, {@code 2/√π ∫₀ᵃ exp(−t²) dt}. */
  T erf(T a);

  /** {@code a} to a fixed power. */
  T power(T a, double exponent);

  /** {@code then} where {@code a < b}, else {@code otherwise}; a NaN is not less. */
  T ifLess(T a, T b, T then, T otherwise);

  /** {@code then} where {@code a = b}, else {@code otherwise}; a NaN is not equal. */
  T ifEqual(T a, T b, T then, T otherwise);
}
