package org.chainrule.engine.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Move;

/**
 * The place of every element of a value, in row-major order of the elements, counted one by one.
 */
final class Places {
  /** A move's element that comes from nowhere. */
  static final int NOWHERE = Integer.MIN_VALUE;

  private final Shape shape;
  private final int[] all;

  private Places(Shape shape, int[] all) {
    this.shape = shape;
    this.all = all;
  }

  static Places of(Strided strided, Shape shape) {
    int[] all = new int[shape.elements()];
    Arrays.setAll(all, element -> strided.offset() + distance(strided, shape.index(element)));
    return new Places(shape, all);
  }

  private static int distance(Strided strided, int[] index) {
    int distance = 0;
    for (int axis = 0; axis < index.length; axis++) {
      int rest = index[axis];
      for (Strided.Factor factor : strided.axes().get(axis).reversed()) {
        distance += rest % factor.size() * factor.stride();
        rest /= factor.size();
      }
    }
    return distance;
  }

  /** All places. */
  int[] all() {
    return all.clone();
  }

  /** The places of the elements of a move's result, where these are those of its only input. */
  Places through(Move op) {
    Shape result = op.shape(List.of(shape));
    int[] moved = new int[result.elements()];
    Arrays.setAll(
        moved,
        element -> {
          Move.Source source = op.source(result.index(element), List.of(shape));
          return source.input() < 0 ? NOWHERE : all[source.position()];
        });
    return new Places(result, moved);
  }

  /** Whether some view has its elements at these places: every axis adds a distance of its own. */
  boolean isView() {
    int[] distances = new int[shape.elements()];
    int[] strides = shape.strides();
    for (int axis = 0; axis < shape.rank(); axis++) {
      List<Integer> along = new ArrayList<>();
      for (int i = 0; i < shape.size(axis); i++) {
        along.add(all[i * strides[axis]] - all[0]);
      }
      if (!isRegular(along)) {
        return false;
      }
      for (int element = 0; element < distances.length; element++) {
        distances[element] += along.get(shape.index(element)[axis]);
      }
    }
    for (int element = 0; element < distances.length; element++) {
      if (all[element] - all[0] != distances[element]) {
        return false;
      }
    }
    return true;
  }

  /** Whether distances are those of nested loops. */
  private static boolean isRegular(List<Integer> along) {
    int size = along.size();
    if (size == 1) {
      return along.getFirst() == 0;
    }
    for (int inner = 2; inner <= size; inner++) {
      if (size % inner == 0 && repeats(along, inner)) {
        List<Integer> outer = new ArrayList<>();
        for (int i = 0; i < size; i += inner) {
          outer.add(along.get(i));
        }
        if (isRegular(outer)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether runs of a length are equally spaced, all alike. */
  private static boolean repeats(List<Integer> along, int length) {
    for (int i = 0; i < along.size(); i++) {
      if (along.get(i) != along.get(i / length * length) + i % length * along.get(1)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Places p && shape.equals(p.shape) && Arrays.equals(all, p.all);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(all);
  }

  @Override
  public String toString() {
    return shape + " at " + Arrays.toString(all);
  }
}
