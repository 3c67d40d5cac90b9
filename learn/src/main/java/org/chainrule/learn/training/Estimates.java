package org.chainrule.learn.training;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;

/** The numbers that a model tells of some examples. */
public final class Estimates {
  private final List<Quantity> quantities;
  private final double[][] values;

  Estimates(List<Quantity> quantities, double[][] values) {
    this.quantities = quantities;
    this.values = values;
  }

  /** What the numbers are. */
  public List<Quantity> quantities() {
    return quantities;
  }

  /** How many examples. */
  public int count() {
    return values.length;
  }

  /** A number of an example, in its own units. */
  public double at(int example, int quantity) {
    return values[example][quantity];
  }

  /** One number of all examples. */
  public double[] column(int quantity) {
    return IntStream.range(0, count()).mapToDouble(example -> at(example, quantity)).toArray();
  }

  /** How far each number is from the truth. */
  public List<Errors> errors(Quantities truth) {
    return IntStream.range(0, quantities.size())
        .mapToObj(k -> Errors.of(truth.column(k), column(k)))
        .toList();
  }
}
