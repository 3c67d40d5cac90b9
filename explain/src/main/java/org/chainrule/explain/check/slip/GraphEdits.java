package org.chainrule.explain.check.slip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Binary;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Cos;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Sin;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Tanh;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unary;
import org.chainrule.graph.op.Variable;

/** Every graph that one small edit makes of an answer. */
final class GraphEdits {
  private static final int MOST = 4_000;

  private final Rebuilding graph;
  private final Wording wording;
  private final List<Expr> exchangeable;
  private final List<Candidate> candidates = new ArrayList<>();

  private GraphEdits(Expr answer, List<Expr> exchangeable, Wording wording) {
    this.graph = new Rebuilding(answer);
    this.exchangeable = exchangeable;
    this.wording = wording;
  }

  /**
   * The edits.
   *
   * @param exchangeable variables and named quantities, which may stand in each other's place
   */
  static List<Candidate> of(Expr answer, List<Expr> exchangeable, Wording wording) {
    GraphEdits edits = new GraphEdits(answer, exchangeable, wording);
    for (Expr node : edits.graph.order()) {
      if (edits.candidates.size() < MOST) {
        edits.exchanges(node);
        edits.editsOf(node);
      }
    }
    return edits.candidates;
  }

  private void replace(Kind kind, Supplier<String> detail, Expr node, Expr other) {
    if (!other.equals(node) && other.shape().equals(node.shape())) {
      candidates.add(new Candidate(kind, detail, node, other));
    }
  }

  private void replaceInput(Kind kind, Supplier<String> detail, Expr node, int input, Expr other) {
    if (!other.equals(node.input(input)) && other.shape().equals(node.input(input).shape())) {
      candidates.add(new Candidate(kind, detail, node, withInput(node, input, other)));
    }
  }

  private static Expr withInput(Expr node, int input, Expr other) {
    List<Expr> inputs = new ArrayList<>(node.inputs());
    inputs.set(input, other);
    return Expr.of(node.op(), inputs);
  }

  /** Another variable or quantity, in all places or in one. */
  private void exchanges(Expr node) {
    if (node.op() instanceof Variable || exchangeable.contains(node)) {
      for (Expr other : alternatives(node)) {
        Slip slip = Quotients.exchange(wording.of(node), wording.of(other));
        replace(slip.kind(), slip::detail, node, other);
      }
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      Expr input = node.input(i);
      if (graph.uses(input) > 1
          && (input.op() instanceof Variable || exchangeable.contains(input))) {
        for (Expr other : alternatives(input)) {
          Slip slip = Quotients.exchange(wording.of(input), wording.of(other));
          replaceInput(slip.kind(), slip::detail, node, i, other);
        }
      }
    }
  }

  private List<Expr> alternatives(Expr node) {
    return exchangeable.stream()
        .filter(other -> !other.equals(node) && other.shape().equals(node.shape()))
        .toList();
  }

  private void editsOf(Expr node) {
    switch (node.op()) {
      case Constant constant -> numbers(node, constant);
      case Power power -> powers(node, power);
      case Unary op -> functions(node, op);
      case Multiply _, Divide _ -> factors(node);
      case Add _, Subtract _ -> signs(node);
      case Compare _ ->
          replace(
              Kind.SIGN,
              () -> "the condition " + wording.of(node) + " is the wrong way round",
              node,
              Expr.of(node.op(), node.input(1), node.input(0)));
      case Binary op -> // the larger for the smaller
          replace(
              Kind.WRONG_FUNCTION,
              () -> op.name() + " is wrong",
              node,
              Functions.maximum(node.input(0), node.input(1)));
      case Sum sum -> sums(node, sum);
      case Contract contract -> products(node, contract);
      case Transpose _ ->
          replace(
              Kind.TRANSPOSED, () -> wording.of(node) + " is not transposed", node, node.input(0));
      default -> {}
    }
  }

  private void numbers(Expr node, Constant constant) {
    if (constant.shape().rank() > 0) {
      return;
    }
    double value = constant.value().item();
    Supplier<String> text = () -> "the number " + wording.of(node);
    for (double other : new double[] {-value, value + 1, value - 1, 2 * value, value / 2, 0, 1}) {
      Kind kind = other == -value ? Kind.SIGN : other == 0 ? Kind.MISSING_TERM : Kind.FACTOR;
      replace(kind, () -> text.get() + " is wrong", node, Expr.constant(other));
    }
  }

  private void powers(Expr node, Power power) {
    Expr base = node.input(0);
    Supplier<String> text = () -> "the exponent of " + wording.of(base);
    double exponent = power.exponent();
    replace(Kind.EXPONENT, () -> text.get() + " is one too high", node, raised(base, exponent + 1));
    replace(Kind.EXPONENT, () -> text.get() + " is one too low", node, raised(base, exponent - 1));
    replace(Kind.EXPONENT, () -> text.get() + " has the wrong sign", node, raised(base, -exponent));
    replace(Kind.EXPONENT, () -> text.get() + " is missing", node, base);
    signOfArgument(node);
  }

  private static Expr raised(Expr base, double exponent) {
    return exponent == 1
        ? base
        : exponent == 0 ? Expr.filled(base.shape(), 1) : base.power(exponent);
  }

  private void functions(Expr node, Unary op) {
    if (op instanceof Negate) {
      return;
    }
    Expr x = node.input(0);
    Supplier<String> text = () -> wording.of(node);
    replace(
        Kind.NOT_DIFFERENTIATED,
        () -> "the derivative of " + op.name() + " stands for " + text.get(),
        node,
        op.derivative(x, node));
    Optional<Unary> other =
        switch (op) {
          case Sin _ -> Optional.of(new Cos());
          case Cos _ -> Optional.of(new Sin());
          case Sigmoid _ -> Optional.of(new Tanh());
          case Tanh _ -> Optional.of(new Sigmoid());
          default -> Optional.empty();
        };
    other.ifPresent(
        o ->
            replace(
                Kind.WRONG_FUNCTION,
                () -> o.name() + " stands for " + op.name(),
                node,
                Expr.of(o, x)));
    replace(Kind.WRONG_FUNCTION, () -> op.name() + " is missing around " + wording.of(x), node, x);
    signOfArgument(node);
    if (!(x.op() instanceof Variable)) {
      for (Expr quantity : exchangeable) {
        replaceInput(
            Kind.WRONG_VARIABLE,
            () -> wording.of(quantity) + " stands in the place of " + wording.of(x),
            node,
            0,
            quantity);
      }
    }
  }

  private void signOfArgument(Expr node) {
    replaceInput(
        Kind.SIGN,
        () -> wording.of(node.input(0)) + " has the wrong sign",
        node,
        0,
        node.input(0).negate());
  }

  private void factors(Expr node) {
    Expr first = node.input(0);
    Expr second = node.input(1);
    boolean product = node.op() instanceof Multiply;
    replace(missing(second), () -> "the factor " + wording.of(second) + " is missing", node, first);
    if (product) {
      replace(
          missing(first), () -> "the factor " + wording.of(first) + " is missing", node, second);
    } else {
      replace(
          Kind.EXPONENT,
          () -> wording.of(second) + " is a factor for a divisor",
          node,
          first.times(second));
    }
    for (int i = 0; i < 2; i++) {
      Expr input = node.input(i);
      if (!isNumber(input)) {
        replaceInput(
            Kind.EXPONENT,
            () -> "the exponent of " + wording.of(input) + " is one too high",
            node,
            i,
            input.power(2));
      }
    }
    halvesAndDoubles(node);
  }

  private static Kind missing(Expr factor) {
    return isNumber(factor) ? Kind.FACTOR : Kind.MISSING_FACTOR;
  }

  private static boolean isNumber(Expr node) {
    return switch (node.op()) {
      case Constant _ -> true;
      case Broadcast _, Reshape _ -> isNumber(node.input(0));
      default -> false;
    };
  }

  private void halvesAndDoubles(Expr node) {
    for (double factor : new double[] {2, 0.5, 3, -2}) {
      replace(
          Kind.FACTOR,
          () -> "the claim has " + Numeral.of(factor).written() + " times " + wording.of(node),
          node,
          node.times(factor));
    }
    replace(Kind.SIGN, () -> wording.of(node) + " has the wrong sign", node, node.negate());
  }

  /** In the place of an addition inside a function the quotient of terms tells nothing. */
  private void signs(Expr node) {
    for (int i = 0; i < 2; i++) {
      Expr term = node.input(i);
      Supplier<String> text = () -> "the term " + wording.of(term);
      replaceInput(Kind.SIGN, () -> text.get() + " has the wrong sign", node, i, term.negate());
      replaceInput(
          Kind.MISSING_TERM,
          () -> text.get() + " is missing",
          node,
          i,
          Expr.filled(term.shape(), 0));
      for (double factor : new double[] {2, 0.5}) {
        replaceInput(
            Kind.FACTOR,
            () -> "the claim has " + Numeral.of(factor).written() + " times " + wording.of(term),
            node,
            i,
            term.times(factor));
      }
    }
  }

  private void sums(Expr node, Sum sum) {
    if (sum.axes().size() != 1) {
      return;
    }
    Expr summed = node.input(0);
    int axis = sum.axes().getFirst();
    int size = summed.shape().size(axis);
    for (int place : new int[] {0, size - 1}) {
      if (size > 1) {
        replace(
            Kind.MISSING_TERM,
            () -> "the sum over axis " + axis + " of " + wording.of(summed) + " is missing",
            node,
            summed.at(axis, place));
      }
    }
  }

  private void products(Expr node, Contract contract) {
    for (int i = 0; i < 2; i++) {
      Expr input = node.input(i);
      int rank = input.shape().rank();
      if (rank == 2 && input.shape().size(0) == input.shape().size(1)) {
        replaceInput(
            Kind.TRANSPOSED,
            () -> wording.of(input) + " is transposed",
            node,
            i,
            input.transpose());
      }
      Expr other = node.input(1 - i);
      replace(
          Kind.MISSING_FACTOR,
          () -> "the factor " + wording.of(other) + " is missing",
          node,
          input);
    }
    if (node.input(0).shape().equals(node.input(1).shape())) {
      replace(
          Kind.TRANSPOSED,
          () -> "the factors of " + wording.of(node) + " are in the wrong order",
          node,
          Expr.of(contract, node.input(1), node.input(0)));
    }
    halvesAndDoubles(node);
  }
}
