package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
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
  void randomProgram(long batch) {
    for (long seed = batch * PROGRAMS; seed < (batch + 1) * PROGRAMS; seed++) {
      RandomProgram sample = new RandomProgram(seed, 3 + (int) (seed % 30));
      Interpreter interpreter = new Interpreter();
      sample.values().forEach(interpreter::write);
      Plan expected = interpreter.plan(sample.program());
      List<Runner> runners =
          List.of(
              new Runner(Engine.float64(), sample.program(), 1e-10),
              new Runner(Engine.float32(), sample.program(), 2e-3));
      for (int run = 0; run < 2; run++) {
        for (Expr variable : sample.values().keySet()) {
          Tensor value = interpreter.read(variable);
          runners.forEach(runner -> runner.engine.write(variable, value));
        }
        expected.run();
        for (Runner runner : runners) {
          runner.compare("seed " + seed, sample, expected, interpreter);
        }
      }
    }
  }

  private record Runner(Engine engine, Plan plan, double tolerance) {
    Runner(Engine engine, Program program, double tolerance) {
      this(engine, engine.plan(program), tolerance);
    }

    void compare(String seed, RandomProgram sample, Plan expected, Interpreter interpreter) {
      plan.run();
      for (Expr output : sample.program().outputs()) {
        String what = seed + ", output " + output;
        Closeness.assertClose(plan.value(output), expected.value(output), tolerance, what);
      }
      for (Expr variable : sample.values().keySet()) {
        String what = seed + ", variable " + variable;
        Tensor wanted = interpreter.read(variable);
        Closeness.assertClose(engine.read(variable), wanted, tolerance, what);
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
