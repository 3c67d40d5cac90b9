package org.chainrule.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.bench.data.Examples;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Flops;
import org.chainrule.learn.network.Network;

/**
 * One example through a network that has its first weights: it is copied in, probabilities are
 * computed, and one of them is read.
 *
 * @param name the name that users call it by
 * @param description what it does, in a line
 * @param network the network
 * @param examples what is classified, drawn when it is wanted
 */
record Latency(String name, String description, Network network, Supplier<Examples> examples)
    implements Workload {
  private static final long SEED = 1;
  private static final int LEAST = 1000;
  private static final double TOLERANCE = 1e-3;

  @Override
  public Unit unit() {
    return Unit.MICROSECONDS;
  }

  @Override
  public Optional<Subject> subject() {
    return Optional.of(new Subject(network, Optional.empty(), 1));
  }

  /** The probabilities become a variable, whose storage can be read without a copy. */
  static Program program(Network network, Expr x) {
    Expr probabilities = Simplify.of(Functions.softmax(network.apply(x)));
    Expr kept = Expr.variable("probabilities", probabilities.shape());
    return new Program(List.of(), Map.of(kept, probabilities));
  }

  @Override
  public Measurement measure(Conditions conditions, Watcher watcher) throws WorkloadException {
    Stopwatch stopwatch = new Stopwatch(name, conditions, watcher);
    Run run = Run.of(network, examples.get(), conditions.engine());
    stopwatch.warmUp(LEAST, run);
    double sum = run.sum();
    if (!(Math.abs(sum - 1) <= TOLERANCE)) {
      throw new WorkloadException(
          String.format(Locale.ROOT, "%s: the probabilities sum to %.6f, not to 1", name, sum));
    }
    List<Double> seconds = stopwatch.sample(run);
    return Measurement.of(this, conditions, seconds, 1, Flops.of(run.program.roots()), "");
  }

  /** A network that says what it thinks of the first example. */
  private static final class Run implements Runnable {
    private final Features features;
    private final Program program;
    private final Plan plan;
    private final Storage input;
    private final Storage result;
    private double read;

    private Run(Features features, Program program, Plan plan, Storage input, Storage result) {
      this.features = features;
      this.program = program;
      this.plan = plan;
      this.input = input;
      this.result = result;
    }

    static Run of(Network network, Examples examples, Machine machine) {
      Expr x = Expr.variable("x", network.input().prepend(1));
      Program program = program(network, x);
      Expr kept = program.updates().keySet().iterator().next();
      network
          .initialize(SEED)
          .forEach((name, value) -> machine.write(Expr.variable(name, value.shape()), value));
      return new Run(
          examples.features(),
          program,
          machine.plan(program),
          machine.storage(x),
          machine.storage(kept));
    }

    @Override
    public void run() {
      features.copy(0, input, 0);
      plan.run();
      read += result.get(0);
    }

    double sum() {
      double sum = 0;
      for (int i = 0; i < result.size(); i++) {
        sum += result.get(i);
      }
      return Double.isFinite(read) ? sum : read;
    }
  }
}
