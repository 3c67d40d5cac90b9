package org.chainrule.engine.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.chainrule.engine.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions against more precise ones, in vectors and one by one. */
class FunctionsTest {
  private static final int SAMPLES = 1 << 20;

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    -Double.MIN_NORMAL,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    -100,
    100,
    -104,
    -746,
    710,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  /** The bounds that {@link Functions} states. */
  @ParameterizedTest
  @CsvSource({
    "NEGATE, 0.5",
    "ABSOLUTE, 0.5",
    "SQRT, 0.51",
    "EXP, 1.0",
    "EXPM1, 2.0",
    "LOG, 1.0",
    "LOG1P, 1.0",
    "SIN, 0.51",
    "COS, 0.51",
    "TANH, 1.5",
    "ATAN, 1.5",
    "ERF, 1.25"
  })
  void float32OverTheWholeRange(Term.Function function, double bound) {
    float[] x = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      x[i] = Float.intBitsToFloat(i * 4093);
    }
    float[] y = new float[SAMPLES];
    run(function, x, y);
    double worst = 0;
    float at = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double error = error(y[i], NestReference.apply(function, x[i]));
      if (error > worst) {
        worst = error;
        at = x[i];
      }
    }
    assertThat(worst).as("%s at %s", function, at).isLessThanOrEqualTo(bound);
  }

  /** In units in the last place; 0 for the number next to the true one, NaN and ∞ included. */
  private static double error(float actual, double expected) {
    float rounded = (float) expected;
    if (Float.compare(actual, rounded) == 0) {
      return 0;
    }
    return actual == rounded || Float.isNaN(actual)
        ? Double.POSITIVE_INFINITY
        : Math.abs(actual - expected) / Math.ulp(rounded);
  }

  @ParameterizedTest
  @CsvSource({
    "EXP, 1.0",
    "EXPM1, 2.0",
    "LOG, 1.0",
    "LOG1P, 1.0",
    "TANH, 1.5",
    "ATAN, 1.5",
    "ERF, 1.25",
  })
  void float64(Term.Function function, double bound) throws IOException {
    List<String[]> lines = lines(function);
    double[] x = lines.stream().mapToDouble(line -> Double.parseDouble(line[1])).toArray();
    double[] y = new double[x.length];
    run(function, x, y);
    for (int i = 0; i < x.length; i++) {
      BigDecimal expected = new BigDecimal(lines.get(i)[2]);
      double rounded = expected.doubleValue();
      if (y[i] != rounded) {
        BigDecimal error = expected.subtract(new BigDecimal(y[i])).abs();
        BigDecimal unit = new BigDecimal(Math.ulp(rounded));
        assertThat(error.divide(unit, MathContext.DECIMAL32).doubleValue())
            .as("%s of %s: %s, not %s", function, x[i], y[i], expected)
            .isLessThanOrEqualTo(bound);
      }
    }
  }

  private static List<String[]> lines(Term.Function function) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    FunctionsTest.class.getResourceAsStream("functions.csv"), "functions.csv"),
                UTF_8))) {
      List<String[]> lines =
          reader
              .lines()
              .map(line -> line.split(",", 3))
              .filter(parts -> parts[0].equals(function.name()))
              .toList();
      assertThat(lines).hasSizeGreaterThan(100);
      return lines;
    }
  }

  @ParameterizedTest
  @EnumSource
  void specialValues(Term.Function function) {
    double[] y = new double[SPECIAL.length];
    run(function, SPECIAL, y);
    for (int i = 0; i < y.length; i++) {
      double expected = NestReference.apply(function, SPECIAL[i]);
      double tolerance = 4 * Math.ulp(expected);
      boolean close =
          Double.compare(y[i], expected) == 0
              || (y[i] != expected && Math.abs(y[i] - expected) <= tolerance);
      assertThat(close).as("%s of %s: %s, not %s", function, SPECIAL[i], y[i], expected).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4", "-1", "-2", "0.5", "-0.5", "5", "1.7"})
  void powersOfSpecialValues(double exponent) {
    double[] y = new double[SPECIAL.length];
    run(Precision.FLOAT64, new Term.Raise(0, exponent), SPECIAL, y);
    for (int i = 0; i < y.length; i++) {
      boolean root = exponent == 0.5;
      double expected = root ? Math.sqrt(SPECIAL[i]) : StrictMath.pow(SPECIAL[i], exponent);
      boolean close =
          Double.compare(y[i], expected) == 0
              || (y[i] != expected && Math.abs(y[i] - expected) <= 4 * Math.ulp(expected));
      assertThat(close)
          .as("%s to the power of %s: %s, not %s", SPECIAL[i], exponent, y[i], expected)
          .isTrue();
    }
  }

  private static void run(Term.Function function, Object x, Object y) {
    Precision precision = x instanceof float[] ? Precision.FLOAT32 : Precision.FLOAT64;
    run(precision, new Term.Apply(function, 0), x, y);
  }

  /** Runs plain loops, and checks that vectors give the same. */
  private static void run(Precision precision, Term term, Object x, Object y) {
    Schedule schedule =
        Schedule.of(
            new Nest(
                precision,
                0,
                0,
                false,
                0,
                List.of(1, 1),
                List.of(),
                List.of(false, false),
                List.of(new Term.Load(0), term),
                List.of(new Nest.Store(1, 1)),
                OptionalInt.empty()));
    int count = Array.getLength(x);
    int[] geometry = {0, 0, count};
    Object scratch = KernelInput.scratch(precision);
    Kernels.plain(schedule).run(new Object[] {x, y}, geometry, scratch, 0, count);
    if (!schedule.oneByOne()) {
      Object again = KernelInput.zeros(precision, count);
      Kernel vector = Kernels.vector(schedule, VectorBits.PREFERRED);
      vector.run(new Object[] {x, again}, geometry, scratch, 0, count);
      assertThat(again).isEqualTo(y);
    }
  }
}
