package org.chainrule.report;

import org.chainrule.graph.Tensor;

/**
 * An example that was taken for another class than its own.
 *
 * @param example what was read; a picture if its shape is [height, width]
 * @param truth its class
 * @param prediction the class that it was taken for
 * @param probability how probable the model held that to be
 */
public record Misread(Tensor example, String truth, String prediction, double probability) {
  boolean isPicture() {
    return example.shape().rank() == 2;
  }
}
