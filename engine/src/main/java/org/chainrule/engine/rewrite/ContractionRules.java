package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Unfold;

/** Rules about contractions that are less than a matrix product. */
final class ContractionRules {
  /** Axes over which nothing is gained by contracting. */
  static final List<Rule> SMALLER =
      List.of(
          new Rule("sum of a sum", "Σᵢ Σⱼ → Σᵢⱼ", ContractionRules::sumOfSum),
          new Rule(
              "sum over one",
              "Σ over an axis of size 1 → the only summand",
              ContractionRules::overOne),
          new Rule("product of copies", "Σⱼ a yⱼ → a Σⱼ yⱼ", ContractionRules::ofCopies));

  /** What is no large product is elementwise work, which fuses with what comes before and after. */
  static final Rule OUTER =
      new Rule("outer product", "i,j->ij → a times b", ContractionRules::outer);

  /**
   * Spares a multiplication for each element. It assumes that yⱼ s is within the range of numbers
   * where a yⱼ is.
   */
  static final Rule SCALED =
      new Rule("scaled outer product", "(a yⱼ) s → a (yⱼ s)", ContractionRules::scaled);

  private ContractionRules() {}

  /** Two sums over neighbouring axes as one. */
  private static Optional<Expr> sumOfSum(Expr node) {
    if (!(node.op() instanceof Sum outer) || !(node.input(0).op() instanceof Sum inner)) {
      return Optional.empty();
    }
    Expr x = node.input(0).input(0);
    List<Integer> left = new ArrayList<>(Moves.upTo(x.shape().rank()));
    left.removeAll(inner.axes());
    List<Integer> axes = new ArrayList<>(inner.axes());
    outer.axes().forEach(axis -> axes.add(left.get(axis)));
    List<Integer> sorted = axes.stream().sorted().toList();
    boolean run = !sorted.isEmpty() && sorted.getLast() - sorted.getFirst() == sorted.size() - 1;
    return run ? Optional.of(Expr.of(new Sum(sorted), x)) : Optional.empty();
  }

  /** Summed letters of size 1 are left out, but not of windows, which stay a convolution's. */
  private static Optional<Expr> overOne(Expr node) {
    if (!(node.op() instanceof Contract op)
        || node.inputs().stream().anyMatch(input -> input.op() instanceof Unfold)) {
      return Optional.empty();
    }
    List<Shape> shapes = node.inputs().stream().map(Expr::shape).toList();
    String ones = letters(op.summed(), letter -> op.size(letter, shapes) == 1);
    if (ones.isEmpty()) {
      return Optional.empty();
    }
    String left = without(op.left(), ones);
    String right = without(op.right(), ones);
    return Optional.of(
        Expr.of(
            new Contract(left, right, op.out()),
            dropped(node.input(0), op.left(), ones),
            dropped(node.input(1), op.right(), ones)));
  }

  /**
   * An operand that is copied along an axis needs no axis there: if it is summed over, the other
   * operand is summed first; if only this operand has it, the result is copied.
   */
  private static Optional<Expr> ofCopies(Expr node) {
    if (!(node.op() instanceof Contract op)) {
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      String own = i == 0 ? op.left() : op.right();
      if (node.input(i).op() instanceof Broadcast copy) {
        List<Integer> repeated = copy.repeated(node.input(i).input(0).shape());
        String copied = letters(own, letter -> repeated.contains(own.indexOf(letter)));
        if (!copied.isEmpty()) {
          return Optional.of(withoutCopies(node, op, i, copied));
        }
      }
    }
    return Optional.empty();
  }

  private static Expr withoutCopies(Expr node, Contract op, int operand, String copied) {
    String own = operand == 0 ? op.left() : op.right();
    String other = operand == 0 ? op.right() : op.left();
    Shape copies = node.input(operand).shape();
    List<Integer> repeated = copied.chars().mapToObj(c -> own.indexOf((char) c)).toList();
    Expr small = node.input(operand).input(0).reshape(copies.without(repeated));
    String summed = letters(copied, letter -> op.out().indexOf(letter) < 0);
    String spread = letters(copied, letter -> other.indexOf(letter) < 0);
    Expr partner = node.input(1 - operand);
    if (!summed.isEmpty()) {
      List<Integer> axes = summed.chars().mapToObj(c -> other.indexOf((char) c)).sorted().toList();
      partner = Expr.of(new Sum(axes), partner);
    }
    String ownLeft = without(own, copied);
    String otherLeft = without(other, summed);
    String out = without(op.out(), spread);
    Expr product =
        operand == 0
            ? Expr.of(new Contract(ownLeft, otherLeft, out), small, partner)
            : Expr.of(new Contract(otherLeft, ownLeft, out), partner, small);
    List<Integer> ones = spread.chars().mapToObj(c -> op.out().indexOf((char) c)).toList();
    return product.reshape(node.shape().keeping(ones)).broadcast(node.shape());
  }

  private static Optional<Expr> outer(Expr node) {
    if (!(node.op() instanceof Contract op) || !op.summed().isEmpty()) {
      return Optional.empty();
    }
    Expr a = spread(node.input(0), op.left(), op.out(), node.shape());
    Expr b = spread(node.input(1), op.right(), op.out(), node.shape());
    return Optional.of(a.times(b));
  }

  /** A number multiplies the smaller of two factors, if that is copied. */
  private static Optional<Expr> scaled(Expr node) {
    if (!(node.op() instanceof Multiply)) {
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      Optional<Expr> number = copied(node.input(i)).filter(x -> x.shape().elements() == 1);
      Expr product = node.input(1 - i);
      if (number.isPresent() && product.op() instanceof Multiply) {
        List<Expr> factors = product.inputs();
        int small = elements(factors.getFirst()) < elements(factors.getLast()) ? 0 : 1;
        Optional<Expr> factor = copied(factors.get(small));
        if (factor.isPresent() && factor.get().shape().elements() < node.shape().elements()) {
          Shape shape = factor.get().shape();
          Expr scaled = factor.get().times(number.get().reshape().broadcast(shape));
          return Optional.of(factors.get(1 - small).times(scaled.broadcast(node.shape())));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> copied(Expr node) {
    return node.op() instanceof Broadcast ? Optional.of(node.input(0)) : Optional.empty();
  }

  private static int elements(Expr factor) {
    return copied(factor).orElse(factor).shape().elements();
  }

  /** An operand whose letters are all in the result, with the result's axes. */
  private static Expr spread(Expr operand, String letters, String out, Shape shape) {
    List<Integer> order = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    for (int axis = 0; axis < out.length(); axis++) {
      int own = letters.indexOf(out.charAt(axis));
      if (own < 0) {
        missing.add(axis);
      } else {
        order.add(own);
      }
    }
    return Moves.transposed(operand, order).reshape(shape.keeping(missing)).broadcast(shape);
  }

  private static Expr dropped(Expr operand, String letters, String ones) {
    List<Integer> axes = ones.chars().mapToObj(c -> letters.indexOf((char) c)).toList();
    return operand.reshape(operand.shape().without(axes));
  }

  private static String without(String letters, String others) {
    return letters(letters, letter -> others.indexOf(letter) < 0);
  }

  private static String letters(String of, Predicate<Character> which) {
    StringBuilder result = new StringBuilder();
    of.chars().filter(c -> which.test((char) c)).forEach(c -> result.append((char) c));
    return result.toString();
  }
}
