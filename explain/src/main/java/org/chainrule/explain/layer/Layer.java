package org.chainrule.explain.layer;

import java.util.List;

/** A layer of a network, as far as sizes and parameters go. */
public sealed interface Layer {
  /**
   * A filter that is moved over the input.
   *
   * @param filter its sizes
   * @param stride the step of every axis
   * @param padding the zeros before and after every axis
   * @param dilation the distance of neighbouring elements of the filter, 1 if they touch
   */
  record Window(
      List<Integer> filter, List<Integer> stride, List<Integer> padding, List<Integer> dilation) {
    public Window {
      filter = List.copyOf(filter);
      stride = List.copyOf(stride);
      padding = List.copyOf(padding);
      dilation = List.copyOf(dilation);
    }
  }

  /**
   * A convolution; unshared, it is a locally connected layer, which has filters of its own at every
   * place.
   *
   * @param filters the number of filters: channels of the output
   * @param groups the number of groups that channels are divided into
   * @param bias whether every filter has a bias
   * @param shared whether all places share the filters
   */
  record Convolution(Window window, int filters, int groups, boolean bias, boolean shared)
      implements Layer {}

  /** The largest element of every window, or their mean. */
  record Pooling(Window window, boolean mean) implements Layer {}

  /** All inputs to all units. */
  record Dense(int units, boolean bias) implements Layer {}

  /** All sizes into one. */
  record Flatten() implements Layer {}

  /** An activation, or what acts in training only: it changes no size. */
  record Elementwise(String function) implements Layer {}
}
