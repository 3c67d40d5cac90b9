package org.chainrule.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.bench.data.Examples;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Optimizer;

/**
 * Epochs of training by the trainer that users have: what is timed is all that it does between the
 * first batch and the last.
 *
 * @param name the name that users call it by
 * @param description what it does, in a line
 * @param unit what its figures count
 * @param network the network
 * @param optimizer the rule for the updates
 * @param batch examples in a step; divides their number
 * @param learningSteps after how many steps the loss must have fallen
 * @param examples what is learnt, drawn when it is wanted
 */
record Training(
    String name,
    String description,
    Unit unit,
    Network network,
    Optimizer optimizer,
    int batch,
    int learningSteps,
    Supplier<Examples> examples)
    implements Workload {
  /** What the loss must fall to, as a share of the loss at first, during the warm-up. */
  static final double FALL = 0.5;

  /** Over how many examples a loss is averaged at least. */
  private static final int LOSS_EXAMPLES = 256;

  @Override
  public Optional<Subject> subject() {
    return Optional.of(new Subject(network, Optional.of(optimizer), batch));
  }

  @Override
  public Measurement measure(Conditions conditions, Watcher watcher) throws WorkloadException {
    Stopwatch stopwatch = new Stopwatch(name, conditions, watcher);
    TrainingRun run =
        new TrainingRun(network, optimizer, examples.get(), batch, conditions.engine());
    Falling loss = new Falling(Math.max(1, LOSS_EXAMPLES / batch));
    stopwatch.warmUp(
        Math.ceilDiv(learningSteps, run.steps()), () -> run.losses().forEach(loss::add));
    if (!(loss.last() <= FALL * loss.first())) {
      throw new WorkloadException(
          String.format(
              Locale.ROOT,
              "%s does not learn: after %d steps the loss is %.4f, at first it was %.4f, and it"
                  + " should be below %.4f",
              name,
              loss.count,
              loss.last(),
              loss.first(),
              FALL * loss.first()));
    }
    List<Double> seconds = stopwatch.sample(run::epoch);
    String outcome = String.format(Locale.ROOT, "loss %.3f → %.3f", loss.first(), loss.last());
    return Measurement.of(this, conditions, seconds, run.examples(), run.flops(), outcome);
  }

  /** The mean loss over the first and over the last steps. */
  private static final class Falling {
    private final double[] latest;
    private double first;
    private int count;

    Falling(int steps) {
      latest = new double[steps];
    }

    void add(double loss) {
      latest[count++ % latest.length] = loss;
      if (count == latest.length) {
        first = last();
      }
    }

    double first() {
      return first;
    }

    double last() {
      double sum = 0;
      for (double loss : latest) {
        sum += loss;
      }
      return sum / latest.length;
    }
  }
}
