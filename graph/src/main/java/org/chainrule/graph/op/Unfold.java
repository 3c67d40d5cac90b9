package org.chainrule.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * Every window of the last axes: shape [… , n₁, …, nₖ] becomes [… , m₁, …, mₖ, w₁, …, wₖ] with m =
 * ⌊(n − d (w − 1) − 1)/s⌋ + 1, and element (…, i, j) is input element (…, i s + j d).
 *
 * <p>A convolution is a contraction of the windows with a filter, a pooling a reduction of them, a
 * locally connected layer a contraction with a filter of its own for every place.
 *
 * @param sizes the window's size w along each of the last axes
 * @param strides the distance s between windows
 * @param dilations the distance d between elements of a window
 */
public record Unfold(List<Integer> sizes, List<Integer> strides, List<Integer> dilations)
    implements Move {
  public Unfold {
    sizes = List.copyOf(sizes);
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    boolean valid =
        strides.size() == sizes.size()
            && dilations.size() == sizes.size()
            && sizes.stream().allMatch(v -> v >= 1)
            && strides.stream().allMatch(v -> v >= 1)
            && dilations.stream().allMatch(v -> v >= 1);
    if (!valid) {
      throw new ShapeException(
          "unfold: window %s, strides %s and dilations %s must be equally many numbers from 1",
          sizes, strides, dilations);
    }
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    int first = input.rank() - sizes.size();
    List<Integer> places = new ArrayList<>();
    for (int k = 0; first >= 0 && k < sizes.size(); k++) {
      int room = input.size(first + k) - dilations.get(k) * (sizes.get(k) - 1) - 1;
      if (room < 0) {
        first = -1;
      }
      places.add(Math.max(0, room) / strides.get(k) + 1);
    }
    if (first < 0) {
      throw new ShapeException(
          "unfold: window %s with dilation %s is larger than shape %s", sizes, dilations, input);
    }
    return input.range(0, first).concat(new Shape(places)).concat(new Shape(sizes));
  }

  @Override
  public Source source(int[] index, List<Shape> inputs) {
    Shape input = inputs.getFirst();
    int[] from = new int[input.rank()];
    int first = input.rank() - sizes.size();
    System.arraycopy(index, 0, from, 0, first);
    for (int k = 0; k < sizes.size(); k++) {
      int place = index[first + k];
      int inside = index[first + sizes.size() + k];
      from[first + k] = place * strides.get(k) + inside * dilations.get(k);
    }
    return new Source(0, input.position(from));
  }

  @Override
  public String settings() {
    return sizes + "" + strides + dilations;
  }

  @Override
  public Move batched(int size) {
    return this;
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, Expr.of(new Fold(this, node.input(0).shape()), adjoint));
  }
}
