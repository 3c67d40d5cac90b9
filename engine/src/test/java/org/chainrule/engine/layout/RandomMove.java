package org.chainrule.engine.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

/** Shapes and moves drawn at random; sizes of 0 and 1 are among them. */
record RandomMove(Random random) {
  private static final List<Class<? extends Move>> KINDS =
      List.of(
          Broadcast.class,
          Flip.class,
          Reshape.class,
          Slice.class,
          Transpose.class,
          Unfold.class,
          Pad.class,
          Concatenate.class);

  /** Axes without elements are rare. */
  Shape shape() {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = random.nextInt(5); axis > 0; axis--) {
      sizes.add(random.nextInt(40) == 0 ? 0 : 1 + random.nextInt(5));
    }
    return new Shape(sizes);
  }

  List<Integer> order(int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  /** A move of a shape. */
  Move of(Shape shape) {
    return of(KINDS.get(random.nextInt(KINDS.size())), shape);
  }

  /** A move of a kind. */
  Move of(Class<? extends Move> kind, Shape shape) {
    int rank = shape.rank();
    if (kind == Broadcast.class) {
      return broadcast(shape);
    } else if (kind == Flip.class) {
      return new Flip(order(rank).subList(0, random.nextInt(rank + 1)));
    } else if (kind == Reshape.class) {
      return new Reshape(reshaped(shape));
    } else if (kind == Slice.class) {
      return slice(shape);
    } else if (kind == Unfold.class) {
      return unfold(shape);
    } else if (kind == Pad.class) {
      return new Pad(numbers(rank, 3), numbers(rank, 3), numbers(rank, 3), 0);
    } else if (kind == Concatenate.class && rank > 0) {
      return new Concatenate(random.nextInt(rank));
    }
    return new Transpose(order(rank));
  }

  private List<Integer> numbers(int count, int bound) {
    return random.ints(count, 0, bound).boxed().toList();
  }

  private Broadcast broadcast(Shape shape) {
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    sizes.replaceAll(size -> size == 1 ? 1 + random.nextInt(3) : size);
    if (random.nextBoolean()) {
      sizes.addFirst(1 + random.nextInt(3));
    }
    return new Broadcast(new Shape(sizes));
  }

  /** The same number of elements: prime factors dealt out anew. */
  private Shape reshaped(Shape shape) {
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(1 + random.nextInt(4), 1));
    int left = shape.elements();
    if (left == 0) {
      sizes.set(0, 0);
    }
    for (int prime = 2; left > 1; prime++) {
      while (left % prime == 0) {
        int factor = prime;
        int axis = random.nextInt(sizes.size());
        sizes.set(axis, sizes.get(axis) * factor);
        left /= prime;
      }
    }
    return new Shape(sizes);
  }

  private Slice slice(Shape shape) {
    List<Integer> from = new ArrayList<>();
    List<Integer> to = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int size : shape.sizes()) {
      boolean whole = random.nextInt(3) == 0;
      int first = whole ? 0 : random.nextInt(size + 1);
      from.add(first);
      to.add(whole ? size : first + random.nextInt(size - first + 1));
      steps.add(whole ? 1 : 1 + random.nextInt(3));
    }
    return new Slice(from, to, steps);
  }

  /** Windows of the last axes, of those that have elements. */
  private Unfold unfold(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    List<Integer> dilations = new ArrayList<>();
    for (int axis = shape.rank() - 1; axis >= 0 && sizes.size() < 2; axis--) {
      int size = shape.size(axis);
      if (size == 0) {
        break;
      }
      int window = 1 + random.nextInt(Math.min(3, size));
      sizes.addFirst(window);
      dilations.addFirst(window == 1 ? 2 : 1 + random.nextInt((size - 1) / (window - 1)));
    }
    List<Integer> strides = random.ints(sizes.size(), 1, 4).boxed().toList();
    return new Unfold(sizes, strides, dilations);
  }
}
