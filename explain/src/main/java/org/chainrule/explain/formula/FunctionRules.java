package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Window;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Reshape;

/** What the functions of formulas make of their arguments. */
final class FunctionRules {
  private static final int LARGEST_SIZE = 10_000;

  private FunctionRules() {}

  /** {@code 2/(eˣ ± e⁻ˣ)}. */
  static Expr twoOver(Expr x, int sign) {
    Expr falling = Functions.exp(x.negate()).times(sign);
    return Expr.constant(2).dividedBy(Functions.exp(x).plus(falling));
  }

  /** {@code ln(x + √(x² ± 1))}. */
  static Expr root(Expr x, int sign) {
    return Functions.log(x.plus(Functions.sqrt(x.power(2).plus(sign))));
  }

  static Term each(List<Term> arguments, UnaryOperator<Expr> function) {
    Term x = arguments.getFirst();
    return new Term(function.apply(x.value()), x.row());
  }

  static Term whole(List<Term> arguments, UnaryOperator<Expr> function) {
    return Term.of(function.apply(arguments.getFirst().value()));
  }

  static Term mean(List<Term> arguments, Algebra algebra) {
    Expr x = arguments.getFirst().value();
    Expr counted = x;
    while (counted.op() instanceof Reshape) {
      counted = counted.input(0);
    }
    return Term.of(x.sum().dividedBy(algebra.sizes().count(counted.shape().sizes())));
  }

  static Term along(List<Term> arguments, UnaryOperator<Expr> function) {
    if (arguments.getFirst().isNumber()) {
      throw new ShapeException("softmax takes a vector, or a matrix row by row, not a number");
    }
    return each(arguments, function);
  }

  /** conv(X, F, stride, padding, dilation), as networks have it: the filter is not turned over. */
  static Term convolution(List<Term> a, Algebra algebra) {
    Term x = a.get(0);
    Term filter = a.get(1);
    if (x.rank() != 2 || filter.rank() != 2) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "conv of %s and %s: it takes two matrices, then the stride, the padding and the"
                  + " dilation",
              algebra.shape(x),
              algebra.shape(filter)));
    }
    int[] settings = {1, 0, 1};
    for (int i = 2; i < a.size(); i++) {
      settings[i - 2] =
          wholeNumber(
              algebra,
              a.get(i),
              i == 3 ? 0 : 1,
              "stride and dilation of conv are whole numbers from 1, the padding one from 0");
    }
    Shape sizes = filter.value().shape();
    Window window =
        Window.of(sizes.size(0), sizes.size(1))
            .withStride(settings[0])
            .withPadding(settings[1])
            .withDilation(settings[2]);
    return Term.of(Contract.of("ijkl,kl->ij", window.over(x.value(), 0), filter.value()));
  }

  private static int wholeNumber(Algebra algebra, Term term, int least, String problem) {
    Sizes sizes = algebra.sizes();
    double number = term.isNumber() && term.isConstant(sizes) ? term.number(sizes) : -1;
    if (number != Math.rint(number) || number < least || number > LARGEST_SIZE) {
      throw new ShapeException(problem);
    }
    return (int) number;
  }

  /** maxpool(X, size, stride): windows of size × size, side by side unless a stride is given. */
  static Term pooling(
      String name, List<Term> a, Algebra algebra, BiFunction<Window, Expr, Expr> pool) {
    Term x = a.getFirst();
    if (x.rank() != 2) {
      throw new ShapeException(
          name + " of " + algebra.shape(x) + ": it takes a matrix, then the size and the stride");
    }
    String problem = "size and stride of " + name + " are whole numbers from 1";
    int size = wholeNumber(algebra, a.get(1), 1, problem);
    int stride = a.size() > 2 ? wholeNumber(algebra, a.get(2), 1, problem) : size;
    return Term.of(pool.apply(Window.of(size, size).withStride(stride), x.value()));
  }

  /** The rows of a matrix, one after the other. */
  static Term flat(List<Term> a, Algebra algebra) {
    Expr x = a.getFirst().value();
    if (a.getFirst().isNumber()) {
      throw new ShapeException("flatten of a number: it takes a matrix");
    }
    return Term.of(x.reshape(Shape.of(x.shape().elements())));
  }

  /** max(0, x) is the rectifier. */
  static Term largest(List<Term> a, Algebra algebra) {
    if (a.size() == 1) {
      return whole(a, Expr::max);
    }
    for (int i = 0; i < 2; i++) {
      if (isZero(a.get(i))) {
        return each(a.subList(1 - i, 2 - i), x -> Functions.relu(x, algebra.reluAtZero()));
      }
    }
    return algebra.placewise("and", a.get(0), a.get(1), Functions::maximum);
  }

  /**
   * Huber's loss of e and δ: e²/2 as far as δ from 0, a straight line from there. Where a case does
   * not hold, it is 0 before it is multiplied, so that it can't overflow.
   */
  static Term huber(List<Term> a, Algebra algebra) {
    Term limit = a.size() > 1 ? a.get(1) : Term.of(Expr.constant(1));
    return algebra.placewise(
        "and",
        a.getFirst(),
        limit,
        (e, delta) -> {
          Expr distance = Functions.abs(e);
          Expr near = Functions.lessOrEqual(distance, delta).times(e);
          Expr far = Functions.greater(distance, delta).times(delta);
          Expr line = distance.minus(Simplify.of(delta.dividedBy(2)));
          return near.power(2).dividedBy(2).plus(far.times(line));
        });
  }

  private static boolean isZero(Term term) {
    return term.value().op() instanceof Constant constant
        && constant.shape().equals(Shape.SCALAR)
        && constant.value().item() == 0;
  }

  static Term smallest(List<Term> a, Algebra algebra) {
    return a.size() == 1
        ? whole(a, Expr::min)
        : algebra.placewise("and", a.get(0), a.get(1), Functions::minimum);
  }

  /** The matrix with a vector on its diagonal; the diagonal of a matrix. */
  static Expr diagonal(Term a, Algebra algebra) {
    if (a.rank() == 1) {
      Expr identity = Expr.constant(Extent.identity(a.value().shape().size(0)));
      return Contract.of("i,ij->ij", a.value(), identity);
    }
    int size = square("diag", a, algebra);
    return a.value().times(Expr.constant(Extent.identity(size))).sum(1);
  }

  static Expr trace(Term a, Algebra algebra) {
    return a.value().times(Expr.constant(Extent.identity(square("trace", a, algebra)))).sum();
  }

  private static int square(String name, Term a, Algebra algebra) {
    Shape shape = a.value().shape();
    if (a.rank() != 2 || shape.size(0) != shape.size(1)) {
      throw new ShapeException(name + " of " + algebra.shape(a) + ": it takes a square matrix");
    }
    return shape.size(0);
  }

  static Term filled(List<Term> sizes, Algebra algebra, double value) {
    List<Integer> shape = new ArrayList<>();
    sizes.forEach(size -> shape.add(size(size, algebra)));
    return Term.of(Expr.filled(new Shape(shape), value));
  }

  private static int size(Term term, Algebra algebra) {
    return wholeNumber(algebra, term, 1, "a size is a whole number from 1 to 10000, or declared");
  }

  /** The identity matrix of a size. */
  static Term identity(List<Term> sizes, Algebra algebra) {
    return Term.of(Expr.constant(Extent.identity(size(sizes.getFirst(), algebra))));
  }
}
