package org.chainrule.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jdk.incubator.vector.VectorShape;
import org.chainrule.engine.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of binary32 numbers against those of binary64 numbers, over the whole range. */
class FunctionsTest {
  private static final int SAMPLES = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "NEGATE, 0.5",
    "ABSOLUTE, 0.5",
    "SQRT, 0.51",
    "EXP, 1.0",
    "EXPM1, 2.0",
    "LOG, 1.0",
    "LOG1P, 1.5",
    "SIN, 0.51",
    "COS, 0.51",
    "TANH, 2.5",
    "ERF, 1.5"
  })
  void errorsAreBelowTheStatedBound(Term.Function function, double bound) {
    float[] x = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      x[i] = Float.intBitsToFloat(i * 4093);
    }
    float[] y = new float[SAMPLES];
    Schedule schedule = Schedule.of(nest(function));
    Kernel vector =
        schedule.oneByOne()
            ? Kernels.compile(nest(function))
            : Kernels.vector(schedule, VectorShape.preferredShape());
    run(vector, x, y);
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
    float[] plain = new float[SAMPLES];
    run(Kernels.plain(schedule), x, plain);
    assertThat(plain).isEqualTo(y);
  }

  private static Nest nest(Term.Function function) {
    return new Nest(
        Precision.FLOAT32,
        0,
        0,
        false,
        0,
        List.of(1, 1),
        List.of(false, false),
        List.of(new Term.Load(0), new Term.Apply(function, 0)),
        List.of(new Nest.Store(1, 1)));
  }

  private static void run(Kernel kernel, float[] x, float[] y) {
    int[] geometry = {0, 0, SAMPLES};
    kernel.run(new Object[] {x, y}, geometry, new float[64], 0, SAMPLES);
  }

  /** In units in the last place; 0 for the number next to the true one, NaN and ∞ included. */
  private static double error(float actual, double expected) {
    float rounded = (float) expected;
    return Float.compare(actual, rounded) == 0
        ? 0
        : Math.abs(actual - expected) / Math.ulp(rounded);
  }
}
