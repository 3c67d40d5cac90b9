package org.chainrule.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Op;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Random programs, their gradients and updates have the same values on the engine as on the
 * interpreter. {@code -Dchainrule.programs=20000} says how many, {@code -Dchainrule.seed=1} which
 * is the first.
 */
class RandomProgramsTest {
  private static final long PROGRAMS = Long.getLong("chainrule.programs", 3000);
  private static final long SEED = Long.getLong("chainrule.seed", 0);

  private final Agreement agreement = new Agreement();

  @Test
  void engineAgreesWithInterpreter(TestReporter reporter) {
    reporter.publishEntry("chainrule.seed", Long.toString(SEED));
    Optional<String> failure =
        seeds(PROGRAMS).mapToObj(this::failure).flatMap(Optional::stream).findFirst();
    assertThat(failure).isEmpty();
    reporter.publishEntry("values", Long.toString(agreement.compared()));
    reporter.publishEntry("undecided", Long.toString(agreement.undecided()));
    assertThat((double) agreement.undecided())
        .as("values that rounding leaves undecided, of %d", agreement.compared())
        .isLessThanOrEqualTo(5 + 0.005 * agreement.compared());
  }

  private static LongStream seeds(long count) {
    return LongStream.range(SEED, SEED + count).parallel();
  }

  private Optional<String> failure(long seed) {
    int threads = 1 + (int) (seed & 1);
    return Failure.of(
        agreement,
        seed,
        RandomPrograms.of(seed),
        List.of(
            Contestant.engine(Precision.FLOAT64, threads),
            Contestant.engine(Precision.FLOAT32, 3 - threads)));
  }

  /** Of larger programs, which are worth more than one thread. */
  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    assertThat(seeds(PROGRAMS / 30).filter(seed -> bits(seed, 1) != bits(seed, 2)).boxed())
        .isEmpty();
  }

  private static int bits(long seed, int threads) {
    Sample sample = RandomPrograms.forward(seed, 100_000);
    Engine engine = new Engine(seed % 2 == 0 ? Precision.FLOAT32 : Precision.FLOAT64, threads);
    sample.values().forEach(engine::write);
    Plan plan = engine.plan(sample.program());
    plan.run();
    plan.run();
    List<Tensor> results = new ArrayList<>();
    sample.program().outputs().forEach(output -> results.add(plan.value(output)));
    sample.program().updates().keySet().forEach(variable -> results.add(engine.read(variable)));
    return results.hashCode();
  }

  @Test
  void everyOpOccurs() {
    Set<Class<? extends Op>> seen = new HashSet<>();
    for (long seed = SEED; seed < SEED + 500; seed++) {
      seen.addAll(RandomPrograms.of(seed).ops());
    }
    assertThat(seen)
        .containsAll(Samples.ops().stream().map(op -> op.asSubclass(Op.class)).toList());
  }
}
