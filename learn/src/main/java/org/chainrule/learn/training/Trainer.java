package org.chainrule.learn.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Forward;
import org.chainrule.learn.network.Mode;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.random.Philox;

/**
 * Trains a network: forward pass, gradient and update of a batch are one program on a machine.
 *
 * <p>{@link #fit} does a whole training; {@link #epoch} and {@link #score} are its parts for those
 * who want to do something else between epochs.
 */
public final class Trainer {
  private static final String REMEDY =
      "a smaller learning rate or standardised features usually help";

  private final Network network;
  private final Recipe recipe;
  private final Precision precision;
  private final Machine machine;
  private final List<Parameter> parameters;
  private final Batches steps;
  private final Scorer scorer;
  private final Expr rate = Expr.variable("learningRate");
  private int epochsDone;

  /** A trainer whose network has its first weights, by the recipe's seed. */
  public Trainer(Network network, Recipe recipe, Precision precision) {
    this(network, recipe, precision, new Engine(precision));
  }

  /**
   * A trainer on a machine of the caller's, which nothing else uses.
   *
   * @param precision what the machine computes in, and so the models that come of it
   */
  public Trainer(Network network, Recipe recipe, Precision precision, Machine machine) {
    this.network = network;
    this.recipe = recipe;
    this.precision = precision;
    this.machine = machine;
    parameters = network.parameters();
    steps = new Batches(machine, network.input(), (x, y) -> step(network, recipe, x, y, rate));
    scorer = new Scorer(network, machine);
    load(network.initialize(recipe.seed()));
    machine.write(rate, Tensor.scalar(recipe.optimizer().learningRate()));
  }

  /**
   * The program of a step with a full batch, as a trainer runs it: forward pass, gradient, updates.
   */
  public static Program step(Network network, Recipe recipe) {
    Expr x = Expr.variable("x", network.input().prepend(recipe.batchSize()));
    Expr y = Expr.variable("y", recipe.batchSize());
    return step(network, recipe, x, y, Expr.variable("learningRate"));
  }

  /** The outputs are the mean loss without decay, and how many examples were right. */
  private static Program step(Network network, Recipe recipe, Expr x, Expr y, Expr rate) {
    int size = y.shape().size(0);
    Forward forward = network.forward(x, Mode.TRAINING);
    Expr logits = forward.output();
    Expr loss = Loss.crossEntropy(logits, y).mean();
    List<Parameter> trained = network.parameters().stream().filter(Parameter::trained).toList();
    Expr objective =
        recipe.l2() == 0 ? loss : loss.plus(squares(trained).times(recipe.l2() / 2 / size));
    List<Expr> variables = trained.stream().map(Parameter::variable).toList();
    Map<Expr, Expr> found = Gradient.of(objective, variables);
    Map<Parameter, Expr> gradients = new LinkedHashMap<>();
    trained.forEach(
        p -> gradients.put(p, found.getOrDefault(p.variable(), Expr.filled(p.shape(), 0))));
    Map<Expr, Expr> updates = new LinkedHashMap<>(recipe.optimizer().updates(gradients, rate));
    updates.putAll(forward.updates());
    List<Expr> roots = new ArrayList<>(List.of(loss, Scorer.hits(logits, y).sum()));
    roots.addAll(updates.values());
    List<Expr> simple = Simplify.of(roots);
    Map<Expr, Expr> simpleUpdates = new LinkedHashMap<>();
    int i = 2;
    for (Expr variable : updates.keySet()) {
      simpleUpdates.put(variable, simple.get(i++));
    }
    return new Program(simple.subList(0, 2), simpleUpdates);
  }

  private static Expr squares(List<Parameter> trained) {
    return trained.stream()
        .filter(p -> p.role() == Parameter.Role.WEIGHT)
        .map(p -> p.variable().power(2).sum())
        .reduce(Expr::plus)
        .orElse(Expr.constant(0));
  }

  /** Learns the statistics of {@code standardize} layers from the training examples. */
  public void prepare(Dataset training) {
    load(network.statistics(training.features()));
  }

  /**
   * One pass over the training examples.
   *
   * @return the means over its batches, each scored before its own update
   * @throws TrainingException if the loss stops being a finite number
   * @throws IllegalArgumentException if there are no examples, or they do not fit the network
   */
  public Score epoch(Dataset training, Progress progress) {
    int count = training.count();
    Fit.require(network, training.labels().classes(), training);
    int number = ++epochsDone;
    int width = training.width();
    Philox random = Philox.of(recipe.seed(), "order of epoch " + number);
    int[] order = recipe.shuffle() ? random.permutation(count) : new int[0];
    Batches.Batch full = steps.of(Math.min(recipe.batchSize(), count));
    double loss = 0;
    double right = 0;
    int done = 0;
    while (done < count) {
      int size = Math.min(full.labels().size(), count - done);
      Batches.Batch batch = size == full.labels().size() ? full : steps.of(size);
      for (int i = 0; i < size; i++) {
        int example = recipe.shuffle() ? order[done + i] : done + i;
        batch.fill(i, width, example, training.features(), training.labels());
      }
      for (Noise noise : batch.noise()) {
        noise.draw(recipe.seed(), number, done);
      }
      batch.plan().run();
      double mean = batch.plan().number(batch.program().outputs().get(0));
      if (!Double.isFinite(mean)) {
        throw diverged(number, done / recipe.batchSize() + 1, mean);
      }
      loss += mean * size;
      right += batch.plan().number(batch.program().outputs().get(1));
      done += size;
      progress.batch(number, done, loss / done);
    }
    return new Score(loss / count, right / count);
  }

  private TrainingException diverged(int epoch, int batch, double loss) {
    return new TrainingException(
        String.format(
            Locale.ROOT,
            "the loss became %s in epoch %d, batch %d, at learning rate %s; %s",
            loss,
            epoch,
            batch,
            recipe.optimizer().learningRate(),
            REMEDY));
  }

  /** How well the network does now. */
  public Score score(Dataset data) {
    Fit.require(network, data.labels().classes(), data);
    return scorer.score(data);
  }

  /** The network as it is now. */
  public Model model(List<String> classes) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    parameters.forEach(p -> values.put(p.name(), machine.read(p.variable())));
    return new Model(network, classes, precision, values);
  }

  /**
   * Gives parameters these values, by name; the others and the optimiser's state stay as they are.
   *
   * @throws IllegalArgumentException if the network has no such parameter
   * @throws ShapeException if one has another shape
   */
  public void load(Map<String, Tensor> values) {
    Map<String, Expr> variables = new LinkedHashMap<>();
    parameters.forEach(p -> variables.put(p.name(), p.variable()));
    values.forEach(
        (name, value) -> {
          Expr variable = variables.get(name);
          if (variable == null) {
            throw new IllegalArgumentException(
                "no parameter " + name + " among " + variables.keySet());
          }
          machine.write(variable, value);
        });
  }

  /**
   * What a training came to.
   *
   * @param model the network with the best or last weights
   * @param history how it went
   */
  public record Result(Model model, History history) {}

  /**
   * A whole training: every epoch of the recipe, less if it stops early.
   *
   * @param validation examples that are scored after every epoch; with patience in the recipe they
   *     decide when to stop and which weights are kept
   * @throws TrainingException if the loss or a weight stops being a finite number
   * @throws IllegalArgumentException if there are no examples, or they do not fit the network or
   *     each other
   * @throws IllegalStateException if this trainer has trained before
   */
  public Result fit(Dataset training, Optional<Dataset> validation, Progress progress) {
    if (epochsDone > 0) {
      throw new IllegalStateException("this trainer has trained before; make a new one");
    }
    List<String> classes = training.labels().classes();
    Fit.require(network, classes, training);
    validation.ifPresent(data -> Fit.require(network, classes, data));
    prepare(training);
    List<Epoch> epochs = new ArrayList<>();
    Optional<Model> best = Optional.empty();
    double lowest = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    boolean stopped = false;
    while (epochs.size() < recipe.epochs() && !stopped && !progress.cancelled()) {
      long start = System.nanoTime();
      Score trained = epoch(training, progress);
      Optional<Score> validated = validation.map(this::score);
      double seconds = (System.nanoTime() - start) / 1e9;
      double eta = recipe.optimizer().learningRate();
      Epoch epoch = new Epoch(epochs.size() + 1, trained, validated, eta, seconds);
      epochs.add(epoch);
      progress.epoch(epoch);
      if (recipe.patience() == 0 || validated.isEmpty()) {
        bestEpoch = epoch.number();
      } else if (validated.get().loss() < lowest) {
        lowest = validated.get().loss();
        bestEpoch = epoch.number();
        best = Optional.of(model(classes));
      } else {
        stopped = epoch.number() - bestEpoch >= recipe.patience();
      }
    }
    Model model = best.orElseGet(() -> model(classes));
    load(model.values());
    requireFinite(model, epochs.size());
    return new Result(model, new History(epochs, bestEpoch, stopped));
  }

  /** The loss is scored before an update, so the last update is looked at here. */
  private void requireFinite(Model model, int epoch) {
    model
        .values()
        .forEach(
            (name, value) -> {
              if (!Arrays.stream(value.toArray()).allMatch(Double::isFinite)) {
                throw new TrainingException(
                    String.format(
                        Locale.ROOT,
                        "%s is no longer finite after epoch %d, at learning rate %s; %s",
                        name,
                        epoch,
                        recipe.optimizer().learningRate(),
                        REMEDY));
              }
            });
  }
}
