package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.engine.plan.StridedCopy.Side;
import org.chainrule.engine.vector.Copying;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;

/**
 * The instructions that rearrange elements: each is a few {@linkplain StridedCopy strided copies}.
 */
record Moves<A>(Copying<A> kernel) {

  /** Several instructions one after the other. */
  private record Sequence(List<Instruction> parts) implements Instruction {
    @Override
    public void run() {
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).run();
      }
    }
  }

  private record Fill<A>(Copying<A> kernel, double number, View<A> to, int size)
      implements Instruction {
    @Override
    public void run() {
      kernel.fill(number, to.array(), to.start(), size);
    }
  }

  /** Copies all of a value. */
  Instruction copy(View<A> from, View<A> to, int size) {
    Side all = new Side(0, new int[] {1});
    return new StridedCopy<>(kernel, false, List.of(size), from, all, to, all);
  }

  /** Computes a node that moves elements. */
  Instruction move(Move op, Expr node, List<View<A>> inputs, View<A> to) {
    Shape shape = node.shape();
    Side dense = new Side(0, shape.strides());
    if (shape.elements() == 0) {
      return new Sequence(List.of());
    }
    return switch (op) {
      case Broadcast _, Flip _, Reshape _, Slice _, Transpose _, Unfold _ ->
          new StridedCopy<>(
              kernel,
              false,
              shape.sizes(),
              inputs.getFirst(),
              source(op, shape, node.input(0).shape()),
              to,
              dense);
      case Pad pad -> pad(pad, node.input(0).shape(), shape, inputs.getFirst(), to);
      case Concatenate concatenate -> concatenate(concatenate.axis(), node, inputs, to);
    };
  }

  /**
   * Where the elements of the result lie in the input, for a move that takes equal steps along
   * every axis.
   */
  static Side source(Move op, Shape shape, Shape input) {
    int[] index = new int[shape.rank()];
    int first = op.source(index, List.of(input)).position();
    int[] strides = new int[shape.rank()];
    for (int axis = 0; axis < strides.length; axis++) {
      if (shape.size(axis) > 1) {
        index[axis] = 1;
        strides[axis] = op.source(index, List.of(input)).position() - first;
        index[axis] = 0;
      }
    }
    return new Side(first, strides);
  }

  private Instruction pad(Pad pad, Shape input, Shape shape, View<A> from, View<A> to) {
    int[] strides = shape.strides();
    int first = 0;
    int[] apart = new int[strides.length];
    for (int axis = 0; axis < strides.length; axis++) {
      first += pad.low().get(axis) * strides[axis];
      apart[axis] = (pad.interior().get(axis) + 1) * strides[axis];
    }
    Instruction fill = new Fill<>(kernel, pad.fill(), to, shape.elements());
    if (input.elements() == 0) {
      return fill;
    }
    Side dense = new Side(0, input.strides());
    return new Sequence(
        List.of(
            fill,
            new StridedCopy<>(
                kernel, false, input.sizes(), from, dense, to, new Side(first, apart))));
  }

  private Instruction concatenate(int axis, Expr node, List<View<A>> inputs, View<A> to) {
    int[] strides = node.shape().strides();
    List<Instruction> parts = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < inputs.size(); i++) {
      Shape part = node.input(i).shape();
      if (part.elements() > 0) {
        Side dense = new Side(0, part.strides());
        parts.add(
            new StridedCopy<>(
                kernel, false, part.sizes(), inputs.get(i), dense, to, new Side(first, strides)));
      }
      first += part.size(axis) * strides[axis];
    }
    return new Sequence(parts);
  }

  /** Computes a {@link Fold}. */
  Instruction fold(Fold op, Expr node, View<A> from, View<A> to) {
    Shape windows = node.input(0).shape();
    Instruction fill = new Fill<>(kernel, 0, to, node.shape().elements());
    if (windows.elements() == 0) {
      return fill;
    }
    Side target = source(op.unfold(), windows, op.target());
    Side dense = new Side(0, windows.strides());
    return new Sequence(
        List.of(fill, new StridedCopy<>(kernel, true, windows.sizes(), from, dense, to, target)));
  }
}
