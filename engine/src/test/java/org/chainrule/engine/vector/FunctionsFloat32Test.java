package org.chainrule.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.chainrule.engine.vector.Mapping.Unary;
import org.chainrule.graph.interpreter.ErrorFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** float32 functions against float64 ones, over the whole range. */
class FunctionsFloat32Test {
  private static final int SAMPLES = 1 << 16;
  private static final int PASSES = 16;

  private final Mapping<float[]> mapping = new MappingFloat32();

  private static DoubleUnaryOperator reference(Unary function) {
    return switch (function) {
      case NEGATE -> x -> -x;
      case ABSOLUTE -> StrictMath::abs;
      case SQRT -> StrictMath::sqrt;
      case EXP -> StrictMath::exp;
      case EXPM1 -> StrictMath::expm1;
      case LOG -> StrictMath::log;
      case LOG1P -> StrictMath::log1p;
      case SIN -> StrictMath::sin;
      case COS -> StrictMath::cos;
      case TANH -> StrictMath::tanh;
      case ERF -> ErrorFunction::erf;
    };
  }

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
  void errorsAreBelowTheStatedBound(Unary function, double bound) {
    float[] x = new float[SAMPLES];
    float[] y = new float[SAMPLES];
    double worst = 0;
    float at = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      for (int i = 0; i < SAMPLES; i++) {
        x[i] = Float.intBitsToFloat((i * PASSES + pass) * 4093);
      }
      mapping.unary(function, x, 0, y, 0, SAMPLES);
      for (int i = 0; i < SAMPLES; i++) {
        double error = error(y[i], reference(function).applyAsDouble(x[i]));
        if (error > worst) {
          worst = error;
          at = x[i];
        }
      }
    }
    assertThat(worst).as("%s at %s", function, at).isLessThanOrEqualTo(bound);
  }

  /** In units in the last place; 0 for the number next to the true one, NaN and ∞ included. */
  private static double error(float actual, double expected) {
    float rounded = (float) expected;
    return Float.compare(actual, rounded) == 0
        ? 0
        : Math.abs(actual - expected) / Math.ulp(rounded);
  }
}
