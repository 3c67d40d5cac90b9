package org.chainrule.learn.estimator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.random.RandomState;
import org.chainrule.learn.training.Measure;

/**
 * How the training of one model goes: all that is decided between its steps, and what a warm start
 * or a partial fit goes on from. The rules are scikit-learn's.
 */
final class Course {
  private static final int USUAL_BATCH = 200;
  private static final double SMALLEST_RATE = 1e-6;
  private static final double RATE_DIVISOR = 5;

  private final MlpSettings settings;
  private final Network network;
  private final List<Double> lossCurve = new ArrayList<>();
  private final List<Double> validationScores = new ArrayList<>();
  private Map<Expr, Tensor> values = new LinkedHashMap<>();
  private Map<Expr, Tensor> best = new LinkedHashMap<>();
  private RandomState random = new RandomState(0);
  private int[] train = {};
  private int[] validation = {};
  private int[] order = {};
  private double rate;
  private long adamSteps;
  private long seen;
  private int iterations;
  private int notBetter;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private double bestScore = Double.NEGATIVE_INFINITY;
  private double loss = Double.NaN;
  private boolean converged;
  private boolean minimized;

  /** The course of a model that is untrained: its first {@link #begin} draws its weights. */
  Course(MlpSettings settings, Network network) {
    this.settings = settings;
    this.network = network;
  }

  /**
   * Prepares a fit, drawing from the generator in scikit-learn's order.
   *
   * @param examples those to learn from and, with early stopping, to stop by
   * @param incremental whether the solver keeps what it remembers
   */
  void begin(Problem problem, int[] examples, boolean incremental) {
    random = new RandomState(settings.randomState().orElseGet(Course::anySeed));
    if (values.isEmpty()) {
      drawWeights();
      learnStatistics(problem, examples);
    }
    if (!incremental || rate == 0) {
      rate = settings.learningRateInit();
      adamSteps = 0;
      values.keySet().retainAll(network.parameters().stream().map(Parameter::variable).toList());
    }
    iterations = 0;
    converged = false;
    minimized = false;
    train = examples;
    if (settings.earlyStopping() && settings.solver().isStochastic()) {
      if (incremental) {
        throw new IllegalArgumentException("a partial fit cannot stop early; unset early_stopping");
      }
      setAside(problem, examples);
    }
    if (incremental && !settings.solver().isStochastic()) {
      throw new IllegalArgumentException("L-BFGS has no partial fit; use sgd or adam");
    }
    order = new int[train.length];
    Arrays.setAll(order, i -> i);
  }

  private static long anySeed() {
    return Integer.toUnsignedLong(RandomGenerator.getDefault().nextInt());
  }

  /** Uniform on ±√(6/(inputs + units)), 2 for 6 before sigmoid; biases as well. */
  private void drawWeights() {
    double factor = settings.activation() == Activation.SIGMOID ? 2 : 6;
    for (Parameter parameter : network.trained()) {
      double bound = Math.sqrt(factor / (parameter.fanIn() + parameter.fanOut()));
      double[] drawn = new double[parameter.shape().elements()];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = random.uniform(-bound, bound);
      }
      values.put(parameter.variable(), Tensor.of(parameter.shape(), drawn));
    }
    best = new LinkedHashMap<>(values);
  }

  /** Those of a layer that standardises, if there is one. */
  private void learnStatistics(Problem problem, int[] examples) {
    List<Parameter> learnt = network.parameters().stream().filter(p -> !p.trained()).toList();
    if (!learnt.isEmpty()) {
      var statistics = network.statistics(problem.features().select(examples));
      learnt.forEach(p -> values.put(p.variable(), statistics.get(p.name())));
    }
  }

  private void setAside(Problem problem, int[] examples) {
    boolean stratify = problem.objective().measure() == Measure.ACCURACY && problem.outputs() == 1;
    TrainTestSplit split =
        stratify
            ? TrainTestSplit.stratified(
                Arrays.stream(examples).map(i -> (int) problem.target(i, 0)).toArray(),
                settings.validationFraction(),
                random)
            : TrainTestSplit.of(examples.length, settings.validationFraction(), random);
    train = Arrays.stream(split.train()).map(i -> examples[i]).toArray();
    validation = Arrays.stream(split.test()).map(i -> examples[i]).toArray();
  }

  /** How many examples a full batch has. */
  int batchSize() {
    return Math.min(settings.batchSize().orElse(USUAL_BATCH), train.length);
  }

  /** How many examples it learns from. */
  int count() {
    return train.length;
  }

  /** How many steps an epoch has. */
  int batches() {
    return Math.ceilDiv(count(), batchSize());
  }

  /** The order for a new epoch: that of the last one shuffled. */
  void shuffle() {
    if (settings.shuffle()) {
      int[] last = order;
      order = Arrays.stream(random.permutation(last.length)).map(i -> last[i]).toArray();
    }
  }

  /** The number of the example at this place of the epoch. */
  int example(int place) {
    return train[order[place]];
  }

  /** The step size of the next step. */
  double nextRate() {
    if (settings.solver() != Solver.ADAM) {
      return rate;
    }
    adamSteps++;
    return settings.learningRateInit()
        * Math.sqrt(1 - Math.pow(settings.beta2(), (double) adamSteps))
        / (1 - Math.pow(settings.beta1(), (double) adamSteps));
  }

  /** The examples that decide when to stop; none without early stopping. */
  int[] validation() {
    return validation;
  }

  /** Ends an epoch that is not judged by examples set aside. */
  void endEpoch(double mean) {
    count(mean);
    notBetter = mean > bestLoss - settings.tol() ? notBetter + 1 : 0;
    if (mean < bestLoss) {
      bestLoss = mean;
    }
    adapt();
  }

  /** Ends an epoch that is; the values are read only if they are the best so far. */
  void endEpoch(double mean, double score, Supplier<Map<Expr, Tensor>> current) {
    count(mean);
    validationScores.add(score);
    notBetter = score < bestScore + settings.tol() ? notBetter + 1 : 0;
    if (score > bestScore) {
      bestScore = score;
      best = current.get();
    }
    adapt();
  }

  private void count(double mean) {
    loss = mean;
    lossCurve.add(mean);
    iterations++;
    seen += count();
  }

  private void adapt() {
    LearningRate rule = settings.learningRate();
    if (settings.solver() == Solver.SGD && rule == LearningRate.INVSCALING) {
      rate = settings.learningRateInit() / Math.pow((double) (seen + 1), settings.powerT());
    }
    if (notBetter > settings.nIterNoChange()) {
      if (settings.solver() == Solver.SGD
          && rule == LearningRate.ADAPTIVE
          && rate > SMALLEST_RATE) {
        rate /= RATE_DIVISOR;
        notBetter = 0;
      } else {
        converged = true;
      }
    }
  }

  /** Ends a minimisation by L-BFGS. */
  void endMinimization(double value, int steps, boolean found) {
    loss = value;
    iterations = steps;
    converged = found;
    minimized = true;
  }

  /** Whether there is no further epoch. */
  boolean ended() {
    return converged || minimized || iterations >= settings.maxIter();
  }

  /** Takes what training left for the time being. */
  void pause(Map<Expr, Tensor> last) {
    values = last;
  }

  /** Takes what training left: the best weights with early stopping. */
  void end(Map<Expr, Tensor> last) {
    values = last;
    if (validation.length > 0) {
      values.putAll(best);
    }
  }

  MlpSettings settings() {
    return settings;
  }

  Network network() {
    return network;
  }

  /** Weights and biases, and what the solver remembers of them, by variable. */
  Map<Expr, Tensor> values() {
    return values;
  }

  /** The model as it is. */
  FittedMlp fitted(Precision precision, Objective objective) {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      Tensor value = values.get(p.variable());
      if (value != null) {
        byName.put(p.name(), value);
      }
    }
    return new FittedMlp(network, objective, precision, byName);
  }

  /** What came of it so far. */
  TrainingLog log() {
    return new TrainingLog(
        lossCurve, validationScores, loss, bestLoss, bestScore, iterations, seen, converged);
  }
}
