package org.chainrule.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Unfold;

/**
 * A window that is moved along the last axes of a tensor.
 *
 * <p>Along each of them m = ⌊(size + 2 padding − dilation (window − 1) − 1)/stride⌋ + 1 places
 * remain.
 *
 * @param sizes the window's size along each of the last axes
 * @param strides the distance between windows, at least 1
 * @param padding how many are put before and after
 * @param dilations the distance between elements of a window, at least 1
 */
public record Window(
    List<Integer> sizes, List<Integer> strides, List<Integer> padding, List<Integer> dilations) {
  /**
   * Checks that the lists are equally long and the numbers not too small.
   *
   * @throws ShapeException if they are not
   */
  public Window {
    sizes = List.copyOf(sizes);
    strides = List.copyOf(strides);
    padding = List.copyOf(padding);
    dilations = List.copyOf(dilations);
    if (padding.size() != sizes.size() || padding.stream().anyMatch(p -> p < 0)) {
      throw new ShapeException(
          "window: padding %s does not fit the sizes %s; it needs as many numbers from 0",
          padding, sizes);
    }
    new Unfold(sizes, strides, dilations);
  }

  /** A window of these sizes at every place, without padding. */
  public static Window of(int... sizes) {
    List<Integer> ones = Collections.nCopies(sizes.length, 1);
    return new Window(Shape.of(sizes).sizes(), ones, Collections.nCopies(sizes.length, 0), ones);
  }

  /** The same with another distance between windows along every axis. */
  public Window withStride(int stride) {
    return new Window(sizes, same(stride), padding, dilations);
  }

  /** The same with another padding along every axis. */
  public Window withPadding(int around) {
    return new Window(sizes, strides, same(around), dilations);
  }

  /** The same with another distance between elements along every axis. */
  public Window withDilation(int dilation) {
    return new Window(sizes, strides, padding, same(dilation));
  }

  private List<Integer> same(int number) {
    return Collections.nCopies(sizes.size(), number);
  }

  /** The number of axes that it is moved along. */
  public int axes() {
    return sizes.size();
  }

  /** The number of its elements. */
  public int elements() {
    return new Shape(sizes).elements();
  }

  /** All windows of a tensor: […, n₁, …, nₖ] becomes […, m₁, …, mₖ, w₁, …, wₖ]. */
  public Expr over(Expr x, double fill) {
    Expr padded = x;
    if (padding.stream().anyMatch(p -> p > 0)) {
      List<Integer> around = new ArrayList<>(Collections.nCopies(x.shape().rank() - axes(), 0));
      around.addAll(padding);
      padded = Expr.of(Pad.around(around, fill), x);
    }
    return Expr.of(new Unfold(sizes, strides, dilations), padded);
  }

  /** The largest element of every window; padding never is. */
  public Expr largest(Expr x) {
    return over(x, Double.NEGATIVE_INFINITY).max(last());
  }

  /** The mean of every window, padding counted as zeros. */
  public Expr mean(Expr x) {
    return over(x, 0).mean(last());
  }

  private int[] last() {
    return Stream.iterate(-axes(), axis -> axis < 0, axis -> axis + 1)
        .mapToInt(axis -> axis)
        .toArray();
  }
}
