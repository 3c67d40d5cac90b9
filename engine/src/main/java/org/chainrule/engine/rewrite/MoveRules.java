package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Transpose;

/** Rules that leave out copies. */
final class MoveRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("copy of a number", "a number moved → the number", MoveRules::number),
          new Rule("adding zero", "x + 0 → x", MoveRules::addingZero),
          new Rule("multiplying by one", "1 x → x", MoveRules::multiplyingByOne),
          new Rule("nothing", "no elements → 0 in no place", MoveRules::nothing),
          new Rule("whole part", "x[all] → x", MoveRules::whole),
          new Rule("part of a part", "x[…][…] → x[…]", MoveRules::partOfPart),
          new Rule("part of joined parts", "[x, y][in x] → x[…]", MoveRules::partOfJoined),
          new Rule("part of padding", "pad(x)[…] → pad(x[…])", MoveRules::partOfPadded),
          new Rule("part of copies", "copies(x)[…] → copies(x[…])", MoveRules::partOfCopies),
          new Rule("joined anew", "[x[a, b], x[b, c]] → x[a, c]", Joining::joined),
          new Rule("sum of apart paddings", "[x, 0] + [0, y] → [x, y]", Joining::apart),
          new Rule("reshape of a reshape", "reshape twice → once", MoveRules::reshapeTwice),
          new Rule("copy of a copy", "broadcast twice → once", MoveRules::broadcastTwice),
          new Rule("simpler transposition", "(Aᵀ)ᵀ → A", MoveRules::simplerTransposition),
          new Rule("flip of a flip", "x flipped twice → x", MoveRules::flipTwice),
          new Rule("padding by nothing", "pad(x, 0) → x", MoveRules::padNothing));

  /** What needs only a part of a cheap function's values computes only that part. */
  static final Rule PART_OF_FUNCTION =
      new Rule("part of a function", "(a + b)[…] → a[…] + b[…]", MoveRules::partOfFunction);

  private MoveRules() {}

  private static Optional<Expr> number(Expr node) {
    if (!(node.op() instanceof Move move) || node.inputs().size() != 1) {
      return Optional.empty();
    }
    OptionalDouble number = Moves.uniform(node.input(0));
    boolean filled =
        move instanceof Pad pad && number.isPresent() && pad.fill() != number.getAsDouble();
    return number.isEmpty() || filled
        ? Optional.empty()
        : Optional.of(Expr.filled(node.shape(), number.getAsDouble()));
  }

  private static Optional<Expr> addingZero(Expr node) {
    return switch (node.op()) {
      case Add _ when Moves.isUniform(node.input(0), 0) -> Optional.of(node.input(1));
      case Add _ when Moves.isUniform(node.input(1), 0) -> Optional.of(node.input(0));
      case Subtract _ when Moves.isUniform(node.input(1), 0) -> Optional.of(node.input(0));
      default -> Optional.empty();
    };
  }

  private static Optional<Expr> multiplyingByOne(Expr node) {
    return switch (node.op()) {
      case Multiply _ when Moves.isUniform(node.input(0), 1) -> Optional.of(node.input(1));
      case Multiply _ when Moves.isUniform(node.input(1), 1) -> Optional.of(node.input(0));
      default -> Optional.empty();
    };
  }

  /** Nothing need be computed where there is no element; an op that looks up rows still checks. */
  private static Optional<Expr> nothing(Expr node) {
    return switch (node.op()) {
      case Leaf _, Loop _, Gather _, ScatterAdd _ -> Optional.empty();
      default ->
          node.shape().elements() == 0
              ? Optional.of(Expr.filled(node.shape(), 0))
              : Optional.empty();
    };
  }

  private static Optional<Expr> whole(Expr node) {
    return node.op() instanceof Slice && node.shape().equals(node.input(0).shape())
        ? Optional.of(node.input(0))
        : Optional.empty();
  }

  private static Optional<Expr> partOfPart(Expr node) {
    if (!(node.op() instanceof Slice outer) || !(node.input(0).op() instanceof Slice inner)) {
      return Optional.empty();
    }
    List<Integer> from = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int axis = 0; axis < node.shape().rank(); axis++) {
      from.add(inner.from().get(axis) + outer.from().get(axis) * inner.steps().get(axis));
      steps.add(inner.steps().get(axis) * outer.steps().get(axis));
    }
    return Optional.of(Moves.part(node.input(0).input(0), from, node.shape().sizes(), steps));
  }

  private static Optional<Expr> partOfJoined(Expr node) {
    if (!(node.op() instanceof Slice slice)
        || !(node.input(0).op() instanceof Concatenate joined)
        || node.shape().elements() == 0) {
      return Optional.empty();
    }
    int axis = joined.axis();
    int first = slice.from().get(axis);
    int last = first + (node.shape().size(axis) - 1) * slice.steps().get(axis);
    int start = 0;
    for (Expr part : node.input(0).inputs()) {
      int end = start + part.shape().size(axis);
      if (first >= start && last < end) {
        List<Integer> from = new ArrayList<>(slice.from());
        from.set(axis, first - start);
        return Optional.of(Moves.part(part, from, node.shape().sizes(), slice.steps()));
      }
      start = end;
    }
    return Optional.empty();
  }

  private static Optional<Expr> partOfPadded(Expr node) {
    if (!(node.op() instanceof Slice slice)
        || !(node.input(0).op() instanceof Pad pad)
        || node.shape().elements() == 0) {
      return Optional.empty();
    }
    Expr x = node.input(0).input(0);
    int rank = node.shape().rank();
    List<Integer> from = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    List<Integer> low = new ArrayList<>();
    List<Integer> high = new ArrayList<>();
    List<Integer> interior = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int size = x.shape().size(axis);
      int spread = pad.interior().get(axis) + 1;
      int step = slice.steps().get(axis);
      int count = node.shape().size(axis);
      int first = slice.from().get(axis) - pad.low().get(axis);
      int last = first + (count - 1) * step;
      boolean all = count == node.input(0).shape().size(axis);
      if (all) {
        add(from, 0, sizes, size, steps, 1);
        add(low, pad.low().get(axis), high, pad.high().get(axis), interior, spread - 1);
      } else if (first >= 0
          && last <= (size - 1) * spread
          && step % spread == 0
          && first % spread == 0) {
        add(from, first / spread, sizes, count, steps, step / spread);
        add(low, 0, high, 0, interior, 0);
      } else if (step == 1 && (first >= size || last < 0) && spread == 1) {
        return Optional.of(Expr.filled(node.shape(), pad.fill()));
      } else if (step == 1 && spread == 1) {
        int begin = Math.max(first, 0);
        int end = Math.min(last + 1, size);
        add(from, begin, sizes, end - begin, steps, 1);
        add(low, begin - first, high, last + 1 - end, interior, 0);
      } else {
        return Optional.empty();
      }
    }
    Expr part = Moves.part(x, from, sizes, steps);
    return Optional.of(Expr.of(new Pad(low, high, interior, pad.fill()), part));
  }

  private static void add(List<Integer> a, int x, List<Integer> b, int y, List<Integer> c, int z) {
    a.add(x);
    b.add(y);
    c.add(z);
  }

  private static Optional<Expr> partOfCopies(Expr node) {
    if (!(node.op() instanceof Slice slice) || !(node.input(0).op() instanceof Broadcast)) {
      return Optional.empty();
    }
    Expr x = node.input(0).input(0);
    int lead = node.shape().rank() - x.shape().rank();
    List<Integer> from = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int axis = lead; axis < node.shape().rank(); axis++) {
      boolean copied = x.shape().size(axis - lead) != node.input(0).shape().size(axis);
      from.add(copied ? 0 : slice.from().get(axis));
      sizes.add(copied ? 1 : node.shape().size(axis));
      steps.add(copied ? 1 : slice.steps().get(axis));
    }
    return Optional.of(Moves.part(x, from, sizes, steps).broadcast(node.shape()));
  }

  private static Optional<Expr> partOfFunction(Expr node) {
    return node.op() instanceof Slice
            && node.input(0).op() instanceof Elementwise op
            && !Effort.worthSaving(op)
        ? Optional.of(
            Expr.of(op, node.input(0).inputs().stream().map(x -> Expr.of(node.op(), x)).toList()))
        : Optional.empty();
  }

  private static Optional<Expr> reshapeTwice(Expr node) {
    if (!(node.op() instanceof Reshape)) {
      return Optional.empty();
    }
    Expr x = node.input(0);
    return x.shape().equals(node.shape())
        ? Optional.of(x)
        : x.op() instanceof Reshape
            ? Optional.of(x.input(0).reshape(node.shape()))
            : Optional.empty();
  }

  private static Optional<Expr> broadcastTwice(Expr node) {
    if (!(node.op() instanceof Broadcast)) {
      return Optional.empty();
    }
    Expr x = node.input(0);
    if (x.shape().equals(node.shape())) {
      return Optional.of(x);
    }
    boolean onlyAligned =
        x.op() instanceof Reshape
            && x.shape().equals(Moves.aligned(x.input(0).shape(), x.shape().rank()));
    return onlyAligned || x.op() instanceof Broadcast
        ? Optional.of(x.input(0).broadcast(node.shape()))
        : Optional.empty();
  }

  private static Optional<Expr> simplerTransposition(Expr node) {
    return node.op() instanceof Transpose transpose
        ? Optional.of(Moves.transposed(node.input(0), transpose.order()))
        : Optional.empty();
  }

  private static Optional<Expr> flipTwice(Expr node) {
    if (!(node.op() instanceof Flip flip)) {
      return Optional.empty();
    }
    Expr x = node.input(0);
    List<Integer> axes = new ArrayList<>(flip.axes());
    axes.removeIf(axis -> x.shape().size(axis) == 1);
    Expr source = x;
    if (x.op() instanceof Flip inner) {
      source = x.input(0);
      for (int axis : inner.axes()) {
        if (!axes.remove((Object) axis)) {
          axes.add(axis);
        }
      }
    }
    List<Integer> sorted = axes.stream().sorted().toList();
    return sorted.isEmpty() ? Optional.of(source) : Optional.of(Expr.of(new Flip(sorted), source));
  }

  private static Optional<Expr> padNothing(Expr node) {
    return node.op() instanceof Pad && node.shape().equals(node.input(0).shape())
        ? Optional.of(node.input(0))
        : Optional.empty();
  }
}
