package org.chainrule.engine.kernel;

import java.util.List;

/**
 * The numbers in the approximations of {@link Functions}; of polynomials the coefficient of the
 * highest power first.
 *
 * @param ln2High the first part of ln 2; exponents times it are exact
 * @param ln2Low the second part
 * @param exp eʳ = 1 + r + r² Σ cₖ rᵏ for |r| ≤ ½ ln 2
 * @param sqrtHalf √½
 * @param logLn2High the first part of ln 2 in logarithms
 * @param logLn2Low the second part
 * @param log ln((1 + s)/(1 − s)) = 2s + s³ Σ cₖ s²ᵏ
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
    List<Double> erf,
    List<Double> logErfc) {
  /** Of exp: Cephes, expf; of log: FreeBSD, e_logf.c; of erf: scripts/erf_float32.py. */
  static final Coefficients BINARY32 =
      new Coefficients(
          0.6933594,
          -2.1219444e-4,
          List.of(1.9875691e-4, 0.0013981999, 0.008333452, 0.041665796, 0.16666666, 0.5),
          0x1.6a09e6p-1,
          0.6931381,
          9.058001e-6,
          List.of(0.24279079, 0.28498787, 0.40000972, 0.6666666),
          List.of(
              7.853852e-5,
              -8.010191e-4,
              0.0051883273,
              -0.026853811,
              0.112835854,
              -0.37612626,
              0.12837917),
          List.of(
              1.8637921e-4,
              -0.0029476585,
              0.021838065,
              -0.10310676,
              -0.63814485,
              -1.1270891,
              -3.4152286e-4));

  /** Of exp and erf: scripts/functions_float64.py; of log, and ln 2: FreeBSD, e_log.c. */
  static final Coefficients BINARY64 =
      new Coefficients(
          0.6931471803691238,
          1.9082149292705877e-10,
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
          1.9082149292705877e-10,
          List.of(
              0.14798198605116586,
              0.15313837699209373,
              0.1818357216161805,
              0.22222198432149784,
              0.2857142874366239,
              0.3999999999940942,
              0.6666666666666735),
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
              2.2528363301757075e-14,
              -1.2472309760771116e-12,
              3.2692232620156235e-11,
              -5.396971971737256e-10,
              6.294138709078295e-09,
              -5.5096652432978145e-08,
              3.7500242822938195e-07,
              -2.024239441140362e-06,
              8.726748493720836e-06,
              -2.9788000601999672e-05,
              7.746930489984078e-05,
              -0.00013468916047106554,
              5.860868479930696e-05,
              0.000506994712932732,
              -0.0016298821014840946,
              0.0001669325657060187,
              0.019149445657908753,
              -0.10278043992902836,
              -0.6366177071974272,
              -1.1283795095211517,
              2.684993202853582e-08));
}
