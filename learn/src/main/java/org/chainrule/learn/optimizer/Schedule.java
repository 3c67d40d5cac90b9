package org.chainrule.learn.optimizer;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the learning rate changes while training goes on: a number that it is multiplied by, which
 * depends on nothing but how far training is and how it went.
 */
public sealed interface Schedule {
  /**
   * How far training is before a step.
   *
   * @param step how many steps were done
   * @param steps how many steps the whole training has, if it does not stop early
   * @param losses the loss of each epoch that is over: that of validation, or else of training
   */
  record Moment(long step, long steps, List<Double> losses) {
    /** How many epochs are over. */
    public int epochs() {
      return losses.size();
    }
  }

  /** What to multiply the learning rate by for the step that comes next. */
  double factor(Moment moment);

  /** What momentum is to be for the step that comes next; empty if it is left as it is. */
  default OptionalDouble momentum(Moment moment) {
    return OptionalDouble.empty();
  }

  /** Always the same rate. */
  record Constant() implements Schedule {
    @Override
    public double factor(Moment moment) {
      return 1;
    }
  }

  /**
   * η/(t + 1)ᵖ after t steps.
   *
   * @param power p
   */
  record InverseScaling(double power) implements Schedule {
    public InverseScaling {
      Optimizer.require("power", power, 0, Double.POSITIVE_INFINITY);
    }

    @Override
    public double factor(Moment moment) {
      return Math.pow(moment.step + 1.0, -power);
    }
  }

  /**
   * Times a factor whenever more than so many epochs in a row had no loss below the lowest before
   * them, by more than a tolerance; then the count begins anew.
   *
   * @param patience how many epochs without a lower loss are borne
   * @param factor from 0 to below 1
   * @param tolerance by how much a loss must be lower to count
   */
  record Adaptive(int patience, double factor, double tolerance) implements Schedule {
    public Adaptive {
      Optimizer.require("patience", patience, 0, Double.POSITIVE_INFINITY);
      Optimizer.require("factor", factor, 0, 1);
      Optimizer.require("tolerance", tolerance, 0, Double.POSITIVE_INFINITY);
    }

    @Override
    public double factor(Moment moment) {
      double lowest = Double.POSITIVE_INFINITY;
      double product = 1;
      int worse = 0;
      for (double loss : moment.losses) {
        boolean better = loss < lowest - tolerance;
        lowest = better ? loss : lowest;
        worse = better ? 0 : worse + 1;
        if (worse > patience) {
          product *= factor;
          worse = 0;
        }
      }
      return product;
    }
  }

  /**
   * Times a factor after every so many epochs.
   *
   * @param epochs after how many, from 1
   * @param factor at least 0
   */
  record Step(int epochs, double factor) implements Schedule {
    public Step {
      Optimizer.require("epochs", epochs, 1, Double.POSITIVE_INFINITY);
      Optimizer.require("factor", factor, 0, Double.POSITIVE_INFINITY);
    }

    @Override
    public double factor(Moment moment) {
      return Math.pow(factor, Math.floorDiv(moment.epochs(), epochs));
    }
  }

  /**
   * Half a period of the cosine, from η down to a share of it: s + (1 − s)(1 + cos(π t/T))/2 after
   * t of T steps (Loshchilov, Hutter 2017, without restarts).
   *
   * @param last s, from 0 to below 1
   */
  record Cosine(double last) implements Schedule {
    public Cosine {
      Optimizer.require("last share", last, 0, 1);
    }

    @Override
    public double factor(Moment moment) {
      return between(1, last, (double) moment.step / moment.steps);
    }
  }

  /**
   * Grows evenly to the full rate in the first steps, (t + 1)/W after t of W steps; another
   * schedule has the rest, counted from its beginning.
   *
   * @param count W, from 1
   * @param rest the schedule afterwards
   */
  record WarmUp(int count, Schedule rest) implements Schedule {
    public WarmUp {
      Optimizer.require("steps of warm-up", count, 1, Double.POSITIVE_INFINITY);
    }

    @Override
    public double factor(Moment moment) {
      return moment.step < count ? (moment.step + 1.0) / count : rest.factor(after(moment));
    }

    @Override
    public OptionalDouble momentum(Moment moment) {
      return rest.momentum(after(moment));
    }

    private Moment after(Moment moment) {
      return new Moment(
          Math.max(0, moment.step - count), Math.max(1, moment.steps - count), moment.losses);
    }
  }

  /**
   * From a small rate up to η and down to almost nothing, both along half a period of the cosine,
   * so that the learning rate is the highest one (Smith, Topin 2019). It begins at η/25 and ends,
   * with the last step, at 10⁻⁴ of that: PyTorch's usual numbers. Momentum, or Adam's β₁, goes the
   * other way: down while the rate grows, and up again.
   *
   * @param rise share of the steps until the highest rate, above 0 and below 1
   * @param low the momentum at the highest rate
   * @param high the momentum at the beginning and at the end
   */
  record OneCycle(double rise, double low, double high) implements Schedule {
    private static final double FIRST = 1.0 / 25;
    private static final double LAST = FIRST * 1e-4;

    public OneCycle {
      Optimizer.require("rise", rise, Double.MIN_VALUE, 1);
      Optimizer.require("low momentum", low, 0, 1);
      Optimizer.require("high momentum", high, 0, 1);
    }

    /** Momentum from 0.95 down to 0.85 and up again. */
    public OneCycle(double rise) {
      this(rise, 0.85, 0.95);
    }

    @Override
    public double factor(Moment moment) {
      return along(moment, FIRST, 1, LAST);
    }

    @Override
    public OptionalDouble momentum(Moment moment) {
      return OptionalDouble.of(along(moment, high, low, high));
    }

    private double along(Moment moment, double first, double middle, double last) {
      double top = rise * moment.steps - 1;
      return moment.step <= top
          ? between(first, middle, top > 0 ? moment.step / top : 1)
          : between(middle, last, (moment.step - top) / (moment.steps - 1 - top));
    }
  }

  /** On half a period of the cosine, at a share of the way. */
  private static double between(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * Math.clamp(share, 0, 1))) / 2;
  }
}
