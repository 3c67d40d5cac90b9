package org.chainrule.engine.vector;

/**
 * Functions place by place. Everywhere {@code x} is read from position {@code xo} on, and so the
 * others; {@code z} is written from {@code zo} on. It may be one of the operands at the same
 * position, else ranges do not overlap.
 *
 * <p>The result at a place does not depend on how many places there are, nor on the width of the
 * processor's vectors, nor on which compiler got hold of the loop.
 */
public interface Mapping<A> {
  /** A function of one number. */
  enum Unary {
    /** −x. */
    NEGATE,
    /** |x|. */
    ABSOLUTE,
    /** √x. */
    SQRT,
    /** eˣ. */
    EXP,
    /** eˣ − 1. */
    EXPM1,
    /** ln x. */
    LOG,
    /** ln(1 + x). */
    LOG1P,
    /** The sine. */
    SIN,
    /** The cosine. */
    COS,
    /** The hyperbolic tangent. */
    TANH,
    /** The error function. */
    ERF
  }

  /** A function of two numbers. */
  enum Binary {
    /** x + y. */
    ADD,
    /** x − y. */
    SUBTRACT,
    /** x · y. */
    MULTIPLY,
    /** x / y. */
    DIVIDE,
    /** The larger; NaN if either is; 0 is larger than −0. */
    MAXIMUM
  }

  /** A question about two numbers; never true of a NaN. */
  enum Relation {
    /** x &lt; y. */
    LESS,
    /** x = y. */
    EQUAL
  }

  /** z = f(x). */
  void unary(Unary f, A x, int xo, A z, int zo, int n);

  /** z = f(x, y). */
  void binary(Binary f, A x, int xo, A y, int yo, A z, int zo, int n);

  /** z = x to a fixed power. */
  void power(A x, int xo, double exponent, A z, int zo, int n);

  /** z = a where x and y are so related, else b. */
  void choose(
      Relation relation, A x, int xo, A y, int yo, A a, int ao, A b, int bo, A z, int zo, int n);
}
