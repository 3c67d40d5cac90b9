package org.chainrule.learn.augmentation;

import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.random.Philox;

/**
 * Leaves tokens of a text out; those behind move forward and 0, the number of no token, fills up
 * the end. A text that would lose all its tokens keeps them.
 *
 * @param probability of each token, from 0 to below 1
 */
public record TokenDrop(double probability) implements Augmentation {
  public TokenDrop {
    Optimizer.require("token drop", probability, 0, 1);
  }

  @Override
  public void require(Shape example) {
    if (example.rank() != 1) {
      throw new ShapeException("token drop: needs texts, of shape [length], not %s", example);
    }
  }

  void drop(double[] values, Philox random) {
    double[] kept = new double[values.length];
    int count = 0;
    for (double token : values) {
      if (token != 0 && random.uniform() >= probability) {
        kept[count++] = token;
      }
    }
    if (count > 0) {
      System.arraycopy(kept, 0, values, 0, values.length);
    }
  }
}
