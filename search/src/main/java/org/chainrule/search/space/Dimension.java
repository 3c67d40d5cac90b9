package org.chainrule.search.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.chainrule.learn.estimator.Hyperparameter;
import org.chainrule.learn.random.Philox;

/** The values of one hyper-parameter, as text as {@code Hyperparameter} reads it. */
public sealed interface Dimension {
  /** A value at random. */
  String draw(Philox random);

  /**
   * One of a few values.
   *
   * @param values those that there are
   */
  record Choice(List<String> values) implements Dimension {
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("there is no value to choose from");
      }
    }

    @Override
    public String draw(Philox random) {
      return values.get(random.below(values.size()));
    }
  }

  /**
   * The numbers between two bounds, uniform or, if logarithmic, of uniform logarithm.
   *
   * @param low the lower bound
   * @param high the upper bound
   * @param logarithmic whether equal factors are equally likely
   * @param whole whether only whole numbers count, both bounds among them
   */
  record Range(double low, double high, boolean logarithmic, boolean whole) implements Dimension {
    /** Enough digits for a setting that people read. */
    private static final MathContext DIGITS = new MathContext(6);

    public Range {
      if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "the bounds %s and %s must be finite and rise", low, high));
      }
      if (logarithmic && low <= 0) {
        throw new IllegalArgumentException(
            "the lower bound " + low + " of a logarithm must be above 0");
      }
    }

    @Override
    public String draw(Philox random) {
      return text(random.uniform(least(), most()));
    }

    /** The place on the scale of the lower bound; half a step below it for whole numbers. */
    public double least() {
      return scale(whole ? low - 0.5 : low);
    }

    /** The place on the scale of the upper bound. */
    public double most() {
      return scale(whole ? high + 0.5 : high);
    }

    /** Where a number lies on the scale on which all places are equally likely. */
    public double scale(double number) {
      return logarithmic ? Math.log(number) : number;
    }

    /** The value at a place of the scale, kept within the bounds. */
    public String text(double place) {
      double number = logarithmic ? Math.exp(place) : place;
      double kept = Math.clamp(whole ? Math.rint(number) : number, low, high);
      return whole
          ? Long.toString((long) kept)
          : Hyperparameter.text(new BigDecimal(kept, DIGITS).doubleValue());
    }
  }
}
