package org.chainrule.learn.augmentation;

import org.chainrule.graph.Shape;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.random.Philox;

/**
 * Adds a normal random number to every number of an example.
 *
 * @param deviation its standard deviation, in the examples' own units
 */
public record Noise(double deviation) implements Augmentation {
  public Noise {
    Optimizer.require("noise", deviation, 0, Double.POSITIVE_INFINITY);
  }

  @Override
  public void require(Shape example) {}

  void add(double[] values, Philox random) {
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation * random.normal();
    }
  }
}
