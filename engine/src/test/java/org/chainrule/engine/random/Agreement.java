package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/**
 * Compares machines with the interpreter in several runs of a program, up to as much as rounding
 * can explain, and counts what rounding leaves undecided.
 */
public final class Agreement {
  private static final int RUNS = 3;
  private static final int[] SAMPLES = {2, 6, 24};

  private final AtomicLong compared = new AtomicLong();
  private final AtomicLong undecided = new AtomicLong();

  /** How many values were compared: outputs and updates of all runs. */
  public long compared() {
    return compared.get();
  }

  /** How many of these could have been almost anything, for example because of a near tie. */
  public long undecided() {
    return undecided.get();
  }

  /** The first disagreement of one of these machines with the interpreter. */
  public Optional<Disagreement> check(Sample sample, List<Contestant> contestants) {
    Interpreter interpreter = new Interpreter();
    sample.values().forEach(interpreter::write);
    Plan expected = interpreter.plan(sample.program());
    List<Trial> trials = new ArrayList<>();
    for (Contestant contestant : contestants) {
      trials.add(new Trial(contestant, sample));
    }
    boolean changes = !sample.program().updates().isEmpty();
    Map<Expr, Tensor> before = sample.values();
    for (int run = 0; run < (changes ? RUNS : 2); run++) {
      if (run == 0 || changes) {
        expected.run();
      }
      for (Trial trial : trials) {
        Optional<String> problem = trial.run(before, expected, interpreter);
        if (problem.isPresent()) {
          return Optional.of(
              new Disagreement(trial.contestant, "run " + (run + 1) + ", " + problem.get()));
        }
      }
      if (changes) {
        before = rounded(sample, interpreter);
        before.forEach(interpreter::write);
      }
    }
    return Optional.empty();
  }

  /** The values that both precisions can start the next run with. */
  private static Map<Expr, Tensor> rounded(Sample sample, Interpreter interpreter) {
    Map<Expr, Tensor> values = new HashMap<>();
    for (Expr variable : sample.values().keySet()) {
      double[] numbers = interpreter.read(variable).toArray();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) numbers[i];
      }
      values.put(variable, Tensor.of(variable.shape(), numbers));
    }
    return values;
  }

  /** One machine with the program. */
  private final class Trial {
    private final Contestant contestant;
    private final Sample sample;
    private final Machine machine;
    private Optional<Plan> plan = Optional.empty();

    Trial(Contestant contestant, Sample sample) {
      this.contestant = contestant;
      this.sample = sample;
      this.machine = contestant.machine().get();
    }

    Optional<String> run(Map<Expr, Tensor> before, Plan expected, Interpreter interpreter) {
      try {
        before.forEach(this::write);
        Plan own = plan.orElseGet(() -> machine.plan(sample.program()));
        plan = Optional.of(own);
        own.run();
        return compare(before, own, expected, interpreter);
      } catch (RuntimeException | LinkageError | AssertionError e) {
        StackTraceElement[] trace = e.getStackTrace();
        return Optional.of(e + (trace.length == 0 ? "" : " at " + trace[0]));
      }
    }

    /** Leaves a variable that has its value untouched, so that a machine's own copy is judged. */
    private void write(Expr variable, Tensor value) {
      if (!machine.read(variable).equals(value)) {
        machine.write(variable, value);
      }
    }

    private Optional<String> compare(
        Map<Expr, Tensor> before, Plan own, Plan expected, Interpreter interpreter) {
      for (Expr output : sample.program().outputs()) {
        Optional<String> problem =
            difference(output, own.value(output), expected.value(output), before);
        if (problem.isPresent()) {
          return problem.map(text -> "output " + output + ": " + text);
        }
      }
      for (Expr variable : sample.values().keySet()) {
        Expr value = sample.program().updates().getOrDefault(variable, variable);
        Optional<String> problem =
            difference(value, machine.read(variable), interpreter.read(variable), before);
        if (problem.isPresent()) {
          return problem.map(text -> "variable " + variable.op().name() + ": " + text);
        }
      }
      return Optional.empty();
    }

    private Optional<String> difference(
        Expr node, Tensor actual, Tensor expected, Map<Expr, Tensor> before) {
      compared.incrementAndGet();
      if (!actual.shape().equals(expected.shape())) {
        return Optional.of("shape " + actual.shape() + ", not " + expected.shape());
      }
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < expected.shape().elements(); i++) {
        if (!near(actual.at(i), expected.at(i))) {
          open.add(i);
        }
      }
      return open.isEmpty()
          ? Optional.empty()
          : unexplained(new Noise(node, before, contestant.precision()), open, actual, expected);
    }

    private boolean near(double actual, double expected) {
      return Double.isFinite(expected)
          ? Math.abs(actual - expected) <= 8 * epsilon() * Math.abs(expected)
          : Double.compare(actual, expected) == 0;
    }

    private double epsilon() {
      return contestant.precision() == Precision.FLOAT32 ? 0x1p-24 : 0x1p-53;
    }

    private Optional<String> unexplained(
        Noise noise, List<Integer> open, Tensor actual, Tensor expected) {
      List<Integer> rest = new ArrayList<>(open);
      int done = 0;
      for (int samples : SAMPLES) {
        for (; done < samples && !rest.isEmpty(); done++) {
          noise.sample();
        }
        rest.removeIf(i -> explained(noise.spread(i), actual.at(i), expected.at(i)));
      }
      if (!rest.isEmpty()) {
        int worst = rest.getFirst();
        return Optional.of(
            String.format(
                Locale.ROOT,
                "element %s of %s: %s, not %s; tolerance %.3g; %d of %d elements are wrong",
                worst,
                expected.shape(),
                actual.at(worst),
                expected.at(worst),
                8 * noise.spread(worst),
                rest.size(),
                expected.shape().elements()));
      }
      double scale = 0;
      for (double x : expected.toArray()) {
        scale = Double.isFinite(x) ? Math.max(scale, Math.abs(x)) : scale;
      }
      for (int i : open) {
        if (!(8 * noise.spread(i) <= 0.01 * scale)) {
          undecided.incrementAndGet();
          break;
        }
      }
      return Optional.empty();
    }

    /** A spread that is no number says that the value may be anything. */
    private boolean explained(double spread, double actual, double expected) {
      return Double.isNaN(spread)
          || spread == Double.POSITIVE_INFINITY
          || Math.abs(actual - expected) <= 8 * (spread + epsilon() * Math.abs(expected));
    }
  }
}
