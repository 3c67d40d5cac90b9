package org.chainrule.learn.estimator;

import java.util.Arrays;
import java.util.Locale;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Targets;
import org.chainrule.learn.training.Errors;

/**
 * Examples and what is to be learnt of them.
 *
 * @param features what a model reads
 * @param targets what it should answer, of shape [examples, outputs]
 * @param weights how much each example counts, of shape [examples]; 1 for all if not given
 * @param objective what the answers mean
 */
public record Problem(Features features, Tensor targets, Tensor weights, Objective objective) {
  /**
   * Checks that the parts fit together.
   *
   * @throws ShapeException if there are not as many targets or weights as examples
   * @throws IllegalArgumentException if there are no examples, a number is not finite, or a weight
   *     or a count is negative
   */
  public Problem {
    int count = features.count();
    if (count == 0) {
      throw new IllegalArgumentException("there are no examples to learn from");
    }
    if (targets.shape().rank() != 2 || targets.shape().size(0) != count) {
      throw new ShapeException(
          "targets have shape %s; for %d examples it must be [%d, outputs]",
          targets.shape(), count, count);
    }
    if (!weights.shape().equals(Shape.of(count))) {
      throw new ShapeException(
          "sample weights have shape %s; for %d examples it must be [%d]",
          weights.shape(), count, count);
    }
    requireFinite(features);
    boolean positive = objective == Objective.POISSON;
    require("target", targets.toArray(), positive ? 0 : Double.NEGATIVE_INFINITY);
    require("sample weight", weights.toArray(), 0);
  }

  private static void requireFinite(Features features) {
    for (int i = 0; i < features.count(); i++) {
      double[] row = features.row(i);
      for (int k = 0; k < row.length; k++) {
        if (!Double.isFinite(row[k])) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "feature %d of example %d is %s; it must be finite",
                  k + 1,
                  i + 1,
                  row[k]));
        }
      }
    }
  }

  private static void require(String name, double[] values, double least) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= least) || Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s %d is %s; it must be %s",
                name,
                i + 1,
                values[i],
                least == 0 ? "at least 0" : "finite"));
      }
    }
  }

  /** Examples that count alike. */
  public Problem(Features features, Tensor targets, Objective objective) {
    this(features, targets, ones(features.count()), objective);
  }

  /**
   * The classes of examples as targets: one-hot, or a single 0 or 1 if there are at most two
   * classes; or numbers as a model sees them, for squared errors.
   */
  public static Problem of(Features features, Targets targets) {
    return switch (targets) {
      case Labels labels -> of(features, labels, ones(labels.count()));
      case Quantities numbers -> {
        double[] seen = new double[numbers.count() * numbers.width()];
        Arrays.setAll(seen, i -> numbers.scaled(i / numbers.width(), i % numbers.width()));
        Tensor table = Tensor.of(Shape.of(numbers.count(), numbers.width()), seen);
        yield new Problem(features, table, Objective.SQUARED_ERROR);
      }
    };
  }

  /** Classes as targets, of examples that count differently. */
  static Problem of(Features features, Labels labels, Tensor weights) {
    int classes = labels.classes().size();
    int outputs = classes > 2 ? classes : 1;
    double[] targets = new double[labels.count() * outputs];
    for (int i = 0; i < labels.count(); i++) {
      int label = labels.index(i);
      if (outputs == 1) {
        targets[i] = label;
      } else {
        targets[i * outputs + label] = 1;
      }
    }
    Objective objective = outputs == 1 ? Objective.LOGISTIC : Objective.SOFTMAX;
    return new Problem(
        features, Tensor.of(Shape.of(labels.count(), outputs), targets), weights, objective);
  }

  static Tensor ones(int count) {
    return Tensor.filled(Shape.of(count), 1);
  }

  /** How many examples there are. */
  int count() {
    return features.count();
  }

  /** How many numbers are answered. */
  int outputs() {
    return targets.shape().size(1);
  }

  double target(int example, int output) {
    return targets.at(example * outputs() + output);
  }

  /**
   * How well answers do on some examples: accuracy where targets are classes (all outputs must be
   * right), else R², the mean over outputs; weighted. NaN if an answer is not finite.
   *
   * @param answers one row of outputs for each of the examples
   */
  double score(int[] examples, double[] answers) {
    if (!Arrays.stream(answers).allMatch(Double::isFinite)) {
      return Double.NaN;
    }
    return switch (objective.measure()) {
      case ACCURACY -> accuracy(examples, answers);
      case R2 -> r2(examples, answers);
    };
  }

  private double accuracy(int[] examples, double[] answers) {
    int width = outputs();
    double right = 0;
    double all = 0;
    for (int i = 0; i < examples.length; i++) {
      boolean same = true;
      if (objective == Objective.SOFTMAX) {
        same = target(examples[i], largest(answers, i * width, width)) == 1;
      } else {
        for (int k = 0; k < width; k++) {
          same &= answers[i * width + k] > 0.5 == (target(examples[i], k) == 1);
        }
      }
      double weight = weights.at(examples[i]);
      right += same ? weight : 0;
      all += weight;
    }
    return right / all;
  }

  /** The position of the first largest of so many numbers, counted from where they begin. */
  static int largest(double[] values, int from, int count) {
    int best = 0;
    for (int k = 1; k < count; k++) {
      if (values[from + k] > values[from + best]) {
        best = k;
      }
    }
    return best;
  }

  /** The mean R² over outputs. */
  private double r2(int[] examples, double[] answers) {
    int width = outputs();
    double[] counted = Arrays.stream(examples).mapToDouble(weights::at).toArray();
    double sum = 0;
    for (int k = 0; k < width; k++) {
      double[] truth = new double[examples.length];
      double[] told = new double[examples.length];
      for (int i = 0; i < examples.length; i++) {
        truth[i] = target(examples[i], k);
        told[i] = answers[i * width + k];
      }
      sum += Errors.of(truth, told, counted).r2();
    }
    return sum / width;
  }
}
