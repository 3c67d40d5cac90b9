package org.chainrule.explain.formula;

import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.pow;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Sum;

/**
 * Sums and products of numbers, vectors and matrices as mathematics writes them; what does not fit
 * is refused with both shapes.
 *
 * @param sizes how shapes are written
 * @param reluAtZero the derivative of the rectifier at 0
 */
record Algebra(Sizes sizes, int reluAtZero) {
  /** A shape in a message. */
  String shape(Term term) {
    if (term.isKnown()) {
      return term.isNumber() ? "a number" : sizes.matrixText(term.value().shape(), term.row());
    }
    String size = term.value().shape().rank() == 1 ? last(term) : "";
    return switch (term.extent()) {
      case ENTRIES -> term.row() ? "1×?" : "?×1";
      case ROWS -> "?×" + size;
      case COLUMNS -> size + "×?";
      default -> "?×?";
    };
  }

  /** Sums, quotients and other functions place by place; a number counts for every place. */
  Term placewise(String sign, Term a, Term b, BinaryOperator<Expr> function) {
    return a.isKnown() && b.isKnown() ? known(sign, a, b, function) : open(sign, a, b, function);
  }

  /** As {@link #placewise}, with sizes that the other side tells, or that stay open. */
  private Term open(String sign, Term a, Term b, BinaryOperator<Expr> function) {
    Optional<Shape> shape = common(a, b);
    Term left = shape.flatMap(s -> filled(a, s)).orElse(a);
    Term right = shape.flatMap(s -> filled(b, s)).orElse(b);
    if (left.isKnown() && right.isKnown()) {
      return known(sign, left, right, function);
    }
    boolean identity = a.extent() == Extent.IDENTITY || b.extent() == Extent.IDENTITY;
    boolean scaled = (a.isNumber() && sign.equals("∘")) || (b.isNumber() && "∘/".contains(sign));
    boolean alike =
        identity
            ? a.extent() == b.extent() && "+−".contains(sign)
            : a.extent() == b.extent() || isStripOfAll(a, b) || isStripOfAll(b, a);
    boolean numbered = (a.isNumber() || b.isNumber()) && (!identity || scaled);
    if (!alike && !numbered) {
      if (identity && isOpenOrNumber(left) && isOpenOrNumber(right)) {
        throw new OpenSizeException(Term.IDENTITY_PROBLEM);
      }
      throw new ShapeException(
          shape(a) + " " + sign + " " + shape(b) + " does not fit: the shapes must be equal");
    }
    boolean second = a.isKnown() || (a.extent() == Extent.ALL && !b.isKnown());
    Term of = second ? b : a;
    return new Term(function.apply(a.value(), b.value()), of.row(), of.extent());
  }

  private static boolean isOpenOrNumber(Term term) {
    return !term.isKnown() || term.isNumber();
  }

  /** At full size; ones beside a matrix are a row of it. */
  private static Optional<Term> filled(Term term, Shape shape) {
    return term.extent() == Extent.ENTRIES && shape.rank() == 2
        ? term.filled(Shape.of(shape.size(1)))
        : term.filled(shape);
  }

  private static boolean isStripOfAll(Term a, Term b) {
    return a.extent() == Extent.ALL && (b.extent() == Extent.ROWS || b.extent() == Extent.COLUMNS);
  }

  /** The shape that two values tell together: a row beside a column, or beside I, is a matrix. */
  private static Optional<Shape> common(Term a, Term b) {
    if (a.isKnown() || b.isKnown()) {
      return Optional.of(a.isKnown() ? a.value().shape() : b.value().shape());
    }
    Set<Extent> both = EnumSet.of(a.extent(), b.extent());
    boolean strips = both.contains(Extent.ROWS) || both.contains(Extent.COLUMNS);
    if (!strips || both.size() == 1 || both.contains(Extent.ENTRIES) || both.contains(Extent.ALL)) {
      return Optional.empty();
    }
    Term height = a.extent() == Extent.COLUMNS || b.extent() == Extent.IDENTITY ? a : b;
    Term width = a.extent() == Extent.ROWS || b.extent() == Extent.IDENTITY ? a : b;
    return Optional.of(Shape.of(height.value().shape().size(0), width.value().shape().size(0)));
  }

  private Term known(String sign, Term a, Term b, BinaryOperator<Expr> function) {
    Shape left = a.value().shape();
    Shape right = b.value().shape();
    boolean lies = (a.rank() == 1 && a.row()) || (b.rank() == 1 && b.row());
    boolean crossed = a.rank() == 1 && b.rank() == 1 && a.row() != b.row();
    boolean fits =
        a.isNumber()
            || b.isNumber()
            || (left.equals(right) && !crossed)
            || (a.rank() == 2 && b.rank() == 1 && left.size(1) == right.size(0))
            || (a.rank() == 1 && b.rank() == 2 && left.size(0) == right.size(1));
    if (!fits) {
      throw new ShapeException(
          shape(a) + " " + sign + " " + shape(b) + " does not fit: the shapes must be equal");
    }
    Expr value = function.apply(a.value(), b.value());
    return new Term(value, value.shape().rank() == 1 && lies);
  }

  /** {@code a b}: with a number a scaling, else the product of matrices. */
  Term product(Term a, Term b) {
    if (a.isNumber() || b.isNumber()) {
      Extent extent = a.isNumber() ? b.extent() : a.extent();
      return new Term(a.value().times(b.value()), a.row() || b.row(), extent);
    }
    if (!a.isKnown() || !b.isKnown()) {
      return OpenProduct.of(this, a, b)
          .orElseThrow(
              () ->
                  new OpenSizeException(
                      shape(a) + " times " + shape(b) + ": their sizes stay open"));
    }
    if (a.rank() > 2 || b.rank() > 2) {
      throw misfit(a, b, "only vectors and matrices have a product");
    }
    boolean outer = a.rank() == 1 && !a.row();
    if (outer) {
      return outerProduct(a, b);
    }
    if (b.rank() == 1 && b.row()) {
      if (a.rank() == 1 || a.value().shape().size(1) != 1) {
        throw misfit(a, b, inner(a, b));
      }
      return outer(Term.of(a.value().at(1, 0)), b);
    }
    if (a.value().shape().size(-1) != b.value().shape().size(0)) {
      throw misfit(a, b, inner(a, b));
    }
    Expr value = a.value().matmul(b.value());
    return new Term(value, a.rank() == 1 && b.rank() == 2);
  }

  /** {@code a * b} as this reading has it. */
  Term starred(Term a, Term b, Stars stars) {
    boolean alike =
        a.rank() > 0 && a.row() == b.row() && a.value().shape().equals(b.value().shape());
    boolean multiplied =
        a.rank() == 2 && b.rank() == 2 && a.value().shape().size(1) == b.value().shape().size(0);
    return alike && (stars == Stars.ELEMENTWISE || !multiplied)
        ? placewise("∘", a, b, Expr::times)
        : product(a, b);
  }

  /** A standing vector times a row. */
  private Term outerProduct(Term a, Term b) {
    if (b.rank() == 1 && b.row()) {
      return outer(a, b);
    }
    if (b.rank() == 2 && b.value().shape().size(0) == 1) {
      return outer(a, Term.of(b.value().at(0, 0)));
    }
    throw misfit(
        a,
        b,
        b.rank() == 1 && a.value().shape().equals(b.value().shape())
            ? "write a'b for the inner product, a∘b for the product place by place, or a b' for"
                + " the outer product"
            : inner(a, b));
  }

  private String inner(Term a, Term b) {
    String columns = a.rank() == 1 ? a.row() ? last(a) : "1" : last(a);
    String rows = b.rank() == 1 && b.row() ? "1" : sizes.text(b.value().shape().size(0));
    return "the " + columns + " columns on the left meet " + rows + " rows on the right";
  }

  private String last(Term a) {
    return sizes.text(a.value().shape().size(-1));
  }

  private ShapeException misfit(Term a, Term b, String remedy) {
    return new ShapeException(shape(a) + " times " + shape(b) + " does not fit: " + remedy);
  }

  /** {@code a · b}: the inner product of two vectors that stand or lie alike, else {@code a b}. */
  Term dotted(Term a, Term b) {
    return a.rank() == 1 && b.rank() == 1 && a.row() == b.row() ? dot(a, b) : product(a, b);
  }

  /** Σ aᵢ bᵢ. */
  Term dot(Term a, Term b) {
    if (a.rank() != 1 || !a.value().shape().equals(b.value().shape())) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "dot of %s and %s: it takes two vectors of one size",
              shape(a),
              shape(b)));
    }
    return Term.of(a.value().matmul(b.value()));
  }

  /** a bᵀ. */
  Term outer(Term a, Term b) {
    if (a.rank() != 1 || b.rank() != 1) {
      throw new ShapeException(
          String.format(
              Locale.ROOT, "outer of %s and %s: it takes two vectors", shape(a), shape(b)));
    }
    return Term.of(Contract.of("i,j->ij", a.value(), b.value()));
  }

  Term transposed(Term a) {
    if (!a.isKnown()) {
      return switch (a.extent()) {
        case ROWS -> new Term(a.value(), false, Extent.COLUMNS);
        case COLUMNS -> new Term(a.value(), false, Extent.ROWS);
        default -> new Term(a.value(), a.extent() == Extent.ENTRIES && !a.row(), a.extent());
      };
    }
    return switch (a.rank()) {
      case 0 -> a;
      case 1 -> new Term(a.value(), !a.row());
      case 2 -> Term.of(a.value().transpose());
      default -> throw new ShapeException("transpose of " + shape(a) + ": it takes a matrix");
    };
  }

  /** {@code a^b}, place by place for vectors; for a matrix only if it is written {@code a .^ b}. */
  Term power(Term a, Term b, boolean elementwise) {
    if (!a.isKnown()) {
      throw new ShapeException("a power of " + shape(a) + ", whose size is not known here");
    }
    if (!b.isNumber()) {
      throw new ShapeException("the exponent is " + shape(b) + "; it must be a number");
    }
    if (a.rank() >= 2 && !elementwise) {
      throw new ShapeException(
          "a power of "
              + shape(a)
              + ": write A*A for the product of matrices, A .^ 2 for the power place by place");
    }
    if (!b.isConstant()) {
      return new Term(pow(a.value(), b.value()), a.row());
    }
    double exponent = b.number();
    return new Term(a.value().power(exponent), a.row());
  }

  /** The square of a norm that stands there itself: ‖w‖² has a derivative at 0, ‖w‖ has none. */
  Term squaredNorm(Term norm) {
    return Term.of(norm.value().input(0));
  }

  /** Whether a value is √Σ x². */
  static boolean isNorm(Term a) {
    Expr value = a.value();
    return value.op() instanceof Power(double half)
        && half == 0.5
        && value.input(0).op() instanceof Sum
        && value.input(0).input(0).op().equals(new Power(2));
  }

  /** eᵃ. */
  Term exponential(Term a) {
    return new Term(exp(a.value()), a.row());
  }
}
