package org.chainrule.learn.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Lbfgs;
import org.chainrule.learn.optimizer.Schedule;
import org.chainrule.learn.training.TrainingState.Tally;

/** A training as it goes from batch to batch: how far it is, and its next steps. */
final class Course {
  private final Network network;
  private final Recipe recipe;
  private final Machine machine;
  private final Batches steps;
  private final Expr rate;
  private final Expr momentum;
  private final Optional<WeightAverage> average;
  private final Optional<Descent> descent;
  private final List<Double> losses = new ArrayList<>();
  private long step;
  private Tally tally = Tally.NONE;
  private double lastRate;
  private double firstWeights = Double.NaN;

  /**
   * A training that has not begun.
   *
   * @param rate the variable for the learning rate
   * @param momentum that for the momentum, if the recipe changes it
   * @param average what follows the weights, if something does
   * @param descent what moves the weights, if the steps' programs don't
   */
  Course(
      Network network,
      Recipe recipe,
      Machine machine,
      Batches steps,
      Expr rate,
      Expr momentum,
      Optional<WeightAverage> average,
      Optional<Descent> descent) {
    this.network = network;
    this.recipe = recipe;
    this.machine = machine;
    this.steps = steps;
    this.rate = rate;
    this.momentum = momentum;
    this.average = average;
    this.descent = descent;
    lastRate = recipe.optimizer().learningRate();
  }

  Machine machine() {
    return machine;
  }

  Network network() {
    return network;
  }

  /** The number of the epoch that is under way or comes next, from 1. */
  int epoch() {
    return losses.size() + 1;
  }

  /** The number of the batch that comes next, from 1. */
  int batch() {
    return tally.examples() / recipe.batchSize() + 1;
  }

  /** What is done of the epoch that is under way. */
  Tally tally() {
    return tally;
  }

  /** The learning rate of the last step; empty if steps find their own length. */
  OptionalDouble lastRate() {
    return hasRate() ? OptionalDouble.of(lastRate) : OptionalDouble.empty();
  }

  /** Whether a learning rate decides how long steps are. */
  boolean hasRate() {
    return descent.isEmpty();
  }

  /** The largest magnitude of a weight when training began here. */
  double firstWeights() {
    return firstWeights;
  }

  /** The largest magnitude of a weight. */
  double largestWeight(Mark mark) {
    return network.parameters().stream()
        .filter(Parameter::trained)
        .mapToDouble(p -> mark.largest(p.variable()))
        .reduce(0, Math::max);
  }

  /** The variable for the learning rate. */
  Expr rate() {
    return rate;
  }

  /** The program for batches of the size of the next one. */
  Batches.Batch nextBatch(int count) {
    return steps.of(Math.min(recipe.batchOf(count), count - tally.examples()));
  }

  /** Begins at the weights as they are now, where a rule remembers others. */
  void setOut() {
    descent.ifPresent(d -> d.restore(Optional.empty()));
  }

  /** Why no step will lower the loss any more, if the rule can tell. */
  Optional<History.End> end() {
    return descent.flatMap(Descent::end);
  }

  boolean hasBegun() {
    return step > 0;
  }

  /**
   * Trains on the rest of an epoch, until it is over or is told to pause after a batch.
   *
   * @return whether the epoch is over
   * @throws TrainingException if the loss or a weight stops being a finite number
   */
  boolean advance(Dataset training, Progress progress, BooleanSupplier pause) {
    int count = training.count();
    Fit.require(network, Task.of(training, recipe.loss()), training);
    recipe.augmentations().forEach(a -> a.require(new Shape(training.exampleShape())));
    Mark start = new Mark(machine, variables(training));
    Optional<Lbfgs.Standing> standing = descent.flatMap(Descent::standing);
    if (Double.isNaN(firstWeights)) {
      firstWeights = largestWeight(start);
    }
    Tally begun = tally;
    long first = step;
    Feed feed = new Feed(training, recipe, epoch());
    while (tally.examples() < count) {
      double loss = next(feed, count);
      if (!Double.isFinite(loss)) {
        throw broken(training, start, standing, begun, first);
      }
      progress.batch(epoch(), tally.examples(), tally.loss() / tally.labels());
      if (tally.examples() < count && pause.getAsBoolean()) {
        return false;
      }
    }
    if (start.broken().isPresent()) {
      throw broken(training, start, standing, begun, first);
    }
    return true;
  }

  /** Ends an epoch, which had this loss in the end. */
  void endEpoch(double loss) {
    losses.add(loss);
    tally = Tally.NONE;
  }

  /** Trains on the next batch; returns its loss. */
  double next(Feed feed, int count) {
    long begin = System.nanoTime();
    Batches.Batch batch = nextBatch(count);
    feed.fill(batch, tally.examples());
    batch.noise().forEach(noise -> noise.draw(recipe.seed(), epoch(), tally.examples()));
    Schedule.Moment moment = moment(count);
    lastRate = recipe.optimizer().learningRate() * recipe.schedule().factor(moment);
    machine.storage(rate).set(0, lastRate);
    if (recipe.changesMomentum()) {
      machine.storage(momentum).set(0, recipe.schedule().momentum(moment).orElseThrow());
    }
    if (descent.isPresent()) {
      descent.get().step(batch.plan());
    } else {
      batch.plan().run();
    }
    step++;
    if (average.isPresent()) {
      average.get().follow(step);
    }
    double loss = batch.plan().number(batch.program().outputs().get(0));
    double right = batch.plan().number(batch.program().outputs().get(1));
    int labels = recipe.loss().measure() == Measure.R2 ? batch.size() : batch.labelled();
    double seconds = (System.nanoTime() - begin) / 1e9;
    tally = tally.plus(batch.size(), labels, loss * labels, right, seconds);
    return loss;
  }

  private Schedule.Moment moment(int count) {
    long perEpoch = Math.ceilDiv(count, recipe.batchSize());
    return new Schedule.Moment(step, Math.max(1, perEpoch * recipe.epochs()), losses);
  }

  private TrainingException broken(
      Dataset training, Mark start, Optional<Lbfgs.Standing> standing, Tally begun, long first) {
    start.restore();
    descent.ifPresent(d -> d.restore(standing));
    tally = begun;
    step = first;
    return new BreakdownSearch(this, new Feed(training, recipe, epoch()), training.count(), start)
        .find();
  }

  /** The parameters' variables, the optimiser's and the averages. */
  private Collection<Expr> variables(Dataset training) {
    Set<Expr> variables = new LinkedHashSet<>();
    network.parameters().forEach(p -> variables.add(p.variable()));
    variables.addAll(steps.of(recipe.batchOf(training.count())).program().updates().keySet());
    average.ifPresent(a -> variables.addAll(a.variables()));
    return variables;
  }

  /** Where it stands. */
  TrainingState state(Dataset training, List<Epoch> epochs, Optional<TrainingState.Best> best) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    variables(training).forEach(v -> values.put(v.op().name(), machine.read(v)));
    return new TrainingState(values, step, tally, epochs, best, descent.flatMap(Descent::standing));
  }

  /**
   * Goes to where another training stood.
   *
   * @throws IllegalArgumentException if that was one of another network or recipe
   */
  void restore(TrainingState state, Dataset training) {
    Collection<Expr> variables = variables(training);
    Set<String> names = new LinkedHashSet<>();
    variables.forEach(v -> names.add(v.op().name()));
    if (!names.equals(state.variables().keySet())) {
      throw new IllegalArgumentException(
          "the state has the variables " + state.variables().keySet() + ", not " + names);
    }
    variables.forEach(
        v -> machine.write(v, Objects.requireNonNull(state.variables().get(v.op().name()))));
    descent.ifPresent(d -> d.restore(state.descent()));
    step = state.step();
    tally = state.tally();
    losses.clear();
    state.epochs().forEach(epoch -> losses.add(epoch.score().loss()));
  }
}
