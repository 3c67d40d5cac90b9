package org.chainrule.learn.augmentation;

import org.chainrule.graph.Shape;
import org.chainrule.learn.optimizer.Optimizer;

/** What moves the pixels of a picture. */
public sealed interface Motion extends Augmentation {
  @Override
  default void require(Shape example) {
    Augmentation.requirePicture("augmentation", example);
  }

  /**
   * Moves the picture down and to the right by so many pixels, each uniform on [−most, most).
   *
   * @param most in pixels
   */
  record Shift(double most) implements Motion {
    public Shift {
      Optimizer.require("shift", most, 0, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * Turns the picture about its centre, clockwise for a positive angle, uniform on [−most, most).
   *
   * @param most in degrees
   */
  record Rotate(double most) implements Motion {
    public Rotate {
      Optimizer.require("rotation", most, 0, 360);
    }
  }

  /**
   * Makes the picture larger or smaller about its centre, by a factor whose logarithm is uniform on
   * [−ln(1 + most), ln(1 + most)), so that it shrinks as often as it grows.
   *
   * @param most 0.1 for up to a tenth larger
   */
  record Scale(double most) implements Motion {
    public Scale {
      Optimizer.require("scale", most, 0, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * Moves every pixel by a smooth random field: numbers uniform on [−1, 1), smoothed by a Gaussian
   * and multiplied by a strength, one field down and one to the right (Simard, Steinkraus, Platt
   * 2003).
   *
   * @param strength α, in pixels before smoothing
   * @param smoothness σ of the Gaussian, in pixels
   */
  record Elastic(double strength, double smoothness) implements Motion {
    public Elastic {
      Optimizer.require("strength", strength, 0, Double.POSITIVE_INFINITY);
      Optimizer.require("smoothness", smoothness, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
    }
  }
}
