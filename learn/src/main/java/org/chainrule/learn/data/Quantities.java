package org.chainrule.learn.data;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** What a model should say: one or several numbers for each example. */
public final class Quantities implements Targets {
  private final List<Quantity> quantities;
  private final double[] values;

  /**
   * Takes the numbers of all examples, one example after the other, in their own units. The array
   * is kept, not copied.
   *
   * @throws IllegalArgumentException if there is no quantity, one is named twice, their number does
   *     not divide that of the values, or a value is not finite
   */
  public Quantities(List<Quantity> quantities, double[] values) {
    this.quantities = List.copyOf(quantities);
    this.values = values;
    if (quantities.isEmpty() || values.length % quantities.size() != 0) {
      throw new IllegalArgumentException(
          values.length + " values are not rows of " + quantities.size());
    }
    List<String> names = quantities.stream().map(Quantity::name).toList();
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("a target is named twice in " + names);
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "target " + values[i] + " of example " + i / width() + " is not a finite number");
      }
    }
  }

  /** What the numbers are. */
  public List<Quantity> quantities() {
    return quantities;
  }

  /** How many numbers an example has. */
  public int width() {
    return quantities.size();
  }

  @Override
  public int count() {
    return values.length / width();
  }

  /** A number of an example, in its own units. */
  public double at(int example, int quantity) {
    return values[example * width() + quantity];
  }

  /** A number of an example, as a model sees it. */
  public double scaled(int example, int quantity) {
    return quantities.get(quantity).scaled(at(example, quantity));
  }

  /** One number of all examples, in its own units. */
  public double[] column(int quantity) {
    return IntStream.range(0, count()).mapToDouble(example -> at(example, quantity)).toArray();
  }

  /** The spread of each number, in its own units. */
  public List<Spread> spreads() {
    return Spread.ofColumns(Features.of(values, width()));
  }

  /**
   * The same numbers, seen with mean 0 and standard deviation 1 over these examples; one that never
   * changes is only moved.
   */
  public Quantities standardized() {
    List<Spread> spreads = spreads();
    return with(
        IntStream.range(0, width())
            .mapToObj(
                k -> {
                  Spread spread = spreads.get(k);
                  double scale = spread.isConstant() ? 1 : spread.standardDeviation();
                  return new Quantity(quantities.get(k).name(), spread.mean(), scale);
                })
            .toList());
  }

  /**
   * The same numbers, named and seen in another way.
   *
   * @throws IllegalArgumentException if there are more or fewer of them
   */
  public Quantities with(List<Quantity> others) {
    if (others.size() != width()) {
      throw new IllegalArgumentException(
          "an example has " + width() + " targets, not " + others.size());
    }
    return new Quantities(others, values);
  }

  @Override
  public Quantities select(int[] examples) {
    double[] selected = new double[examples.length * width()];
    for (int i = 0; i < examples.length; i++) {
      System.arraycopy(values, examples[i] * width(), selected, i * width(), width());
    }
    return new Quantities(quantities, selected);
  }
}
