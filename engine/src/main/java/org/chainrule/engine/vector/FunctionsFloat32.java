package org.chainrule.engine.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of IEEE 754 binary32 numbers, a vector at a time.
 *
 * <p>Only exactly rounded operations are used, so the bits are the same on every processor. The
 * largest errors, in units in the last place: exp 1, expm1 2, log 1, log1p 1.5, tanh 2.5, erf 1.5.
 */
final class FunctionsFloat32 {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Added to a number below 2²², it leaves the nearest whole number in the last bits. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final float LOG2_E = 1.442695f;
  private static final float SQRT_HALF = 0x1.6a09e6p-1f;

  // ln 2 in two parts; whole numbers up to 2¹⁵ times the first are exact (Cephes, expf).
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -2.1219444e-4f;

  // eʳ = 1 + r + Σ EXP_k rᵏ for |r| ≤ ½ ln 2 (Cephes, expf).
  private static final FloatVector EXP_7 = all(1.9875691e-4f);
  private static final FloatVector EXP_6 = all(0.0013981999f);
  private static final FloatVector EXP_5 = all(0.008333452f);
  private static final FloatVector EXP_4 = all(0.041665796f);
  private static final FloatVector EXP_3 = all(0.16666666f);
  private static final FloatVector EXP_2 = all(0.5f);

  // ln 2 in two parts; exponents times the first are exact (FreeBSD, e_logf.c).
  private static final float LOG_LN2_HIGH = 0.6931381f;
  private static final float LOG_LN2_LOW = 9.058001e-6f;

  // ln((1 + s)/(1 − s)) = 2s + s Σ LOG_k s²ᵏ (FreeBSD, e_logf.c).
  private static final FloatVector LOG_1 = all(0.6666666f);
  private static final FloatVector LOG_2 = all(0.40000972f);
  private static final FloatVector LOG_3 = all(0.28498787f);
  private static final FloatVector LOG_4 = all(0.24279079f);

  // erf x = x + x Σ ERF_k x²ᵏ for |x| ≤ 1 (scripts/erf_float32.py).
  private static final FloatVector ERF_6 = all(7.853852e-5f);
  private static final FloatVector ERF_5 = all(-8.010191e-4f);
  private static final FloatVector ERF_4 = all(0.0051883273f);
  private static final FloatVector ERF_3 = all(-0.026853811f);
  private static final FloatVector ERF_2 = all(0.112835854f);
  private static final FloatVector ERF_1 = all(-0.37612626f);
  private static final FloatVector ERF_0 = all(0.12837917f);

  // ln(1 − erf x) = Σ LOG_ERFC_k xᵏ for 1 ≤ x ≤ 3.95 (scripts/erf_float32.py).
  private static final FloatVector LOG_ERFC_6 = all(1.8637921e-4f);
  private static final FloatVector LOG_ERFC_5 = all(-0.0029476585f);
  private static final FloatVector LOG_ERFC_4 = all(0.021838065f);
  private static final FloatVector LOG_ERFC_3 = all(-0.10310676f);
  private static final FloatVector LOG_ERFC_2 = all(-0.63814485f);
  private static final FloatVector LOG_ERFC_1 = all(-1.1270891f);
  private static final FloatVector LOG_ERFC_0 = all(-3.4152286e-4f);

  private FunctionsFloat32() {}

  private static FloatVector all(float number) {
    return FloatVector.broadcast(SPECIES, number);
  }

  private static FloatVector clamp(FloatVector x, float low, float high) {
    return x.blend(low, x.compare(LT, low)).blend(high, x.compare(GT, high));
  }

  /** The whole number next to x / ln 2, plus {@link #ROUNDER}. */
  private static FloatVector quotient(FloatVector x) {
    return x.fma(all(LOG2_E), all(ROUNDER));
  }

  private static IntVector exponent(FloatVector quotient) {
    return quotient.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
  }

  /** e^(x − n ln 2) − 1. */
  private static FloatVector expm1OfRest(FloatVector x, FloatVector quotient) {
    FloatVector n = quotient.sub(ROUNDER);
    FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), x));
    FloatVector p = EXP_7;
    p = p.fma(r, EXP_6);
    p = p.fma(r, EXP_5);
    p = p.fma(r, EXP_4);
    p = p.fma(r, EXP_3);
    p = p.fma(r, EXP_2);
    return p.fma(r.mul(r), r);
  }

  /** 2ⁿ for −126 ≤ n ≤ 127. */
  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
  }

  /** The magnitude with the sign of another number. */
  private static FloatVector signed(FloatVector magnitude, FloatVector sign) {
    IntVector bit = sign.reinterpretAsInts().and(Integer.MIN_VALUE);
    return magnitude.reinterpretAsInts().or(bit).reinterpretAsFloats();
  }

  /** eˣ = 2ⁿ eʳ. The power is applied in two steps, as n may be below every normal exponent. */
  static FloatVector exp(FloatVector x) {
    FloatVector inside = clamp(x, -104, 89);
    FloatVector quotient = quotient(inside);
    IntVector n = exponent(quotient);
    IntVector half = n.lanewise(ASHR, 1);
    return expm1OfRest(inside, quotient).add(1).mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  /** eˣ − 1 = 2 (2ⁿ⁻¹ (eʳ − 1) + 2ⁿ⁻¹ − ½), where n − 1 is a normal exponent in any case. */
  static FloatVector expm1(FloatVector x) {
    FloatVector inside = clamp(x, -20, 89);
    FloatVector quotient = quotient(inside);
    FloatVector power = powerOfTwo(exponent(quotient).sub(1));
    FloatVector half = expm1OfRest(inside, quotient).fma(power, power.sub(0.5f));
    return half.add(half).blend(x, x.abs().compare(LT, 0x1p-30f));
  }

  /** ln x = k ln 2 + ln m for x = 2ᵏ m with √½ ≤ m &lt; √2. */
  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(0x1p23f), subnormal);
    IntVector shifted = shifted(scaled);
    FloatVector k = exponentOf(shifted);
    k = k.blend(k.sub(23), subnormal);
    FloatVector result = log(k, mantissaOf(shifted).sub(1), all(0));
    return withEnds(result, x, 0);
  }

  /**
   * ln(1 + x): as ln u for u = 1 + x rounded, plus what the rounding lost over u; where k = 0 the
   * mantissa less 1 is x itself.
   */
  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1);
    FloatVector lost = x.sub(u.sub(1)).blend(all(1).sub(u.sub(x)), x.compare(GT, 1)).div(u);
    IntVector shifted = shifted(u);
    FloatVector k = exponentOf(shifted);
    VectorMask<Float> scaled = k.compare(NE, 0);
    FloatVector f = x.blend(mantissaOf(shifted).sub(1), scaled);
    FloatVector result = log(k, f, all(0).blend(lost, scaled));
    return withEnds(result, x, -1).blend(x, x.abs().compare(LT, 0x1p-26f));
  }

  /** The bits of x with an exponent that counts from √½. */
  private static IntVector shifted(FloatVector x) {
    return x.reinterpretAsInts()
        .add(Float.floatToRawIntBits(1) - Float.floatToRawIntBits(SQRT_HALF));
  }

  private static FloatVector exponentOf(IntVector shifted) {
    return (FloatVector) shifted.lanewise(ASHR, 23).sub(127).convert(I2F, 0);
  }

  private static FloatVector mantissaOf(IntVector shifted) {
    return shifted.and(0x007fffff).add(Float.floatToRawIntBits(SQRT_HALF)).reinterpretAsFloats();
  }

  /** k ln 2 + ln(1 + f) + c for a small c. */
  private static FloatVector log(FloatVector k, FloatVector f, FloatVector c) {
    FloatVector s = f.div(f.add(2));
    FloatVector z = s.mul(s);
    FloatVector r = LOG_4;
    r = r.fma(z, LOG_3);
    r = r.fma(z, LOG_2);
    r = r.fma(z, LOG_1);
    FloatVector halfSquare = f.mul(f).mul(0.5f);
    FloatVector low = k.fma(all(LOG_LN2_LOW), c);
    FloatVector tail = s.fma(r.fma(z, halfSquare), low);
    return k.fma(all(LOG_LN2_HIGH), f.sub(halfSquare.sub(tail)));
  }

  /** −∞ at the left end of the domain, NaN before it; ∞ and NaN are their own results. */
  private static FloatVector withEnds(FloatVector result, FloatVector x, float end) {
    return result
        .blend(x, x.compare(LT, Float.POSITIVE_INFINITY).not())
        .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, end))
        .blend(Float.NaN, x.compare(LT, end));
  }

  /** −t/(t + 2) with t = e^(−2|x|) − 1. */
  static FloatVector tanh(FloatVector x) {
    FloatVector t = expm1(x.abs().mul(-2));
    return signed(t.div(t.add(2)).abs(), x);
  }

  /** A polynomial up to 1, then 1 − e^q. */
  static FloatVector erf(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector p = ERF_6;
    p = p.fma(square, ERF_5);
    p = p.fma(square, ERF_4);
    p = p.fma(square, ERF_3);
    p = p.fma(square, ERF_2);
    p = p.fma(square, ERF_1);
    p = p.fma(square, ERF_0);
    FloatVector magnitude = x.abs();
    FloatVector far = magnitude.blend(3.95f, magnitude.compare(GT, 3.95f));
    FloatVector q = LOG_ERFC_6;
    q = q.fma(far, LOG_ERFC_5);
    q = q.fma(far, LOG_ERFC_4);
    q = q.fma(far, LOG_ERFC_3);
    q = q.fma(far, LOG_ERFC_2);
    q = q.fma(far, LOG_ERFC_1);
    q = q.fma(far, LOG_ERFC_0);
    FloatVector quotient = quotient(q);
    FloatVector power = powerOfTwo(exponent(quotient));
    FloatVector complement = expm1OfRest(q, quotient).add(1).mul(power);
    FloatVector large = signed(all(1).sub(complement), x);
    return p.fma(x, x).blend(large, magnitude.compare(GT, 1));
  }
}
