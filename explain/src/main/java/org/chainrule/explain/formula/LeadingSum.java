package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Sum;

/** Sums over a leading axis, those of products as contractions: {@code Σ_j W_ij x_j} is W x. */
final class LeadingSum {
  private final Collection<Expr> named;
  private final Predicate<Expr> element;

  /**
   * Sums.
   *
   * @param named what has a name, and so is no formula of its own where it is a factor
   * @param element whether something is an element whose index runs still, in a sum around
   */
  LeadingSum(Collection<Expr> named, Predicate<Expr> element) {
    this.named = named;
    this.element = element;
  }

  Expr of(Expr values) {
    return switch (values.op()) {
      case Negate negate -> of(values.input(0)).negate();
      case Multiply multiply -> ofProduct(values);
      case Divide divide ->
          common(values.input(1))
              .map(divisor -> of(values.input(0)).dividedBy(divisor))
              .orElseGet(() -> values.sum(0));
      case Contract product when isTaken(product) -> {
        String rest = product.out().substring(1);
        yield Expr.of(new Contract(product.left(), product.right(), rest), values.inputs());
      }
      case Sum sum when values.shape().rank() == 1 -> values.input(0).sum();
      default -> values.sum(0);
    };
  }

  /** Whether the leading axis is one of both operands, and so may be summed over. */
  private static boolean isTaken(Contract product) {
    String leading = product.out().substring(0, 1);
    return product.left().contains(leading) && product.right().contains(leading);
  }

  private Expr ofProduct(Expr values) {
    List<Expr> constants = new ArrayList<>();
    List<Expr> varying = new ArrayList<>();
    addFactors(values, constants, varying);
    Expr sum = varying.size() == 1 ? of(varying.getFirst()) : ofFactors(varying);
    return constants.stream().reduce(Expr::times).map(c -> c.times(sum)).orElse(sum);
  }

  private static void addFactors(Expr value, List<Expr> constants, List<Expr> varying) {
    if (value.op() instanceof Multiply) {
      value.inputs().forEach(factor -> addFactors(factor, constants, varying));
    } else {
      common(value).ifPresentOrElse(constants::add, () -> varying.add(value));
    }
  }

  private Expr ofFactors(List<Expr> factors) {
    Expr left = factors.subList(0, factors.size() - 1).stream().reduce(Expr::times).orElseThrow();
    Expr right = factors.getLast();
    if (left.shape().rank() == 1
        && isWhole(left)
        && isWhole(right)
        && !(isName(left) && isName(right))) {
      return left.times(right).sum(0);
    }
    return Factor.contracted(left, right, true).orElseGet(() -> left.times(right).sum(0));
  }

  private boolean isWhole(Expr value) {
    return Expr.inOrder(List.of(value)).stream().noneMatch(element);
  }

  private boolean isName(Expr value) {
    return named.contains(value) || !(value.op() instanceof Elementwise);
  }

  /** What has one value along the leading axis, without it. */
  private static Optional<Expr> common(Expr value) {
    Shape rest = value.shape().without(List.of(0));
    if (value.op() instanceof Broadcast copy) {
      Expr copied = value.input(0);
      return !copy.repeated(copied.shape()).contains(0)
          ? common(copied).map(one -> one.broadcast(rest))
          : copied.shape().rank() < value.shape().rank()
              ? Optional.of(copied.broadcast(rest))
              : Optional.of(
                  Factor.reshaped(copied, copied.shape().without(List.of(0))).broadcast(rest));
    }
    if (!(value.op() instanceof Elementwise)) {
      return Optional.empty();
    }
    List<Expr> inputs = value.inputs().stream().flatMap(i -> common(i).stream()).toList();
    return inputs.size() == value.inputs().size()
        ? Optional.of(Expr.of(value.op(), inputs))
        : Optional.empty();
  }
}
