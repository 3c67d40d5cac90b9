package org.chainrule.calculus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;

/**
 * The rewriting rules, in the order in which they are tried. Their sides are equal as numbers:
 * rounding and the sign of a zero may differ.
 */
public final class Rules {
  private static final String FINITE = "x is finite";
  private static final String PRODUCTS = "no product overflows or underflows";

  /** Every rule. */
  public static final List<Rule> ALL =
      List.of(
          new Rule("arithmetic on numbers", "2 · 3 → 6", "", Rules::foldNumbers),
          new Rule("adding zero", "x + 0 → x", "", node -> neutral(node, Add.class, 0)),
          new Rule("multiplying by one", "1 x → x", "", node -> neutral(node, Multiply.class, 1)),
          new Rule("multiplying by zero", "0 x → 0", FINITE, Rules::timesZero),
          new Rule("contracting with zero", "0 · A → 0", FINITE, Rules::contractZero),
          new Rule("subtracting zero", "x − 0 → x", "", Rules::minusZero),
          new Rule("dividing by one", "x / 1 → x", "", Rules::dividedByOne),
          new Rule("first power", "x¹ → x", "", Rules::firstPower),
          new Rule("minus one times", "−1 · x → −x", "", Rules::timesMinusOne),
          new Rule("double negative", "−(−x) → x", "", Rules::doubleNegative),
          new Rule("adding a negative", "x + (−y) → x − y", "", Rules::addNegative),
          new Rule("subtracting a negative", "x − (−y) → x + y", "", Rules::subtractNegative),
          new Rule("negative factor", "(−x) y → −(x y)", "", Rules::negativeFactor),
          new Rule("collecting factors", "a (b x) → (a b) x", PRODUCTS, Rules::collectFactors),
          new Rule(
              "logarithm of exponential",
              "ln eˣ → x",
              "eˣ neither overflows nor underflows",
              Rules::logExp),
          new Rule("exponential of logarithm", "e^(ln x) → x", "x ≥ 0", Rules::expLog),
          new Rule("copy of a copy", "broadcast twice → once", "", Rules::broadcastTwice),
          new Rule("reshape of a reshape", "reshape twice → once", "", Rules::reshapeTwice),
          new Rule("transpose of a transpose", "(Aᵀ)ᵀ → A", "", Rules::transposeTwice),
          new Rule("order of axes kept", "transpose by 0, 1, … → A", "", Rules::transposeNothing),
          new Rule("sum of one", "Σ over axes of size 1 → x", "", Rules::sumOfOne),
          new Rule("sum of copies", "Σ over n copies of x → n x", "", Rules::sumOfCopies));

  private Rules() {}

  /** The number that a node has in every place, if it is known to be one. */
  static OptionalDouble uniform(Expr node) {
    return switch (node.op()) {
      case Constant c when c.shape().rank() == 0 -> OptionalDouble.of(c.value().item());
      case Broadcast _, Reshape _ -> uniform(node.input(0));
      default -> OptionalDouble.empty();
    };
  }

  private static boolean is(Expr node, double number) {
    OptionalDouble value = uniform(node);
    return value.isPresent() && value.getAsDouble() == number;
  }

  private static Optional<Expr> when(boolean condition, Expr replacement) {
    return condition ? Optional.of(replacement) : Optional.empty();
  }

  private static Optional<Expr> foldNumbers(Expr node) {
    if (!(node.op() instanceof Elementwise)
        || node.inputs().stream().anyMatch(input -> uniform(input).isEmpty())) {
      return Optional.empty();
    }
    List<Expr> numbers =
        node.inputs().stream().map(i -> Expr.constant(uniform(i).orElseThrow())).toList();
    double value = Interpreter.evaluate(Expr.of(node.op(), numbers), Map.of()).item();
    double unsigned = value == 0 ? 0 : value;
    return Optional.of(Expr.filled(node.shape(), unsigned));
  }

  private static Optional<Expr> neutral(Expr node, Class<?> op, double number) {
    if (!op.isInstance(node.op())) {
      return Optional.empty();
    }
    return is(node.input(0), number)
        ? Optional.of(node.input(1))
        : when(is(node.input(1), number), node.input(0));
  }

  private static Optional<Expr> timesZero(Expr node) {
    boolean zero = node.inputs().stream().anyMatch(input -> is(input, 0));
    return when(node.op() instanceof Multiply && zero, Expr.filled(node.shape(), 0));
  }

  private static Optional<Expr> contractZero(Expr node) {
    boolean zero = node.inputs().stream().anyMatch(input -> is(input, 0));
    return when(node.op() instanceof Contract && zero, Expr.filled(node.shape(), 0));
  }

  private static Optional<Expr> minusZero(Expr node) {
    if (!(node.op() instanceof Subtract)) {
      return Optional.empty();
    }
    return is(node.input(1), 0)
        ? Optional.of(node.input(0))
        : when(is(node.input(0), 0), node.input(1).negate());
  }

  private static Optional<Expr> dividedByOne(Expr node) {
    return node.op() instanceof Divide && is(node.input(1), 1)
        ? Optional.of(node.input(0))
        : Optional.empty();
  }

  private static Optional<Expr> firstPower(Expr node) {
    return node.op() instanceof Power p && p.exponent() == 1
        ? Optional.of(node.input(0))
        : Optional.empty();
  }

  private static Optional<Expr> timesMinusOne(Expr node) {
    return neutral(node, Multiply.class, -1).map(Expr::negate);
  }

  private static Optional<Expr> doubleNegative(Expr node) {
    return node.op() instanceof Negate ? negated(node.input(0)) : Optional.empty();
  }

  private static Optional<Expr> negated(Expr node) {
    return node.op() instanceof Negate ? Optional.of(node.input(0)) : Optional.empty();
  }

  private static Optional<Expr> addNegative(Expr node) {
    if (!(node.op() instanceof Add)) {
      return Optional.empty();
    }
    Expr a = node.input(0);
    Expr b = node.input(1);
    return negated(b).map(a::minus).or(() -> negated(a).map(b::minus));
  }

  private static Optional<Expr> subtractNegative(Expr node) {
    return node.op() instanceof Subtract
        ? negated(node.input(1)).map(node.input(0)::plus)
        : Optional.empty();
  }

  private static Optional<Expr> negativeFactor(Expr node) {
    if (!(node.op() instanceof Multiply)) {
      return Optional.empty();
    }
    Expr a = node.input(0);
    Expr b = node.input(1);
    return negated(a)
        .map(x -> x.times(b).negate())
        .or(() -> negated(b).map(x -> a.times(x).negate()));
  }

  private static Optional<Expr> collectFactors(Expr node) {
    if (!(node.op() instanceof Multiply)) {
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      Expr outer = node.input(i);
      Expr inner = node.input(1 - i);
      if (uniform(outer).isPresent() && inner.op() instanceof Multiply) {
        for (int k = 0; k < 2; k++) {
          if (uniform(inner.input(k)).isPresent()) {
            return Optional.of(outer.times(inner.input(k)).times(inner.input(1 - k)));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> logExp(Expr node) {
    Predicate<Expr> exponential = input -> input.op() instanceof Exp;
    return node.op() instanceof Log && exponential.test(node.input(0))
        ? Optional.of(node.input(0).input(0))
        : Optional.empty();
  }

  private static Optional<Expr> expLog(Expr node) {
    return node.op() instanceof Exp && node.input(0).op() instanceof Log
        ? Optional.of(node.input(0).input(0))
        : Optional.empty();
  }

  private static Optional<Expr> broadcastTwice(Expr node) {
    return node.op() instanceof Broadcast && node.input(0).op() instanceof Broadcast
        ? Optional.of(node.input(0).input(0).broadcast(node.shape()))
        : Optional.empty();
  }

  private static Optional<Expr> reshapeTwice(Expr node) {
    if (!(node.op() instanceof Reshape)) {
      return Optional.empty();
    }
    OptionalDouble number = uniform(node);
    if (number.isPresent()) {
      return Optional.of(Expr.filled(node.shape(), number.getAsDouble()));
    }
    Expr input = node.input(0);
    return input.shape().equals(node.shape())
        ? Optional.of(input)
        : input.op() instanceof Reshape
            ? Optional.of(input.input(0).reshape(node.shape()))
            : Optional.empty();
  }

  private static Optional<Expr> transposeTwice(Expr node) {
    if (!(node.op() instanceof Transpose outer)
        || !(node.input(0).op() instanceof Transpose inner)) {
      return Optional.empty();
    }
    List<Integer> order = outer.order().stream().map(inner.order()::get).toList();
    return Optional.of(Expr.of(new Transpose(order), node.input(0).input(0)));
  }

  private static Optional<Expr> transposeNothing(Expr node) {
    boolean kept =
        node.op() instanceof Transpose t
            && IntStream.range(0, t.order().size()).allMatch(i -> t.order().get(i) == i);
    return kept ? Optional.of(node.input(0)) : Optional.empty();
  }

  private static Optional<Expr> sumOfOne(Expr node) {
    return node.op() instanceof Sum sum
            && sum.axes().stream().allMatch(axis -> node.input(0).shape().size(axis) == 1)
        ? Optional.of(node.input(0).reshape(node.shape()))
        : Optional.empty();
  }

  private static Optional<Expr> sumOfCopies(Expr node) {
    if (!(node.op() instanceof Sum sum) || !(node.input(0).op() instanceof Broadcast copy)) {
      return Optional.empty();
    }
    Expr copied = node.input(0).input(0);
    Shape larger = node.input(0).shape();
    if (!sum.axes().equals(copy.repeated(copied.shape()))) {
      return Optional.empty();
    }
    int copies = sum.axes().stream().mapToInt(larger::size).reduce(1, (a, b) -> a * b);
    return Optional.of(
        copies == 0 ? Expr.filled(node.shape(), 0) : copied.reshape(node.shape()).times(copies));
  }
}
