package org.chainrule.engine.kernel;

import java.util.List;

/**
 * The numbers in the approximations of {@link Functions}; of polynomials the coefficient of the
 * highest power first.
 *
 * @param ln2High the first part of ln 2 (of binary32: Cephes, expf); exponents times it are exact
 * @param ln2Low the second part
 * @param exp eʳ = 1 + r + r² Σ cₖ rᵏ for |r| ≤ ½ ln 2
 * @param sqrtHalf √½
 * @param logLn2High the first part of ln 2 in logarithms
 * @param logLn2Low the second part
 * @param log ln((1 + s)/(1 − s)) = 2s + s³ Σ cₖ s²ᵏ
 * @param tanh tanh x = x + x³ Σ cₖ x²ᵏ for |x| ≤ 0.55
 * @param atanAbove arctan x = x + x³ Σ aₖ x²ᵏ / Σ bₖ x²ᵏ for |x| ≤ 0.66: the coefficients aₖ
 * @param atanBelow the coefficients bₖ
 * @param erf erf x = x + x Σ cₖ x²ᵏ for |x| ≤ 1
 * @param logErfc ln(1 − erf x) = Σ cₖ xᵏ from 1 to where erf x rounds to 1
 */
record Coefficients(
    double ln2High,
    double ln2Low,
    List<Double> exp,
    double sqrtHalf,
    double logLn2High,
    double logLn2Low,
    List<Double> log,
    List<Double> tanh,
    List<Double> atanAbove,
    List<Double> atanBelow,
    List<Double> erf,
    List<Double> logErfc) {
  /** Cephes, atan.c (Moshier). */
  private static final List<Double> ATAN_ABOVE =
      List.of(
          -0.8750608600031904,
          -16.157537187333652,
          -75.00855792314705,
          -122.88666844901361,
          -64.85021904942025);

  private static final List<Double> ATAN_BELOW =
      List.of(
          1.0,
          24.858464901423062,
          165.02700983169885,
          432.88106049129027,
          485.3903996359137,
          194.5506571482614);

  /** Exp, tanh and erf: scripts/functions.py; log, and its ln 2: FreeBSD, e_logf.c. */
  static final Coefficients BINARY32 =
      new Coefficients(
          0.6933594,
          -2.1219444e-4,
          List.of(0.0013814599, 0.008368717, 0.04166839, 0.16666521, 0.49999994),
          0x1.6a09e6p-1,
          0.6931381,
          9.058001e-6,
          List.of(0.24279079, 0.28498787, 0.40000972, 0.6666666),
          List.of(-0.00627424, 0.02107168, -0.05385231, 0.13332586, -0.33333316),
          ATAN_ABOVE,
          ATAN_BELOW,
          List.of(
              7.8538615e-05,
              -0.00080101937,
              0.0051883277,
              -0.026853813,
              0.112835854,
              -0.37612626,
              0.12837917),
          List.of(
              0.00018637914,
              -0.0029476578,
              0.021838062,
              -0.10310675,
              -0.63814485,
              -1.1270891,
              -0.00034152382));

  /** Exp, tanh and erf: scripts/functions.py; log, and both ln 2: FreeBSD, e_log.c. */
  static final Coefficients BINARY64 =
      new Coefficients(
          0.6931471803691238,
          1.9082149292705877E-10,
          List.of(
              2.5000059632807066e-08,
              2.7630248442108974e-07,
              2.7557586379864445e-06,
              2.4801493098732055e-05,
              0.00019841269506572212,
              0.0013888888943630274,
              0.008333333333494465,
              0.041666666666530155,
              0.16666666666666413,
              0.5000000000000011),
          0x1.6a09e667f3bcdp-1,
          0.6931471803691238,
          1.9082149292705877E-10,
          List.of(
              0.14798198605116586,
              0.15313837699209373,
              0.1818357216161805,
              0.22222198432149784,
              0.2857142874366239,
              0.3999999999940942,
              0.6666666666666735),
          List.of(
              -1.9494690944389187e-05,
              8.331645235697227e-05,
              -0.0002333815682378174,
              0.0005884444871503185,
              -0.001455542845922483,
              0.0035920920304523215,
              -0.008863232601441673,
              0.021869488385855756,
              -0.0539682539637606,
              0.13333333333326622,
              -0.333333333333333),
          ATAN_ABOVE,
          ATAN_BELOW,
          List.of(
              -7.779469809169415e-10,
              1.3710981114449434e-08,
              -1.6206313926093968e-07,
              1.644713159341121e-06,
              -1.4924712303824461e-05,
              0.00012055293576996365,
              -0.000854832592931775,
              0.005223977606118543,
              -0.026866170643111476,
              0.11283791670944185,
              -0.3761263890318352,
              0.12837916709551256),
          List.of(
              -4.929034222330114e-12,
              2.0451212144149132e-10,
              -3.9345436985014e-09,
              4.642602897406855e-08,
              -3.733268538970763e-07,
              2.1358108367897154e-06,
              -8.66772458713714e-06,
              2.2824322263662015e-05,
              -2.027129009837356e-05,
              -0.0001350410921329089,
              0.0007706285978466623,
              -0.001915925390903355,
              0.00041061093513568395,
              0.01899019095100178,
              -0.10270344581175642,
              -0.6366436258322459,
              -1.128374089974029,
              -5.027987940243549e-07));
}
