package org.chainrule.engine.kernel;

/**
 * What {@link Functions} need to know of a binary floating-point format.
 *
 * @param mantissa how many bits follow the point
 * @param bias what is added to exponents
 * @param smallestNormal the smallest number of full precision
 * @param rounder added to a number far below it, it leaves the nearest whole number in the last
 *     bits
 * @param expLow eˣ rounds to 0 below
 * @param expHigh eˣ rounds to ∞ above
 * @param expm1Low eˣ − 1 rounds to −1 below
 * @param tiny eˣ − 1 and ln(1 + x) round to x below
 * @param tanhHigh 1 − 2/(eˣ + 1) rounds to 1 above
 * @param erfHigh erf x rounds to 1 above
 */
record Format(
    int mantissa,
    int bias,
    double smallestNormal,
    double rounder,
    double expLow,
    double expHigh,
    double expm1Low,
    double tiny,
    double tanhHigh,
    double erfHigh) {
  static final Format BINARY32 =
      new Format(23, 127, Float.MIN_NORMAL, 0x1.8p23, -104, 89, -20, 0x1p-28, 20, 3.95);
  static final Format BINARY64 =
      new Format(52, 1023, Double.MIN_NORMAL, 0x1.8p52, -746, 710, -40, 0x1p-57, 40, 5.95);
}
