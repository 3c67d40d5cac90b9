package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.number.Rational;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/** Judges a network, weights and all, by the outputs that are wanted for inputs. */
public final class NetworkClaim {
  private static final int DIGITS = 10;
  private static final double TOLERANCE = 1e-9;

  private NetworkClaim() {}

  /**
   * An input and what is wanted for it.
   *
   * @param text the pair in writing
   * @param inputs the values of the input variables
   * @param wanted the output
   */
  public record Pair(String text, Map<Expr, Tensor> inputs, Tensor wanted) {}

  /** When an output counts as the one that is wanted. */
  public sealed interface Agreement {
    /** Equal to within rounding in float64. */
    record Exact() implements Agreement {}

    /** Equal when rounded to a whole number. */
    record Rounded() implements Agreement {}

    /**
     * On the same side of a threshold.
     *
     * @param threshold the threshold
     */
    record SameSide(double threshold) implements Agreement {}
  }

  /** The rows of a table as pairs, for these input variables: numbers, or one vector. */
  public static List<Pair> pairs(TruthTable table, List<Expr> inputs) {
    int width = inputs.stream().mapToInt(v -> v.shape().elements()).sum();
    if (width != table.width()) {
      throw new IllegalArgumentException(
          "the table has "
              + table.width()
              + " inputs a row, the formula "
              + width
              + ": "
              + inputs.stream().map(v -> v.op().name()).toList());
    }
    List<Pair> pairs = new ArrayList<>();
    for (TruthTable.Row row : table.rows()) {
      Map<Expr, Tensor> values = new HashMap<>();
      int from = 0;
      for (Expr input : inputs) {
        int to = from + input.shape().elements();
        double[] numbers =
            row.inputs().subList(from, to).stream().mapToDouble(Rational::toDouble).toArray();
        values.put(input, Tensor.of(input.shape(), numbers));
        from = to;
      }
      pairs.add(new Pair(row.toString(), values, Tensor.scalar(row.output().toDouble())));
    }
    return pairs;
  }

  /**
   * The verdict; a wrong one names the pairs that fail.
   *
   * @throws IllegalArgumentException if a weight has no value
   */
  public static Verdict judge(FormulaProgram program, List<Pair> pairs, Agreement agreement) {
    List<String> failing = new ArrayList<>();
    for (Pair pair : pairs) {
      Map<Expr, Tensor> values = new HashMap<>(program.values());
      values.putAll(pair.inputs());
      Tensor output = Interpreter.evaluate(program.objective().value(), values);
      if (output.shape().elements() != pair.wanted().shape().elements()) {
        throw new IllegalArgumentException(
            pair.text()
                + ": the output has shape "
                + output.shape()
                + ", what is wanted "
                + pair.wanted().shape());
      }
      OptionalDouble wrong = firstWrong(output, pair.wanted(), agreement);
      wrong.ifPresent(
          value ->
              failing.add(pair.text() + ", but the output is " + ValueText.number(value, DIGITS)));
    }
    return failing.isEmpty()
        ? new Verdict.Right(
            pairs.size() == 1
                ? "the pair is as wanted"
                : "all " + pairs.size() + " rows are as wanted")
        : new Verdict.Wrong(
            failing.size()
                + " of "
                + pairs.size()
                + " rows fail:\n  "
                + String.join("\n  ", failing),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  private static OptionalDouble firstWrong(Tensor output, Tensor wanted, Agreement agreement) {
    for (int i = 0; i < output.shape().elements(); i++) {
      if (!agrees(output.at(i), wanted.at(i), agreement)) {
        return OptionalDouble.of(output.at(i));
      }
    }
    return OptionalDouble.empty();
  }

  private static boolean agrees(double output, double wanted, Agreement agreement) {
    return switch (agreement) {
      case Agreement.Exact _ ->
          Math.abs(output - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
      case Agreement.Rounded _ -> Math.rint(output) == wanted;
      case Agreement.SameSide(double threshold) ->
          Double.isFinite(output) && (output > threshold) == (wanted > threshold);
    };
  }
}
