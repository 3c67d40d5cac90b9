package org.chainrule.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.chainrule.calculus.Gradient;
import org.chainrule.engine.Engine;
import org.chainrule.engine.OtherMachine;
import org.chainrule.engine.PlanReport;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training steps: their results, bits, memory and allocations. */
class TrainingTest {
  private static final int STEPS = 20;

  static List<Training> networks() {
    return Networks.all();
  }

  static Stream<Arguments> networksAndThreads() {
    return networks().stream()
        .flatMap(network -> Stream.of(1, 2).map(threads -> Arguments.of(network, threads)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theInterpreterTrainsTheSameNetwork(Training network) {
    List<Tensor> found = network.results(Engine.float64(), 1);
    List<Tensor> expected = network.results(new Interpreter(), 1);
    for (int i = 0; i < expected.size(); i++) {
      double[] wanted = expected.get(i).toArray();
      assertThat(found.get(i).shape()).isEqualTo(expected.get(i).shape());
      assertThat(found.get(i).toArray()).as("result %d", i).containsExactly(wanted, within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theLossFalls(Training network) {
    List<Tensor> results = network.results(Engine.float32(), STEPS);
    assertThat(results.get(STEPS - 1).item()).isLessThan(0.9 * results.getFirst().item());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theBitsAreThoseOfAnotherRunAndOfTwoThreads(Training network) {
    for (Precision precision : Precision.values()) {
      List<Tensor> once = network.results(new Engine(precision, 1), STEPS);
      assertThat(network.results(new Engine(precision, 1), STEPS)).isEqualTo(once);
      assertThat(network.results(new Engine(precision, 2), STEPS)).isEqualTo(once);
      assertThat(network.results(new Engine(precision, 3), STEPS)).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @MethodSource("networksAndThreads")
  void thePlanTakesLittleMoreMemoryThanIsInUseAtOnce(Training network, int threads) {
    for (Precision precision : Precision.values()) {
      PlanReport report = new Engine(precision, threads).report(network.program());
      assertThat(report.leastBytes()).isPositive();
      assertThat((double) report.bytes() / report.leastBytes())
          .as("%d bytes, at least %d", report.bytes(), report.leastBytes())
          .isBetween(1.0, 1.3);
    }
  }

  @Test
  void aStepAllocatesNothing() throws Exception {
    String output =
        OtherMachine.output(
            "-Dchainrule.kernels=adaptive",
            SteadyState.class,
            Engine.class,
            Gradient.class,
            Expr.class,
            Assertions.class);
    assertThat(output.lines().filter(line -> line.endsWith("nothing")))
        .hasSize(2 * networks().size());
  }
}
