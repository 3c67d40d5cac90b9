package org.chainrule.explain.canonical;

import org.chainrule.graph.Expr;

/** What a monomial is made of: numbers between which no algebraic relation is known. */
sealed interface Atom {
  /** An element of a variable. */
  record Symbol(Expr variable, int element) implements Atom {}

  /** e to the power of a product without coefficient. */
  record Exponential(Monomial exponent) implements Atom {}

  /**
   * A sum, as the base of a power that is not written out; or a prime number, as the base of a
   * root.
   */
  record Total(Polynomial sum) implements Atom {}

  /** A function of something. */
  record Applied(Function function, Polynomial argument) implements Atom {}

  /** Functions about which no more is known than what {@link Polynomials} uses. */
  enum Function {
    /** ln |x|, which is ln x wherever that has a value. */
    LOG,
    /** The sine. */
    SIN,
    /** The cosine. */
    COS,
    /** The arctangent. */
    ATAN,
    /** The error function. */
    ERF,
    /** The magnitude. */
    ABSOLUTE,
    /** 1 above zero, else 0. */
    IS_POSITIVE,
    /** 1 at zero, else 0. */
    IS_ZERO;

    /** Whether every power is the function itself. */
    boolean isIndicator() {
      return this == IS_POSITIVE || this == IS_ZERO;
    }
  }
}
