package org.chainrule.learn.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Spread;
import org.chainrule.learn.network.Forward;
import org.chainrule.learn.network.Mode;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.optimizer.QuasiNewton;

/**
 * Trains a network: forward pass, gradient and update of a batch are one program on a machine.
 *
 * <p>{@link #fit} does a whole training; {@link #epoch} and {@link #score} are its parts for those
 * who want to do something else between epochs.
 */
public final class Trainer {
  private final Network network;
  private final Recipe recipe;
  private final Precision precision;
  private final Machine machine;
  private final List<Parameter> parameters;
  private final Scorer scorer;
  private final Expr rate = Expr.variable("learningRate");
  private final Expr momentum = Expr.variable("momentum");
  private final Expr variances;
  private final Optional<WeightAverage> average;
  private final Course course;
  private final Optional<WordNumbers> words;

  /** Features whose numbers of words were looked at; each is equal to itself only. */
  private final Set<Features> known = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * A trainer whose network has its first weights, by the recipe's seed.
   *
   * @throws IllegalArgumentException if the recipe's optimiser is not for this network
   */
  public Trainer(Network network, Recipe recipe, Precision precision) {
    this(network, recipe, precision, new Engine(precision));
  }

  /**
   * A trainer on a machine of the caller's, which nothing else uses.
   *
   * @param precision what the machine computes in, and so the models that come of it
   */
  public Trainer(Network network, Recipe recipe, Precision precision, Machine machine) {
    recipe.requireFor(network);
    this.network = network;
    this.recipe = recipe;
    this.precision = precision;
    this.machine = machine;
    parameters = network.parameters();
    variances = variances(network);
    Batches steps =
        new Batches(
            machine,
            network,
            recipe.loss(),
            (x, y) -> step(network, recipe, x, y, rate, momentum, variances));
    average =
        recipe.averageDecay() > 0
            ? Optional.of(new WeightAverage(network, recipe.averageDecay(), machine))
            : Optional.empty();
    Optional<Descent> descent =
        recipe.optimizer() instanceof QuasiNewton rule
            ? Optional.of(new Descent(network, rule, machine))
            : Optional.empty();
    course = new Course(network, recipe, machine, steps, rate, momentum, average, descent);
    words = WordNumbers.of(network);
    scorer = new Scorer(network, recipe.loss(), machine);
    load(network.initialize(recipe.seed()));
    machine.write(rate, Tensor.scalar(recipe.optimizer().learningRate()));
    machine.write(variances, Tensor.filled(variances.shape(), 1));
  }

  /** The variance of each number over the training examples, as the model sees it. */
  private static Expr variances(Network network) {
    return Expr.variable("variances", network.output());
  }

  /**
   * The program of a step with a full batch, as a trainer runs it: forward pass, gradient, updates.
   *
   * @throws IllegalArgumentException if the recipe's optimiser is not for this network
   */
  public static Program step(Network network, Recipe recipe) {
    recipe.requireFor(network);
    Expr x = Expr.variable("x", network.input().prepend(recipe.batchSize()));
    Expr y = Expr.variable("y", recipe.loss().targets(network).prepend(recipe.batchSize()));
    return step(
        network,
        recipe,
        x,
        y,
        Expr.variable("learningRate"),
        Expr.variable("momentum"),
        variances(network));
  }

  /** What a trainer runs after each step: the moving average of the weights, if there is one. */
  public static Optional<Program> afterStep(Network network, Recipe recipe) {
    return recipe.averageDecay() > 0
        ? Optional.of(WeightAverage.program(network))
        : Optional.empty();
  }

  /** The outputs are the mean loss without decay, and the sum of {@link #qualities}. */
  private static Program step(
      Network network, Recipe recipe, Expr x, Expr y, Expr rate, Expr momentum, Expr variances) {
    int size = y.shape().size(0);
    Forward forward = network.forward(x, Mode.TRAINING);
    Expr output = forward.output();
    Expr loss = recipe.loss().mean(output, y);
    List<Parameter> trained = network.trained();
    Expr objective = recipe.loss().objective(output, y, loss);
    if (recipe.l1() > 0) {
      objective = objective.plus(sum(trained, Functions::abs).times(recipe.l1() / size));
    }
    if (recipe.l2() > 0) {
      objective = objective.plus(sum(trained, w -> w.power(2)).times(recipe.l2() / 2 / size));
    }
    List<Expr> variables = trained.stream().map(Parameter::variable).toList();
    Map<Expr, Expr> found = Gradient.of(objective, variables);
    Map<Parameter, Expr> gradients = new LinkedHashMap<>();
    trained.forEach(
        p -> gradients.put(p, found.getOrDefault(p.variable(), Expr.filled(p.shape(), 0))));
    Map<Parameter, Expr> bounded =
        recipe.clipping().map(clipping -> clipping.apply(gradients)).orElse(gradients);
    Optimizer rule = recipe.optimizer();
    Map<Expr, Expr> updates =
        new LinkedHashMap<>(
            recipe.changesMomentum()
                ? rule.updates(bounded, rate, momentum)
                : rule.updates(bounded, rate));
    if (rule instanceof QuasiNewton) {
      updates.put(QuasiNewton.OBJECTIVE, objective);
    }
    updates.putAll(forward.updates());
    List<Expr> roots =
        new ArrayList<>(List.of(loss, qualities(recipe.loss(), output, y, variances).sum()));
    roots.addAll(updates.values());
    List<Expr> simple = Simplify.of(roots);
    Map<Expr, Expr> simpleUpdates = new LinkedHashMap<>();
    int i = 2;
    for (Expr variable : updates.keySet()) {
      simpleUpdates.put(variable, simple.get(i++));
    }
    return new Program(simple.subList(0, 2), simpleUpdates);
  }

  /** Whether each label is told right, or what each example adds to n R². */
  private static Expr qualities(Loss loss, Expr output, Expr y, Expr variances) {
    return switch (loss.measure()) {
      case ACCURACY -> Scorer.hits(Scorer.logits(loss, output), y);
      case R2 -> Expr.constant(1).minus(output.minus(y).power(2).dividedBy(variances).mean(1));
    };
  }

  /** Of a function of all weights, those that decay makes smaller. */
  private static Expr sum(List<Parameter> trained, UnaryOperator<Expr> function) {
    return trained.stream()
        .filter(p -> p.role() == Parameter.Role.WEIGHT)
        .map(p -> function.apply(p.variable()).sum())
        .reduce(Expr::plus)
        .orElse(Expr.constant(0));
  }

  /**
   * Learns from the training examples the statistics of {@code standardize} layers and the variance
   * of what is to be told.
   */
  public void prepare(Dataset training) {
    load(network.statistics(training.features()));
    if (training.targets() instanceof Quantities numbers) {
      List<Spread> spreads = numbers.spreads();
      double[] found = new double[spreads.size()];
      for (int k = 0; k < found.length; k++) {
        double deviation = spreads.get(k).standardDeviation() / numbers.quantities().get(k).scale();
        found[k] = deviation > 0 ? deviation * deviation : 1;
      }
      machine.write(variances, Tensor.of(variances.shape(), found));
    }
  }

  /**
   * One pass over the training examples, which must not change between passes.
   *
   * @return the means over its batches, each scored before its own update
   * @throws TrainingException if the loss or a weight stops being a finite number
   * @throws IllegalArgumentException if there are no examples, or they do not fit the network
   * @throws DataException if a table of words reads what is no number of a word
   */
  public Score epoch(Dataset training, Progress progress) {
    require(training, Task.of(training, recipe.loss()));
    course.advance(training, progress, () -> false);
    Score score = course.tally().score();
    course.endEpoch(score.loss());
    return score;
  }

  /** How well the network does now, by the average of its weights if the recipe has one. */
  public Score score(Dataset data) {
    require(data, Task.of(data, recipe.loss()));
    return averaged(() -> scorer.score(data));
  }

  /**
   * Checks that examples fit; their numbers of words once, as features are not to change between
   * passes.
   */
  private void require(Dataset data, Task task) {
    Fit.require(network, task, data);
    if (words.isPresent() && !known.contains(data.features())) {
      words.get().require(data.name(), data.features());
      known.add(data.features());
    }
  }

  /** What the network gives with averages for weights. */
  private <T> T averaged(Supplier<T> action) {
    return average.isPresent() ? average.get().inPlace(action) : action.get();
  }

  /** The network as it is now, to tell classes; with averages, if the recipe has them. */
  public Model model(List<String> classes) {
    return model(new Task.Classification(classes));
  }

  /** The network as it is now; with averages, if the recipe has them. */
  public Model model(Task task) {
    return new Model(network, task, precision, values(), Optional.empty());
  }

  /** The values of the parameters now, or their averages. */
  Map<String, Tensor> values() {
    Map<String, Tensor> values = new LinkedHashMap<>();
    return averaged(
        () -> {
          parameters.forEach(p -> values.put(p.name(), machine.read(p.variable())));
          return values;
        });
  }

  /**
   * Gives parameters these values, by name; the others and the optimiser's state stay as they are.
   * Averages begin anew.
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
    average.ifPresent(WeightAverage::begin);
    course.setOut();
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
    return fit(training, validation, progress, Keeper.NONE, Optional.empty());
  }

  /**
   * The same, with states kept on the way. A training that goes on from one of them comes to the
   * same bits as one that was never interrupted. If it is cancelled within an epoch, what is done
   * of this counts as its last epoch; the state that is kept is the one before that.
   *
   * @param keeper who keeps states
   * @param from where to begin; of the same recipe, network and examples
   * @throws IllegalArgumentException also if the state does not fit the network and the recipe
   */
  public Result fit(
      Dataset training,
      Optional<Dataset> validation,
      Progress progress,
      Keeper keeper,
      Optional<TrainingState> from) {
    if (course.hasBegun()) {
      throw new IllegalStateException("this trainer has trained before; make a new one");
    }
    Task task = Task.of(training, recipe.loss());
    require(training, task);
    validation.ifPresent(data -> require(data, task));
    prepare(training);
    Training run = new Training(this, course, recipe, training, validation, progress, keeper);
    from.ifPresent(run::resume);
    return run.run();
  }
}
