package org.chainrule.learn.estimator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Task;
import org.chainrule.learn.training.TrainingException;

/**
 * A multi-layer perceptron that tells classes, trained as scikit-learn's {@code MLPClassifier} is.
 *
 * <p>With a {@code random_state} its loss curve is scikit-learn's to rounding errors. The classes
 * are all that the labels name, whether examples have them or not. More than two make a softmax
 * output; two, or labels of which an example has any number, a logistic one. Not thread-safe.
 */
public final class MlpClassifier {
  private final Estimation estimation;
  private List<String> classes = List.of();

  /** An unfitted classifier that computes in float64, as scikit-learn does. */
  public MlpClassifier(MlpSettings settings) {
    this(settings, Precision.FLOAT64);
  }

  /** An unfitted classifier. */
  public MlpClassifier(MlpSettings settings, Precision precision) {
    estimation = new Estimation(settings, precision);
  }

  /**
   * Learns from examples.
   *
   * @throws IllegalArgumentException if a number is not finite; with warm start also if classes or
   *     shapes are not those of the last fit
   * @throws TrainingException if a weight is no longer a finite number
   */
  public MlpClassifier fit(Features features, Labels labels) {
    return fit(features, labels, Problem.ones(labels.count()));
  }

  /** Learns from examples that count differently; errors as of {@link #fit(Features, Labels)}. */
  public MlpClassifier fit(Features features, Labels labels, Tensor sampleWeight) {
    return fit(Problem.of(features, labels, sampleWeight), labels.classes(), false);
  }

  /**
   * Learns which of some labels an example has.
   *
   * @param indicators 0 or 1 for every example and label, of shape [examples, labels]
   * @throws IllegalArgumentException as for {@link #fit(Features, Labels)}, or for other indicators
   */
  public MlpClassifier fit(Features features, Tensor indicators) {
    return fit(multilabel(features, indicators), numbers(indicators.shape().size(1)), false);
  }

  /**
   * One more epoch over these examples.
   *
   * @param labels their classes are all that there will ever be
   * @throws IllegalArgumentException if an earlier call had other classes, or for L-BFGS or early
   *     stopping
   */
  public MlpClassifier partialFit(Features features, Labels labels) {
    return partialFit(features, labels, Problem.ones(labels.count()));
  }

  /** One more epoch over examples that count differently. */
  public MlpClassifier partialFit(Features features, Labels labels, Tensor sampleWeight) {
    return fit(Problem.of(features, labels, sampleWeight), labels.classes(), true);
  }

  /** One more epoch over examples that have any number of labels. */
  public MlpClassifier partialFit(Features features, Tensor indicators) {
    return fit(multilabel(features, indicators), numbers(indicators.shape().size(1)), true);
  }

  private MlpClassifier fit(Problem problem, List<String> named, boolean incremental) {
    if (estimation.goesOn(incremental) && !named.equals(classes)) {
      throw new IllegalArgumentException(
          "the fit cannot go on: the classes were " + classes + " and are now " + named);
    }
    estimation.fit(problem, incremental);
    classes = named;
    return this;
  }

  private static Problem multilabel(Features features, Tensor indicators) {
    if (!Arrays.stream(indicators.toArray()).allMatch(y -> y == 0 || y == 1)) {
      throw new IllegalArgumentException("indicators must be 0 or 1");
    }
    return new Problem(features, indicators, Objective.LOGISTIC);
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /** The class of each example. */
  public Labels predict(Features features) {
    Tensor answers = fitted().answers(features);
    int width = answers.shape().size(1);
    double[] numbers = answers.toArray();
    int last = classes.size() - 1;
    return new Labels(
        IntStream.range(0, features.count())
            .map(
                i ->
                    width > 1
                        ? Problem.largest(numbers, i * width, width)
                        : numbers[i] > 0.5 ? last : 0)
            .toArray(),
        classes);
  }

  /** Which labels each example has, 0 or 1, after a fit to indicators. */
  public Tensor predictIndicators(Features features) {
    Tensor answers = fitted().answers(features);
    double[] indicators = answers.toArray();
    Arrays.setAll(indicators, i -> indicators[i] > 0.5 ? 1 : 0);
    return Tensor.of(answers.shape(), indicators);
  }

  /**
   * The probability of each class, of shape [examples, classes]; of each label after a fit to
   * indicators, then not of sum 1.
   */
  public Tensor predictProba(Features features) {
    Tensor answers = fitted().answers(features);
    if (answers.shape().size(1) > 1 || classes.size() == 1) {
      return answers;
    }
    double[] both = new double[2 * features.count()];
    for (int i = 0; i < features.count(); i++) {
      both[2 * i] = 1 - answers.at(i);
      both[2 * i + 1] = answers.at(i);
    }
    return Tensor.of(Shape.of(features.count(), 2), both);
  }

  /** The logarithms of the probabilities. */
  public Tensor predictLogProba(Features features) {
    Tensor probabilities = predictProba(features);
    return Tensor.of(
        probabilities.shape(), Arrays.stream(probabilities.toArray()).map(Math::log).toArray());
  }

  /**
   * The share of examples whose class it tells.
   *
   * @throws ShapeException if an example has another number of features than it reads
   */
  public double score(Features features, Labels labels) {
    return score(features, labels, Problem.ones(labels.count()));
  }

  /** The share of examples whose class it tells, of examples that count differently. */
  public double score(Features features, Labels labels, Tensor sampleWeight) {
    return score(Problem.of(features, labels.withClasses(classes), sampleWeight));
  }

  /** The share of examples of which it tells every label. */
  public double score(Features features, Tensor indicators) {
    return score(multilabel(features, indicators));
  }

  private double score(Problem problem) {
    int[] all = IntStream.range(0, problem.count()).toArray();
    return problem.score(all, fitted().answers(problem.features()).toArray());
  }

  /** The names of the classes; of labels after a fit to indicators, 0, 1 and so on. */
  public List<String> classes() {
    return classes;
  }

  /** How the training went. */
  public TrainingLog log() {
    return estimation.log();
  }

  /** {@code coefs_}: the weights of each layer, of shape [inputs, units]. */
  public List<Tensor> coefs() {
    return fitted().weights();
  }

  /** {@code intercepts_}: the biases of each layer. */
  public List<Tensor> intercepts() {
    return fitted().biases();
  }

  /** The network with its weights. */
  public FittedMlp fitted() {
    return estimation.fitted();
  }

  /**
   * What was fitted as a model that can be written into a file.
   *
   * @throws IllegalArgumentException after a fit to indicators, or of a single class
   */
  public Model model() {
    return fitted().model(new Task.Classification(classes));
  }
}
