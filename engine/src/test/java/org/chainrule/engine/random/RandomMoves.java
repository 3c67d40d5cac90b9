package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.graph.Convolution;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;

/** Random changes of place, windows among them. */
final class RandomMoves {
  private final Pool pool;
  private final Dice dice;

  RandomMoves(Pool pool) {
    this.pool = pool;
    this.dice = pool.dice;
  }

  Expr move() {
    Expr x = pool.pick();
    int rank = x.shape().rank();
    boolean small = x.shape().elements() <= pool.largest() / 2;
    return switch (dice.below(8)) {
      case 0 -> pool.known(Expr.of(new Transpose(dice.order(rank)), x), pool.bound(x));
      case 1 -> pool.known(x.broadcast(larger(x.shape())), pool.bound(x));
      case 2 -> pool.known(Expr.of(slice(x.shape()), x), pool.bound(x));
      case 3 -> small ? pad(x) : x;
      case 4 -> pool.known(Expr.of(new Flip(dice.axes(rank)), x), pool.bound(x));
      case 5, 6 -> rank > 0 && small ? concatenate(x) : x;
      default -> pool.known(x.reshape(reshaped(x.shape())), pool.bound(x));
    };
  }

  private Shape larger(Shape shape) {
    Shape target = shape;
    for (int axis = 0; axis < shape.rank(); axis++) {
      target = target.size(axis) == 1 ? target.with(axis, dice.size()) : target;
    }
    target = dice.oneIn(2) ? target.prepend(1 + dice.below(3)) : target;
    return target.elements() > pool.largest() ? shape : target;
  }

  /** Two axes as one, one as two, or a column. */
  private Shape reshaped(Shape shape) {
    int elements = shape.elements();
    if (shape.rank() > 1 && dice.oneIn(2)) {
      int axis = dice.below(shape.rank() - 1);
      return shape
          .range(0, axis)
          .concat(Shape.of(shape.size(axis) * shape.size(axis + 1)))
          .concat(shape.range(axis + 2, shape.rank()));
    }
    return elements % 2 == 0 && dice.oneIn(2)
        ? Shape.of(2, elements / 2)
        : Shape.of(1, elements, 1);
  }

  private Slice slice(Shape shape) {
    List<Integer> from = new ArrayList<>();
    List<Integer> to = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int size : shape.sizes()) {
      int low = dice.oneIn(2) ? 0 : dice.below(size + 1);
      from.add(low);
      to.add(dice.oneIn(2) ? size : low + dice.below(size - low + 1));
      steps.add(dice.oneIn(3) ? 2 + dice.below(2) : 1);
    }
    return new Slice(from, to, steps);
  }

  private Expr pad(Expr x) {
    int rank = x.shape().rank();
    Expr padded = Expr.of(new Pad(few(rank), few(rank), few(rank), dice.below(3) - 1), x);
    return padded.shape().elements() > 2 * pool.largest()
        ? x
        : pool.known(padded, pool.bound(x) + 1);
  }

  private List<Integer> few(int rank) {
    return IntStream.range(0, rank).mapToObj(i -> dice.below(4) % 3).toList();
  }

  private Expr concatenate(Expr x) {
    int axis = dice.below(x.shape().rank());
    Expr other = pool.ofShape(x.shape().with(axis, dice.size() % 9));
    List<Expr> parts = dice.oneIn(2) ? List.of(x, other) : List.of(x, other, x);
    return pool.known(
        Concatenate.of(axis, dice.shuffled(parts)), pool.bound(x) + pool.bound(other));
  }

  Expr windows() {
    if (dice.oneIn(3)) {
      return convolution();
    }
    int axes = 1 + dice.below(2);
    List<Integer> sizes = choices(axes, 3);
    List<Integer> dilations = choices(axes, 2);
    Shape shape = Shape.of(1 + dice.below(3));
    for (int axis = 0; axis < axes; axis++) {
      int least = dilations.get(axis) * (sizes.get(axis) - 1) + 1;
      shape = shape.concat(Shape.of(Math.max(least, dice.below(18))));
    }
    Expr x = pool.ofShape(shape);
    Unfold unfold = new Unfold(sizes, choices(axes, 3), dilations);
    Expr unfolded = pool.known(Expr.of(unfold, x), pool.bound(x));
    if (dice.oneIn(2)) {
      return unfolded;
    }
    Expr windows = dice.oneIn(2) ? unfolded : pool.ofShape(unfolded.shape());
    return pool.known(Expr.of(new Fold(unfold, x.shape()), windows), 9 * pool.bound(windows));
  }

  private List<Integer> choices(int count, int most) {
    return IntStream.range(0, count).mapToObj(i -> 1 + dice.below(most)).toList();
  }

  private Expr convolution() {
    int channels = 1 + dice.below(2);
    Convolution convolution = new Convolution(1 + dice.below(2), dice.below(2), 1 + dice.below(2));
    Expr pictures =
        pool.ofShape(Shape.of(1 + dice.below(2), channels, 5 + dice.below(5), 5 + dice.below(5)));
    Expr x = pool.within(2, pictures);
    return switch (dice.below(4)) {
      case 0 -> pool.known(convolution.maxPool(x, 2, 1 + dice.below(3)), 2);
      case 1 -> pool.known(convolution.meanPool(x, 2, 1 + dice.below(3)), 2);
      default -> {
        Shape filters = Shape.of(1 + dice.below(3), channels, 1 + dice.below(3), 2);
        Expr filter = pool.within(1, pool.ofShape(filters));
        yield pool.known(convolution.convolve(x, filter), 20);
      }
    };
  }
}
