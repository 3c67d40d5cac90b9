package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.chainrule.engine.vector.Copying;

/** Copies, or adds, a box of elements whose neighbours lie at fixed distances on both sides. */
final class StridedCopy<A> implements Instruction {
  private static final int SHORT = 8;

  private final Copying<A> kernel;
  private final boolean add;
  private final View<A> from;
  private final View<A> to;
  private final int[] sizes;
  private final int[] fromStrides;
  private final int[] toStrides;

  /** A side of a copy: its first element and the distance between neighbours along every axis. */
  @SuppressWarnings("ArrayRecordComponent") // written once
  record Side(int first, int[] strides) {}

  private record Axis(int size, int from, int to) {}

  StridedCopy(
      Copying<A> kernel,
      boolean add,
      List<Integer> box,
      View<A> source,
      Side from,
      View<A> target,
      Side to) {
    this.kernel = kernel;
    this.add = add;
    this.from = new View<>(source.region(), source.offset() + from.first);
    this.to = new View<>(target.region(), target.offset() + to.first);
    List<Axis> axes = merged(box, from.strides, to.strides);
    sizes = axes.stream().mapToInt(Axis::size).toArray();
    fromStrides = axes.stream().mapToInt(Axis::from).toArray();
    toStrides = axes.stream().mapToInt(Axis::to).toArray();
  }

  /** Axes that are one long axis on both sides become one, so that the innermost is long. */
  private static List<Axis> merged(List<Integer> box, int[] from, int[] to) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < box.size(); i++) {
      Axis axis = new Axis(box.get(i), from[i], to[i]);
      if (axis.size == 1) {
        continue;
      }
      Axis outer = axes.isEmpty() ? axis : axes.getLast();
      boolean joins =
          !axes.isEmpty() && outer.from == axis.from * axis.size && outer.to == axis.to * axis.size;
      if (joins) {
        axes.set(axes.size() - 1, new Axis(outer.size * axis.size, axis.from, axis.to));
      } else {
        axes.add(axis);
      }
    }
    return axes.isEmpty() ? List.of(new Axis(1, 1, 1)) : longestLast(axes);
  }

  /** With a short innermost axis, the longest takes its place: every line is a call of a kernel. */
  private static List<Axis> longestLast(List<Axis> axes) {
    if (axes.getLast().size < SHORT) {
      Axis longest = Collections.max(axes, Comparator.comparingInt(Axis::size));
      axes.remove(longest);
      axes.add(longest);
    }
    return axes;
  }

  @Override
  public void run() {
    copy(0, from.start(), to.start());
  }

  private void copy(int axis, int x, int z) {
    int left = sizes.length - axis;
    if (left == 1) {
      line(axis, x, z);
    } else if (left == 2
        && !add
        && fromStrides[axis] == 1
        && toStrides[axis + 1] == 1
        && fromStrides[axis + 1] > 1) {
      kernel.transpose(
          from.array(),
          x,
          fromStrides[axis + 1],
          to.array(),
          z,
          toStrides[axis],
          sizes[axis],
          sizes[axis + 1]);
    } else {
      for (int i = 0; i < sizes[axis]; i++) {
        copy(axis + 1, x + i * fromStrides[axis], z + i * toStrides[axis]);
      }
    }
  }

  private void line(int axis, int x, int z) {
    int n = sizes[axis];
    int xs = fromStrides[axis];
    int zs = toStrides[axis];
    if (add) {
      kernel.add(from.array(), x, xs, to.array(), z, zs, n);
    } else if (xs == 1 && zs == 1) {
      kernel.copy(from.array(), x, to.array(), z, n);
    } else if (xs == 0 && zs == 1 && n > 0) {
      kernel.repeat(from.array(), x, to.array(), z, n);
    } else {
      kernel.copy(from.array(), x, xs, to.array(), z, zs, n);
    }
  }
}
