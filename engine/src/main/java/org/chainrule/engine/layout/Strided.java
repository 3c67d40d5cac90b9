package org.chainrule.engine.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;

/**
 * How the elements of a value lie: along an axis they are at equal distances or, where a reshape
 * made one axis of several, at those of its factors.
 *
 * @param offset the position of the first element
 * @param axes the factors of every axis, the slowest first; none of size 1
 */
public record Strided(int offset, List<List<Factor>> axes) {
  /** Equally spaced positions; the product of an axis's factors' sizes is its size. */
  public record Factor(int size, int stride) {}

  public Strided {
    axes = axes.stream().map(List::copyOf).toList();
  }

  /** Elements in row-major order, without gaps. */
  public static Strided rowMajor(Shape shape) {
    return of(0, shape, shape.strides());
  }

  /**
   * Elements without gaps, in another order.
   *
   * @param order the axes from the slowest to the fastest
   */
  public static Strided ordered(Shape shape, List<Integer> order) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis : order.reversed()) {
      strides[axis] = stride;
      stride *= shape.size(axis);
    }
    return of(0, shape, strides);
  }

  private static Strided of(int offset, Shape shape, int[] strides) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int axis = 0; axis < strides.length; axis++) {
      axes.add(factor(shape.size(axis), strides[axis]));
    }
    return new Strided(offset, axes);
  }

  private static List<Factor> factor(int size, int stride) {
    return size == 1 ? List.of() : List.of(new Factor(size, stride));
  }

  /** The size of an axis. */
  int size(int axis) {
    return axes.get(axis).stream().mapToInt(Factor::size).reduce(1, (a, b) -> a * b);
  }

  /** The number of elements. */
  public int elements() {
    int elements = 1;
    for (int axis = 0; axis < axes.size(); axis++) {
      elements *= size(axis);
    }
    return elements;
  }

  /** Whether the elements are in row-major order, one beside the other. */
  public boolean isRowMajor() {
    return isRowMajor(0);
  }

  /** Whether those elements are that differ in all axes but the first few. */
  public boolean isRowMajor(int leading) {
    int stride = 1;
    for (Factor factor : flat(axes.subList(leading, axes.size())).reversed()) {
      if (factor.stride != stride) {
        return false;
      }
      stride *= factor.size;
    }
    return true;
  }

  /**
   * How far from the first element others lie that differ in the first few axes, in their order.
   */
  public int[] positions(int leading) {
    int[] positions = {0};
    for (Factor factor : flat(axes.subList(0, leading))) {
      int[] finer = new int[positions.length * factor.size];
      for (int i = 0; i < finer.length; i++) {
        finer[i] = positions[i / factor.size] + i % factor.size * factor.stride;
      }
      positions = finer;
    }
    return positions;
  }

  /** The same elements further on. */
  public Strided moved(int distance) {
    return new Strided(offset + distance, axes);
  }

  /** The first elements along the leading axis, without that axis. */
  public Strided withoutLeading() {
    return new Strided(offset, axes.subList(1, axes.size()));
  }

  /** The distance between neighbours along the leading axis, where it is the same for all. */
  public OptionalInt leading() {
    Optional<Factor> whole = single(axes.getFirst());
    return whole.isPresent() ? OptionalInt.of(whole.get().stride) : OptionalInt.empty();
  }

  private static List<Factor> flat(List<List<Factor>> axes) {
    return axes.stream().flatMap(List::stream).toList();
  }

  /** The axis as one factor, where it can be. */
  private static Optional<Factor> single(List<Factor> axis) {
    List<Factor> merged = merged(axis);
    return merged.size() > 1
        ? Optional.empty()
        : Optional.of(merged.isEmpty() ? new Factor(1, 0) : merged.getFirst());
  }

  private static List<Factor> merged(List<Factor> factors) {
    List<Factor> merged = new ArrayList<>();
    for (Factor factor : factors) {
      Factor last = merged.isEmpty() ? factor : merged.getLast();
      if (!merged.isEmpty() && last.stride == factor.stride * factor.size) {
        merged.set(merged.size() - 1, new Factor(last.size * factor.size, factor.stride));
      } else {
        merged.add(factor);
      }
    }
    return merged;
  }

  /** The moved elements in the place where they are; empty where there is no such view of them. */
  public Optional<Strided> through(Move op, Shape result) {
    return switch (op) {
      case Broadcast _ -> Optional.of(broadcast(result));
      case Transpose transpose ->
          Optional.of(new Strided(offset, transpose.order().stream().map(axes::get).toList()));
      case Reshape _ -> reshaped(result);
      case Slice slice -> sliced(slice, result);
      case Flip flip -> Optional.of(flipped(flip.axes()));
      case Unfold unfold -> unfolded(unfold, result);
      case Pad _, Concatenate _ -> Optional.empty();
    };
  }

  /** The elements of the input of a move, given those of its result; the reverse of the above. */
  public Optional<Strided> back(Move op, Shape input) {
    return switch (op) {
      case Transpose transpose ->
          Optional.of(
              new Strided(offset, transpose.inverse().order().stream().map(axes::get).toList()));
      case Reshape _ -> reshaped(input);
      case Pad pad -> inside(pad, input);
      default -> Optional.empty();
    };
  }

  private Strided broadcast(Shape result) {
    int added = result.rank() - axes.size();
    List<List<Factor>> spread = new ArrayList<>();
    for (int axis = 0; axis < result.rank(); axis++) {
      boolean kept = axis >= added && size(axis - added) == result.size(axis);
      spread.add(kept ? axes.get(axis - added) : factor(result.size(axis), 0));
    }
    return new Strided(offset, spread);
  }

  /** The same elements in row-major order as those of another shape. */
  public Optional<Strided> reshaped(Shape result) {
    if (result.elements() == 0) {
      return Optional.of(rowMajor(result).moved(offset));
    }
    List<Factor> left = new ArrayList<>(merged(flat(axes)));
    List<List<Factor>> split = new ArrayList<>();
    for (int axis = result.rank() - 1; axis >= 0; axis--) {
      List<Factor> factors = new ArrayList<>();
      int missing = result.size(axis);
      while (missing > 1) {
        Factor last = left.removeLast();
        int taken = missing % last.size == 0 ? last.size : missing;
        if (last.size % taken != 0) {
          return Optional.empty();
        }
        factors.addFirst(new Factor(taken, last.stride));
        if (taken < last.size) {
          left.add(new Factor(last.size / taken, last.stride * taken));
        }
        missing /= taken;
      }
      split.addFirst(factors);
    }
    return Optional.of(new Strided(offset, split));
  }

  private Optional<Strided> sliced(Slice slice, Shape result) {
    int first = offset;
    List<List<Factor>> parts = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      int from = slice.from().get(axis);
      int size = result.size(axis);
      if (size == size(axis)) {
        parts.add(axes.get(axis));
      } else if (size <= 1) {
        first += size == 0 ? 0 : position(axis, from);
        parts.add(factor(size, 1));
      } else {
        Optional<Factor> whole = single(axes.get(axis));
        if (whole.isEmpty()) {
          return Optional.empty();
        }
        first += from * whole.get().stride;
        parts.add(factor(size, whole.get().stride * slice.steps().get(axis)));
      }
    }
    return Optional.of(new Strided(first, parts));
  }

  /** How far from the first element of an axis another one lies. */
  private int position(int axis, int index) {
    int position = 0;
    int rest = index;
    for (Factor factor : axes.get(axis).reversed()) {
      position += rest % factor.size * factor.stride;
      rest /= factor.size;
    }
    return position;
  }

  private Strided flipped(List<Integer> flipped) {
    int first = offset;
    List<List<Factor>> turned = new ArrayList<>(axes);
    for (int axis : flipped) {
      List<Factor> factors = new ArrayList<>();
      for (Factor factor : axes.get(axis)) {
        first += Math.max(0, factor.size - 1) * factor.stride;
        factors.add(new Factor(factor.size, -factor.stride));
      }
      turned.set(axis, factors);
    }
    return new Strided(first, turned);
  }

  private Optional<Strided> unfolded(Unfold unfold, Shape result) {
    int count = unfold.sizes().size();
    int lead = axes.size() - count;
    List<List<Factor>> places = new ArrayList<>(axes.subList(0, lead));
    List<List<Factor>> windows = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Optional<Factor> whole = single(axes.get(lead + k));
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      int stride = whole.get().stride;
      places.add(factor(result.size(lead + k), stride * unfold.strides().get(k)));
      windows.add(factor(unfold.sizes().get(k), stride * unfold.dilations().get(k)));
    }
    places.addAll(windows);
    return Optional.of(new Strided(offset, places));
  }

  /** The elements that are surrounded in these. */
  private Optional<Strided> inside(Pad pad, Shape input) {
    int first = offset;
    List<List<Factor>> inner = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      Optional<Factor> whole = single(axes.get(axis));
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      int stride = whole.get().stride;
      first += pad.low().get(axis) * stride;
      inner.add(factor(input.size(axis), stride * (pad.interior().get(axis) + 1)));
    }
    return Optional.of(new Strided(first, inner));
  }

  /** The elements along an axis from one on, as many as a shape has. */
  public Strided part(int axis, int from, Shape part) {
    Slice slice =
        new Slice(
            with(Collections.nCopies(axes.size(), 0), axis, from),
            with(part.sizes(), axis, from + part.size(axis)),
            Collections.nCopies(axes.size(), 1));
    return sliced(slice, part).orElseThrow();
  }

  private static List<Integer> with(List<Integer> values, int place, int value) {
    List<Integer> changed = new ArrayList<>(values);
    changed.set(place, value);
    return changed;
  }

  /** The axes from the slowest to the fastest; those of size 1 first, unless all are in order. */
  public List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      order.add(axis);
    }
    List<Integer> sorted = new ArrayList<>(order.stream().filter(a -> slowest(a) != 0).toList());
    List<Integer> natural = List.copyOf(sorted);
    sorted.sort((a, b) -> Integer.compare(slowest(b), slowest(a)));
    if (sorted.equals(natural)) {
      return order;
    }
    order.removeAll(sorted);
    order.addAll(sorted);
    return order;
  }

  private int slowest(int axis) {
    return axes.get(axis).stream().mapToInt(f -> Math.abs(f.stride)).max().orElse(0);
  }
}
