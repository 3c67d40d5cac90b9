package org.chainrule.engine.kernel;

/**
 * What a {@link Step} does. But for the last three, each is exactly rounded, or works on bits, so
 * that every processor gives the same number.
 */
enum Operation {
  /** An operand's element. */
  LOAD(false),
  /** A constant. */
  NUMBER(false),
  /** A constant that is a pattern of bits. */
  WORD(true),
  /** The sum of a number, or of a product, over the reduced axes. */
  SUM(false),
  /** The largest over the reduced axes. */
  MAX(false),
  /** The smallest over the reduced axes. */
  MIN(false),
  /** x + y. */
  ADD(false),
  /** x − y. */
  SUBTRACT(false),
  /** x · y. */
  MULTIPLY(false),
  /** x / y. */
  DIVIDE(false),
  /** x · y + z, rounded once. */
  MULTIPLY_ADD(false),
  /** −x. */
  NEGATE(false),
  /** |x|. */
  ABSOLUTE(false),
  /** √x. */
  SQRT(false),
  /** The second where the third is less than the fourth, else the first. */
  IF_LESS(false),
  /** The second where the third equals the fourth, else the first. */
  IF_EQUAL(false),
  /** The bits of a number. */
  TO_BITS(true),
  /** The number with such bits. */
  FROM_BITS(false),
  /** The sum of whole numbers. */
  ADD_BITS(true),
  /** The difference of whole numbers. */
  SUBTRACT_BITS(true),
  /** Bits that both have. */
  AND(true),
  /** Bits that one has. */
  OR(true),
  /** Bits moved up by a fixed number of places. */
  SHIFT_UP(true),
  /** Bits moved down by a fixed number of places, zeros after them. */
  SHIFT_DOWN(true),
  /** The sine, one number at a time. */
  SIN(false),
  /** The cosine, one number at a time. */
  COS(false),
  /** A fixed power, one number at a time. */
  POWER(false);

  private final boolean bits;

  Operation(boolean bits) {
    this.bits = bits;
  }

  /** Whether the result is a pattern of bits, not a number. */
  boolean bits() {
    return bits;
  }

  /** Whether it is a total over the reduced axes. */
  boolean isTotal() {
    return this == SUM || this == MAX || this == MIN;
  }

  /** Whether there are no vector instructions for it. */
  boolean oneByOne() {
    return this == SIN || this == COS || this == POWER;
  }
}
