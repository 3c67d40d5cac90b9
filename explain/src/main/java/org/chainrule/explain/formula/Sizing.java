package org.chainrule.explain.formula;

import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Negation;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.explain.formula.Syntax.Power;
import org.chainrule.explain.formula.Syntax.Transposed;
import org.chainrule.graph.Shape;

/**
 * Values of which the shape is known beforehand: where a formula does not tell the sizes of {@code
 * I} and {@code 1}, as in {@code I − 1 1ᵀ/n}, the shape does.
 */
final class Sizing {
  private final Elaborator elaborator;
  private final Algebra algebra;

  Sizing(Elaborator elaborator, Algebra algebra) {
    this.elaborator = elaborator;
    this.algebra = algebra;
  }

  /** The value of a formula that has this shape, if it can have it. */
  Term of(Syntax node, Shape shape) {
    Optional<Term> plain = plain(node);
    if (plain.isPresent()) {
      return plain.flatMap(term -> term.filled(shape)).orElseGet(plain::orElseThrow);
    }
    return inside(node, shape)
        .filled(shape)
        .filter(term -> term.value().shape().equals(shape))
        .orElseGet(() -> elaborator.term(node)); // it has another shape: its own error
  }

  /** The value as the formula tells it; empty if it leaves open what is needed. */
  private Optional<Term> plain(Syntax node) {
    try {
      return Optional.of(elaborator.term(node));
    } catch (FormulaException e) {
      if (e.getCause() instanceof OpenSizeException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Term inside(Syntax node, Shape shape) {
    return switch (node) {
      case Negation negation -> {
        Term operand = of(negation.operand(), shape);
        yield new Term(operand.value().negate(), operand.row(), operand.extent());
      }
      case Transposed t when shape.rank() == 2 ->
          algebra.transposed(of(t.operand(), turned(shape)));
      case Power p
          when shape.rank() == 2 && p.exponent() instanceof Name name && name.base().equals("T") ->
          algebra.transposed(of(p.base(), turned(shape)));
      case Operation operation -> operation(operation, shape);
      default -> elaborator.term(node);
    };
  }

  private static Shape turned(Shape shape) {
    return Shape.of(shape.size(1), shape.size(0));
  }

  private Term operation(Operation node, Shape shape) {
    return switch (node.operator()) {
      case PLUS, MINUS, HADAMARD ->
          combined(node, () -> of(node.left(), shape), () -> of(node.right(), shape));
      case DIVIDED ->
          combined(node, () -> of(node.left(), shape), () -> elaborator.term(node.right()));
      case TIMES, DOT, JUXTAPOSED, APPLIED -> product(node, shape);
    };
  }

  private Term combined(Operation node, Supplier<Term> left, Supplier<Term> right) {
    return elaborator.guarded(node, () -> elaborator.combined(node, left.get(), right.get()));
  }

  /** A product in which one factor tells the sizes of the other. */
  private Term product(Operation node, Shape shape) {
    Optional<Term> left = plain(node.left());
    Optional<Term> right = plain(node.right());
    Supplier<Term> a = () -> left.orElseGet(() -> of(node.left(), inner(right, shape, true)));
    Supplier<Term> b = () -> right.orElseGet(() -> of(node.right(), inner(left, shape, false)));
    return combined(node, a, b);
  }

  /** The shape of a factor whose product with the other has this shape. */
  private static Shape inner(Optional<Term> other, Shape shape, boolean first) {
    Optional<Term> known = other.filter(Term::isKnown);
    if (shape.rank() == 0 || known.filter(Term::isNumber).isPresent()) {
      return shape;
    }
    int outer = shape.size(first ? 0 : -1);
    int met = known.map(term -> term.value().shape().size(first ? 0 : -1)).orElse(outer);
    return first ? Shape.of(outer, met) : Shape.of(met, outer);
  }
}
