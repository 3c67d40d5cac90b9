package org.chainrule.explain.check.slip;

import java.util.List;
import java.util.Optional;

/**
 * The one edit of a true answer that gives a wrong one.
 *
 * @param kind what kind of mistake it is
 * @param detail where it is, in writing; tells a part of the answer
 * @param multiple how many times a part the claim has, if that is the mistake
 */
public record Slip(Kind kind, String detail, Optional<Multiple> multiple) {
  /** A slip that is no multiple. */
  public Slip(Kind kind, String detail) {
    this(kind, detail, Optional.empty());
  }

  /** A claim that has a multiple of a part of the answer. */
  static Slip multiple(double number, String part) {
    return new Slip(
        Kind.FACTOR,
        detail(Numeral.of(number).written(), part),
        Optional.of(new Multiple(number, part)));
  }

  private static String detail(String factor, String part) {
    return "the claim has " + factor + " times " + part;
  }

  /**
   * A part of the answer and its factor in a claim.
   *
   * @param number the factor
   * @param part the part, in writing
   */
  public record Multiple(double number, String part) {
    /**
     * A factor as slips write it: a fraction, also of π and the like, or six digits; with names
     * that multiply it above, and those that divide it below.
     */
    public static String written(double factor, List<String> above, List<String> below) {
      return Numeral.of(factor).written(above, below);
    }

    /** The slip with the factor in other writing. */
    public Slip as(String factor) {
      return new Slip(Kind.FACTOR, detail(factor, part), Optional.of(this));
    }
  }

  /** Kinds of mistakes. */
  public enum Kind {
    /** Plus for minus, of all or of a term. */
    SIGN("the sign"),
    /** A number as factor too many, too few or wrong. */
    FACTOR("a constant factor"),
    /** A factor of the chain or product rule left out. */
    MISSING_FACTOR("a missing factor"),
    /** A factor that does not belong there. */
    EXTRA_FACTOR("a factor too many"),
    /** Another variable or quantity in the place of the right one. */
    WRONG_VARIABLE("a wrong variable"),
    /** The right quantity at a wrong index or time. */
    WRONG_INDEX("a wrong index"),
    /** A sum, or one of its terms, left out. */
    MISSING_TERM("a missing sum or term"),
    /** A term that does not belong there. */
    EXTRA_TERM("a term too many"),
    /** A matrix for its transpose. */
    TRANSPOSED("a transpose"),
    /** A value of another shape. */
    SHAPE("the shape"),
    /** An exponent one too high or too low, or of the wrong sign. */
    EXPONENT("an exponent"),
    /** A function in the place of its derivative. */
    NOT_DIFFERENTIATED("a derivative that was not taken"),
    /** Another function in the place of the right one. */
    WRONG_FUNCTION("a wrong function"),
    /** A number that is not the right one. */
    WRONG_NUMBER("a wrong number"),
    /** Digits that do not come from rounding. */
    ROUNDING("rounding");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind in words, for example {@code a missing factor}. */
    public String words() {
      return words;
    }
  }
}
