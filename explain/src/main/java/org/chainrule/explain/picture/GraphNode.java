package org.chainrule.explain.picture;

import java.util.List;

/**
 * A box of a picture of a graph.
 *
 * @param title what it does, or what it is called
 * @param name what stands before its value, or ""
 * @param value its forward value or shape, or ""
 * @param partial ∂J/∂(its value), or ""
 * @param leaf whether it is a variable
 * @param inputs where it gets its inputs from
 */
record GraphNode(
    String title, String name, String value, String partial, boolean leaf, List<Input> inputs) {
  /**
   * An arrow into a box.
   *
   * @param from the number of the box that it comes from
   * @param partial the derivative by this input, or ""
   */
  record Input(int from, String partial) {}

  GraphNode {
    inputs = List.copyOf(inputs);
  }
}
