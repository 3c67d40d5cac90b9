package org.chainrule.engine.kernel;

import org.chainrule.engine.Precision;

/**
 * Elementary functions as straight code of exactly rounded operations, so that the bits are the
 * same on every processor.
 *
 * <p>The largest errors, in units in the last place: exp 1, expm1 2, log 1, log1p 1, tanh 1.5,
 * arctan 1.5, erf 1.25. Sine, cosine and powers that are not small whole numbers or square roots
 * are those of {@link StrictMath}, rounded.
 */
final class Functions {
  /** Whole powers up to this one are repeated products. */
  private static final int WRITTEN_OUT = 4;

  private final Steps steps;
  private final Format format;
  private final Coefficients coefficients;

  Functions(Steps steps) {
    this.steps = steps;
    boolean single = steps.precision() == Precision.FLOAT32;
    format = single ? Format.BINARY32 : Format.BINARY64;
    coefficients = single ? Coefficients.BINARY32 : Coefficients.BINARY64;
  }

  int apply(Term.Function function, int x) {
    return switch (function) {
      case NEGATE -> steps.negate(x);
      case ABSOLUTE -> steps.absolute(x);
      case SQRT -> steps.sqrt(x);
      case EXP -> exp(x);
      case EXPM1 -> expm1(x);
      case LOG -> log(x);
      case LOG1P -> log1p(x);
      case SIN -> steps.sin(x);
      case COS -> steps.cos(x);
      case TANH -> tanh(x);
      case ATAN -> atan(x);
      case ERF -> erf(x);
    };
  }

  /** A fixed power; that with exponent ½ is the root, whose sign of 0 it has. */
  int raise(int x, double exponent) {
    if (exponent == Math.rint(exponent) && exponent != 0 && Math.abs(exponent) <= WRITTEN_OUT) {
      int product = x;
      for (int i = 1; i < Math.abs(exponent); i++) {
        product = steps.multiply(product, x);
      }
      return exponent > 0 ? product : steps.divide(steps.number(1), product);
    }
    if (exponent == 0) {
      return steps.number(1);
    }
    if (exponent == 0.5) {
      return steps.sqrt(x);
    }
    if (exponent == -0.5) {
      int root = steps.sqrt(steps.add(x, steps.number(0)));
      int inverse = steps.divide(steps.number(1), root);
      return steps.ifEqual(x, steps.number(Double.NEGATIVE_INFINITY), steps.number(0), inverse);
    }
    return steps.power(x, exponent);
  }

  private int clamp(int x, double low, double high) {
    int lowest = steps.number(low);
    int highest = steps.number(high);
    int notBelow = steps.ifLess(x, lowest, lowest, x);
    return steps.ifLess(highest, x, highest, notBelow);
  }

  /** The whole number n next to x / ln 2, plus {@link Format#rounder}. */
  private int quotient(int x) {
    return steps.multiplyAdd(x, steps.number(1 / Math.log(2)), steps.number(format.rounder()));
  }

  /** n + offset as bits. */
  private int exponent(int quotient, int offset) {
    long zero = steps.bitsOf(format.rounder());
    return steps.addBits(steps.toBits(quotient), steps.word(offset - zero));
  }

  /** 2ⁿ from n + {@link Format#bias}, which is that of a normal number. */
  private int powerOfTwo(int biased) {
    return steps.fromBits(steps.shiftUp(biased, format.mantissa()));
  }

  /** r = x − n ln 2. */
  private int rest(int x, int quotient) {
    int n = steps.subtract(quotient, steps.number(format.rounder()));
    int high = steps.multiplyAdd(n, steps.number(-coefficients.ln2High()), x);
    return steps.multiplyAdd(n, steps.number(-coefficients.ln2Low()), high);
  }

  /** eʳ. */
  private int expOfRest(int r) {
    int p = steps.polynomial(r, coefficients.exp());
    return steps.add(steps.multiplyAdd(p, steps.multiply(r, r), r), steps.number(1));
  }

  /** eˣ = 2ⁿ eʳ. The power is applied in two steps, as n may be below every normal exponent. */
  private int exp(int x) {
    int inside = clamp(x, format.expLow(), format.expHigh());
    int quotient = quotient(inside);
    int twice = exponent(quotient, 2 * format.bias());
    int half = steps.shiftDown(twice, 1);
    int ofRest = expOfRest(rest(inside, quotient));
    return steps.multiply(
        steps.multiply(ofRest, powerOfTwo(half)), powerOfTwo(steps.subtractBits(twice, half)));
  }

  /**
   * eˣ − 1 = 2 (2ⁿ⁻¹ (eʳ − 1 − r) + (2ⁿ⁻¹ r + 2ⁿ⁻¹ − ½)), where n − 1 is a normal exponent in any
   * case.
   */
  private int expm1(int x) {
    int inside = clamp(x, format.expm1Low(), format.expHigh());
    int quotient = quotient(inside);
    int power = powerOfTwo(exponent(quotient, format.bias() - 1));
    int r = rest(inside, quotient);
    int curved = steps.multiply(steps.polynomial(r, coefficients.exp()), steps.multiply(r, r));
    int straight = steps.multiplyAdd(r, power, steps.subtract(power, steps.number(0.5)));
    int half = steps.multiplyAdd(curved, power, straight);
    return itselfIfTiny(x, steps.add(half, half));
  }

  private int itselfIfTiny(int x, int result) {
    return steps.ifLess(steps.absolute(x), steps.number(format.tiny()), x, result);
  }

  /** ln x = k ln 2 + ln m for x = 2ᵏ m with √½ ≤ m &lt; √2. */
  private int log(int x) {
    int normal = steps.number(format.smallestNormal());
    int up = steps.number(Math.scalb(1.0, format.mantissa()));
    int shifted = shifted(steps.ifLess(x, normal, steps.multiply(x, up), x));
    int k = exponentOf(shifted);
    k = steps.ifLess(x, normal, steps.subtract(k, steps.number(format.mantissa())), k);
    int f = steps.subtract(mantissaOf(shifted), steps.number(1));
    return withEnds(log(k, f, steps.number(0)), x, 0);
  }

  /**
   * ln(1 + x): as ln u for u = 1 + x rounded, plus what the rounding lost over u; where k = 0 the
   * mantissa less 1 is x itself.
   */
  private int log1p(int x) {
    int zero = steps.number(0);
    int one = steps.number(1);
    int u = steps.add(x, one);
    int ofLarge = steps.subtract(one, steps.subtract(u, x));
    int ofSmall = steps.subtract(x, steps.subtract(u, one));
    int lost = steps.divide(steps.ifLess(one, x, ofLarge, ofSmall), u);
    int shifted = shifted(u);
    int k = exponentOf(shifted);
    int f = steps.ifEqual(k, zero, x, steps.subtract(mantissaOf(shifted), one));
    int result = log(k, f, steps.ifEqual(k, zero, zero, lost));
    return itselfIfTiny(x, withEnds(result, x, -1));
  }

  /** The bits of x with an exponent that counts from √½. */
  private int shifted(int x) {
    long offset = steps.bitsOf(1) - steps.bitsOf(coefficients.sqrtHalf());
    return steps.addBits(steps.toBits(x), steps.word(offset));
  }

  private int exponentOf(int shifted) {
    long zero = steps.bitsOf(format.rounder()) - format.bias();
    int biased = steps.shiftDown(shifted, format.mantissa());
    return steps.subtract(
        steps.fromBits(steps.addBits(biased, steps.word(zero))), steps.number(format.rounder()));
  }

  private int mantissaOf(int shifted) {
    int bits = steps.and(shifted, steps.word((1L << format.mantissa()) - 1));
    return steps.fromBits(steps.addBits(bits, steps.word(steps.bitsOf(coefficients.sqrtHalf()))));
  }

  /** k ln 2 + ln(1 + f) + c for a small c. */
  private int log(int k, int f, int c) {
    int s = steps.divide(f, steps.add(f, steps.number(2)));
    int z = steps.multiply(s, s);
    int r = steps.polynomial(z, coefficients.log());
    int halfSquare = steps.multiply(steps.multiply(f, f), steps.number(0.5));
    int low = steps.multiplyAdd(k, steps.number(coefficients.logLn2Low()), c);
    int tail = steps.multiplyAdd(s, steps.multiplyAdd(r, z, halfSquare), low);
    return steps.multiplyAdd(
        k,
        steps.number(coefficients.logLn2High()),
        steps.subtract(f, steps.subtract(halfSquare, tail)));
  }

  /** −∞ at the left end of the domain, NaN before it; ∞ and NaN are their own results. */
  private int withEnds(int result, int x, double end) {
    int left = steps.number(end);
    int inside = steps.ifLess(x, steps.number(Double.POSITIVE_INFINITY), result, x);
    int atEnd = steps.ifEqual(x, left, steps.number(Double.NEGATIVE_INFINITY), inside);
    return steps.ifLess(x, left, steps.number(Double.NaN), atEnd);
  }

  /** The magnitude with the sign of another number. */
  private int signed(int magnitude, int sign) {
    int bit = steps.and(steps.toBits(sign), steps.word(steps.bitsOf(-0.0)));
    return steps.fromBits(steps.or(steps.toBits(magnitude), bit));
  }

  /** A polynomial up to 0.55, then 1 − 2/(e^(2|x|) + 1). */
  private int tanh(int x) {
    int magnitude = steps.absolute(x);
    int square = steps.multiply(x, x);
    int cube = steps.multiply(square, magnitude);
    int near = steps.multiplyAdd(steps.polynomial(square, coefficients.tanh()), cube, magnitude);
    int high = steps.number(format.tanhHigh());
    int twice = steps.add(magnitude, magnitude);
    int inside = steps.ifLess(high, twice, high, twice);
    int quotient = quotient(inside);
    int power = powerOfTwo(exponent(quotient, format.bias()));
    int one = steps.number(1);
    int two = steps.number(2);
    int sum = steps.multiplyAdd(expOfRest(rest(inside, quotient)), power, one);
    int far = steps.subtract(one, steps.divide(two, sum));
    return signed(steps.ifLess(steps.number(0.55), magnitude, far, near), x);
  }

  /**
   * A quotient of polynomials up to 0.66, to which larger numbers are led back by arctan x = π/4 +
   * arctan((x − 1)/(x + 1)) and, from 1 + √2 on, arctan x = π/2 − arctan(1/x).
   */
  private int atan(int x) {
    int magnitude = steps.absolute(x);
    int one = steps.number(1);
    int middle = steps.divide(steps.subtract(magnitude, one), steps.add(magnitude, one));
    int far = steps.divide(steps.number(-1), magnitude);
    int middleFrom = steps.number(0.66);
    int farFrom = steps.number(1 + Math.sqrt(2));
    int notNear = steps.ifLess(farFrom, magnitude, far, middle);
    int t = steps.ifLess(middleFrom, magnitude, notNear, magnitude);
    int notZero =
        steps.ifLess(farFrom, magnitude, steps.number(Math.PI / 2), steps.number(Math.PI / 4));
    int turn = steps.ifLess(middleFrom, magnitude, notZero, steps.number(0));
    int square = steps.multiply(t, t);
    int quotient =
        steps.divide(
            steps.polynomial(square, coefficients.atanAbove()),
            steps.polynomial(square, coefficients.atanBelow()));
    int small = steps.multiplyAdd(steps.multiply(square, quotient), t, t);
    return signed(steps.add(turn, small), x);
  }

  /** A polynomial up to 1, then 1 − e^q. */
  private int erf(int x) {
    int square = steps.multiply(x, x);
    int near = steps.multiplyAdd(steps.polynomial(square, coefficients.erf()), x, x);
    int magnitude = steps.absolute(x);
    int high = steps.number(format.erfHigh());
    int q =
        steps.polynomial(steps.ifLess(high, magnitude, high, magnitude), coefficients.logErfc());
    int quotient = quotient(q);
    int power = powerOfTwo(exponent(quotient, format.bias()));
    int one = steps.number(1);
    int complement = steps.multiply(expOfRest(rest(q, quotient)), power);
    int far = signed(steps.subtract(one, complement), x);
    return steps.ifLess(one, magnitude, far, near);
  }
}
