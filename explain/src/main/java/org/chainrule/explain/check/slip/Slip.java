package org.chainrule.explain.check.slip;

/**
 * The one edit of a true answer that gives a wrong one.
 *
 * @param kind what kind of mistake it is
 * @param detail where it is, in writing; tells a part of the answer
 */
public record Slip(Kind kind, String detail) {
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
