package org.chainrule.explain.formula;

/**
 * The smallest part of a formula that means something.
 *
 * @param kind what it is
 * @param text its characters, signs of one meaning in one spelling
 * @param place where it stands
 * @param spaced whether a space stands before it
 */
record Token(Kind kind, String text, Place place, boolean spaced) {
  enum Kind {
    NUMBER,
    NAME,
    /** A sign or bracket. */
    SIGN,
    /** A word of LaTeX that takes what follows it: frac, sqrt, sum, prod. */
    COMMAND,
    LINE_END,
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
