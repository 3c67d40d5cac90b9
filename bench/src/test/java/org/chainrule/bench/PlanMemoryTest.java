package org.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.engine.Engine;
import org.chainrule.engine.PlanReport;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Program;
import org.chainrule.learn.optimizer.Optimizer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The memory of the workloads' plans, beside what is in use at once. */
class PlanMemoryTest {
  static Stream<Named<Program>> programs() {
    return Workloads.all().stream()
        .flatMap(
            workload ->
                workload.subject().stream()
                    .map(subject -> Named.of(workload.name(), program(subject))));
  }

  private static Program program(Subject subject) {
    Optional<Optimizer> optimizer = subject.optimizer();
    return optimizer
        .map(rule -> subject.training(rule, subject.batch()))
        .orElseGet(() -> subject.prediction(subject.batch()));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void isLittleMoreThanTheLeast(Program program) {
    for (int threads : List.of(1, 2)) {
      PlanReport report = new Engine(Precision.FLOAT32, threads).report(program);
      assertThat((double) report.bytes() / report.leastBytes())
          .as("%d bytes, at least %d", report.bytes(), report.leastBytes())
          .isBetween(1.0, 1.3);
    }
  }
}
