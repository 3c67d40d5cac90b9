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
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Lbfgs;
import org.chainrule.learn.optimizer.Schedule;
import org.chainrule.learn.training.TrainingState.Tally;

/** A training as it goes from batch to batch: how far it is, and its next steps. */
final class Course {
  /**
   * An epoch begins with a new mark once there were steps enough since the last one for each to
   * stand for so many of its numbers: to copy a large table takes longer than a few steps.
   */
  private static final int MARKED_A_STEP = 4096;

  private final Network network;
  private final Recipe recipe;
  private final Machine machine;
  private final Batches steps;
  private final Expr rate;
  private final Storage rates;
  private final Optional<Storage> momenta;
  private final Optional<WeightAverage> average;
  private final Optional<Descent> descent;
  private final List<Double> losses = new ArrayList<>();
  private long step;
  private Tally tally = Tally.NONE;
  private Optional<Stand> marked = Optional.empty();
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
    rates = machine.storage(rate);
    momenta = recipe.changesMomentum() ? Optional.of(machine.storage(momentum)) : Optional.empty();
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
    marked = Optional.empty();
  }

  /** Why no step will lower the loss any more, if the rule can tell. */
  Optional<History.End> end() {
    return descent.flatMap(Descent::end);
  }

  boolean hasBegun() {
    return step > 0;
  }

  /**
   * Where a training stood on the way through some examples.
   *
   * @param training the examples
   * @param values what all variables held
   * @param descent what the rule remembered
   * @param step how many updates were done
   * @param tally what was done of the epoch
   * @param epochs how many were over
   */
  record Stand(
      Dataset training,
      Mark values,
      Optional<Lbfgs.Standing> descent,
      long step,
      Tally tally,
      int epochs) {}

  /** Where it stands; uses the memory of another such note, if there is one. */
  Stand stand(Dataset training, Optional<Stand> other) {
    Mark values = other.map(Stand::values).orElseGet(() -> new Mark(machine, variables(training)));
    if (other.isPresent()) {
      values.move();
    }
    return new Stand(
        training, values, descent.flatMap(Descent::standing), step, tally, losses.size());
  }

  /** Goes back to where it stood. */
  void goBack(Stand stand) {
    stand.values.restore();
    descent.ifPresent(d -> d.restore(stand.descent));
    step = stand.step;
    tally = stand.tally;
    losses.subList(stand.epochs, losses.size()).clear();
  }

  /**
   * Trains on the rest of an epoch, until it is over or is told to pause after a batch.
   *
   * @return whether the epoch is over
   * @throws TrainingException if the loss or a weight stops being a finite number
   */
  boolean advance(Dataset training, Progress progress, BooleanSupplier pause) {
    int count = training.count();
    recipe.augmentations().forEach(a -> a.require(new Shape(training.exampleShape())));
    Stand from =
        marked
            .filter(old -> old.training.equals(training) && !isOld(old))
            .orElseGet(() -> stand(training, marked));
    marked = Optional.of(from);
    if (Double.isNaN(firstWeights)) {
      firstWeights = largestWeight(from.values);
    }
    Feed feed = new Feed(training, recipe, epoch());
    long begin = System.nanoTime();
    while (tally.examples() < count) {
      double loss = next(feed, count);
      if (!Double.isFinite(loss)) {
        throw broken(from);
      }
      progress.batch(epoch(), tally.examples(), tally.loss() / tally.labels());
      if (tally.examples() < count && pause.getAsBoolean()) {
        tally = tally.plusSeconds((System.nanoTime() - begin) / 1e9);
        return false;
      }
    }
    tally = tally.plusSeconds((System.nanoTime() - begin) / 1e9);
    if (isBroken(from)) {
      throw broken(from);
    }
    return true;
  }

  private boolean isOld(Stand mark) {
    return (step - mark.step) * MARKED_A_STEP >= mark.values.numbers();
  }

  /** Whether a number of the network stopped being finite, or any before the next mark. */
  private boolean isBroken(Stand from) {
    return isOld(from)
        ? from.values.broken().isPresent()
        : network.parameters().stream()
            .anyMatch(p -> !Mark.isFinite(machine.storage(p.variable())));
  }

  /**
   * Looks at all numbers, also at those that only the optimiser knows.
   *
   * @throws TrainingException if one is not finite
   */
  void check() {
    if (marked.isPresent() && marked.get().values.broken().isPresent()) {
      throw broken(marked.get());
    }
  }

  /** Ends an epoch, which had this loss in the end. */
  void endEpoch(double loss) {
    losses.add(loss);
    tally = Tally.NONE;
  }

  /** Trains on the next batch; returns its loss. */
  double next(Feed feed, int count) {
    Batches.Batch batch = nextBatch(count);
    feed.fill(batch, tally.examples());
    batch.noise().forEach(noise -> noise.draw(recipe.seed(), epoch(), tally.examples()));
    Schedule.Moment moment = moment(count);
    lastRate = recipe.optimizer().learningRate() * recipe.schedule().factor(moment);
    rates.set(0, lastRate);
    if (momenta.isPresent()) {
      momenta.get().set(0, recipe.schedule().momentum(moment).orElseThrow());
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
    tally = tally.plus(batch.size(), labels, loss * labels, right);
    return loss;
  }

  private Schedule.Moment moment(int count) {
    long perEpoch = Math.ceilDiv(count, recipe.batchSize());
    return new Schedule.Moment(step, Math.max(1, perEpoch * recipe.epochs()), losses);
  }

  private TrainingException broken(Stand from) {
    List<Double> known = List.copyOf(losses);
    goBack(from);
    marked = Optional.empty();
    return new BreakdownSearch(this, recipe, from, known).find();
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
    marked = Optional.empty();
  }
}
