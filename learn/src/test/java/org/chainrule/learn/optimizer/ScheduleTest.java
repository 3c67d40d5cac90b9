package org.chainrule.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.chainrule.learn.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates against those of PyTorch's schedulers, which src/test/python/schedules.py ran. */
class ScheduleTest {
  private static final int STEPS = 40;

  private static Schedule schedule(String name) {
    return switch (name) {
      case "constant" -> new Schedule.Constant();
      case "inverse" -> new Schedule.InverseScaling(0.5);
      case "step" -> new Schedule.Step(3, 0.1);
      case "cosine" -> new Schedule.Cosine(0);
      case "cosine_to_tenth" -> new Schedule.Cosine(0.1);
      case "warm_cosine" -> new Schedule.WarmUp(8, new Schedule.Cosine(0));
      case "one_cycle" -> new Schedule.OneCycle(0.3);
      case "adaptive" -> new Schedule.Adaptive(2, 0.2, 1e-3);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static double[] expected(String name) {
    return Objects.requireNonNull(Reference.read("schedules.json", name).get("rates"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "inverse",
        "step",
        "cosine",
        "cosine_to_tenth",
        "warm_cosine",
        "one_cycle"
      })
  void theRateOfEveryStepIsPyTorchs(String name) {
    double[] rates = new double[STEPS];
    Arrays.setAll(
        rates,
        t -> schedule(name).factor(new Schedule.Moment(t, STEPS, Collections.nCopies(t, 1.0))));
    assertThat(rates).containsExactly(expected(name), within(1e-12));
  }

  @Test
  void theMomentumOfOneCycleIsPyTorchs() {
    double[] momenta = new double[STEPS];
    Arrays.setAll(
        momenta,
        t ->
            schedule("one_cycle").momentum(new Schedule.Moment(t, STEPS, List.of())).orElseThrow());
    assertThat(momenta).containsExactly(expected("momentum"), within(1e-12));
  }

  @Test
  void theAdaptiveRateFallsWhenPyTorchsDoes() {
    List<Double> losses =
        Arrays.stream(Reference.read("schedules.json", "given").get("losses")).boxed().toList();
    double[] rates = new double[losses.size()];
    Arrays.setAll(
        rates,
        t ->
            schedule("adaptive")
                .factor(new Schedule.Moment(t, losses.size(), losses.subList(0, t))));
    assertThat(rates).containsExactly(expected("adaptive"), within(1e-15));
    assertThat(rates[rates.length - 1]).isLessThan(0.05);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Schedule.OneCycle(0)).hasMessageContaining("rise is 0");
    assertThatThrownBy(() -> new Schedule.Step(0, 0.1)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new Schedule.Adaptive(1, 1, 0)).hasMessageContaining("less than 1");
    assertThatThrownBy(() -> new Clipping.ByNorm(-1)).hasMessageContaining("largest norm");
  }
}
