package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.Plan;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs give the same values on the engine as on the interpreter. */
class EngineAgainstInterpreterTest {
  private static final int BATCHES = 20;
  private static final int PROGRAMS = 25;

  static LongStream batches() {
    return LongStream.range(0, BATCHES);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void float64(long batch) {
    for (long seed = batch * PROGRAMS; seed < (batch + 1) * PROGRAMS; seed++) {
      compare(seed, Engine.float64(), 1e-10);
    }
  }

  @ParameterizedTest
  @MethodSource("batches")
  void float32(long batch) {
    for (long seed = batch * PROGRAMS; seed < (batch + 1) * PROGRAMS; seed++) {
      compare(seed, Engine.float32(), 2e-3);
    }
  }

  private static void compare(long seed, Engine engine, double tolerance) {
    RandomProgram sample = new RandomProgram(seed, 3 + (int) (seed % 30));
    Interpreter interpreter = new Interpreter();
    sample.values().forEach(interpreter::write);
    Plan expected = interpreter.plan(sample.program());
    Plan actual = engine.plan(sample.program());
    for (int run = 0; run < 2; run++) {
      sample.values().keySet().forEach(v -> engine.write(v, interpreter.read(v)));
      expected.run();
      actual.run();
      for (Expr output : sample.program().outputs()) {
        String what = "seed " + seed + ", output " + output;
        Closeness.assertClose(actual.value(output), expected.value(output), tolerance, what);
      }
      for (Expr variable : sample.values().keySet()) {
        String what = "seed " + seed + ", variable " + variable;
        Closeness.assertClose(engine.read(variable), interpreter.read(variable), tolerance, what);
      }
    }
  }

  @Test
  void everyOpOccurs() {
    Set<Class<? extends Op>> seen = new HashSet<>();
    for (long seed = 0; seed < BATCHES * PROGRAMS; seed++) {
      seen.addAll(new RandomProgram(seed, 3 + (int) (seed % 30)).ops());
    }
    assertThat(seen)
        .containsAll(Samples.ops().stream().map(op -> op.asSubclass(Op.class)).toList());
  }
}
