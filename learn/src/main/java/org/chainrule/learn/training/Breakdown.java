package org.chainrule.learn.training;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;

/**
 * Where numbers stopped being finite, and what is the likely cause.
 *
 * @param event what was noticed: the loss, or a parameter
 * @param epoch in which epoch, from 1
 * @param batch in which of its batches, from 1
 * @param learningRate of that step, if it has one
 * @param node the first node in the order of computation whose inputs are finite and whose value is
 *     not; a variable if it was given such numbers
 * @param place the layer, the loss, a gradient or an update that the node belongs to
 * @param value the node's value
 * @param inputs the values of its inputs
 * @param weights the largest magnitude of a weight before that step
 * @param weightsBefore the same when training began, or went on
 * @param cause the likely cause
 */
public record Breakdown(
    String event,
    int epoch,
    int batch,
    OptionalDouble learningRate,
    Expr node,
    String place,
    Tensor value,
    List<Tensor> inputs,
    double weights,
    double weightsBefore,
    Cause cause) {

  public Breakdown {
    inputs = List.copyOf(inputs);
  }

  /** What makes numbers infinite or NaN. */
  public enum Cause {
    /** The examples hold such numbers. */
    DATA("the examples hold numbers that are not finite; leave them out or fill them in"),
    /** A parameter held such a number before the step. */
    PARAMETER("the parameter was given numbers that are not finite"),
    /** Examples of very large numbers. */
    FEATURES("the examples hold very large numbers: standardise them"),
    /** Steps too long. */
    LEARNING_RATE("the learning rate is too high: make it ten times smaller, or clip gradients"),
    /** A logarithm of 0, or of less. */
    LOGARITHM(
        "the logarithm of a number that is not above 0; add a small number to it, or use"
            + " log-softmax, log-sum-exp or softplus, which are safe"),
    /** A division by 0. */
    DIVISION("a division by 0; add a small number to the divisor"),
    /** A broken power of a number below 0. */
    POWER("a broken power of a number below 0"),
    /** eˣ for a large x. */
    EXPONENTIAL(
        "e to the power of a number too large for the precision; subtract the largest first, as"
            + " softmax and log-sum-exp do"),
    /** A sum or product too large, with weights that did not grow. */
    OVERFLOW(
        "a number too large for the precision; standardised features, smaller first weights or"
            + " float64 help");

    private final String text;

    Cause(String text) {
      this.text = text;
    }

    /** The cause and what usually helps, as a sentence without its end. */
    public String text() {
      return text;
    }
  }

  /** The position in the value of the first number that is not finite, in row-major order. */
  public int position() {
    for (int i = 0; i < value.shape().elements(); i++) {
      if (!Double.isFinite(value.at(i))) {
        return i;
      }
    }
    return 0;
  }

  /** How many of the node's numbers are not finite. */
  public int count() {
    int count = 0;
    for (int i = 0; i < value.shape().elements(); i++) {
      count += Double.isFinite(value.at(i)) ? 0 : 1;
    }
    return count;
  }

  /** All of it, as a few lines. */
  public String text() {
    int position = position();
    String inputTexts =
        inputs.stream()
            .map(input -> "\n  reads " + range(input) + here(input, position).orElse(""))
            .collect(Collectors.joining());
    return format(
        """
        %s in epoch %d, batch %d%s
          first in %s: %s of shape %s has %d of %d numbers not finite, the first %s%s%s
          largest weight: %.4g, when training began %.4g
          likely cause: %s\
        """,
        event,
        epoch,
        batch,
        atRate(learningRate),
        place,
        node.op().name(),
        value.shape(),
        count(),
        value.shape().elements(),
        value.at(position),
        value.shape().rank() == 0 ? "" : " at " + Arrays.toString(value.shape().index(position)),
        inputTexts,
        weights,
        weightsBefore,
        cause.text());
  }

  /** The learning rate as it follows on the place in time. */
  static String atRate(OptionalDouble rate) {
    return rate.isPresent() ? ", at learning rate " + rate.getAsDouble() : "";
  }

  private static String range(Tensor input) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < input.shape().elements(); i++) {
      low = Math.min(low, input.at(i));
      high = Math.max(high, input.at(i));
    }
    return format("%s, from %.6g to %.6g", input.shape(), low, high);
  }

  private Optional<String> here(Tensor input, int position) {
    return input.shape().equals(value.shape()) && input.shape().rank() > 0
        ? Optional.of(format(", there %.6g", input.at(position)))
        : Optional.empty();
  }

  private static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }
}
