package org.chainrule.explain.number;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Float64Arithmetic;

/**
 * Numbers with bounds of their errors: every operation passes on its operands' radii by the largest
 * derivative nearby and adds its own rounding error (running error analysis; Higham, Accuracy and
 * Stability of Numerical Algorithms, section 3.3).
 *
 * <p>What lies outside a function's domain, or may, has no value; so has all that is computed from
 * it. A comparison that the errors leave open gives both alternatives in one ball.
 */
public final class Balls<N> implements Numbers<Ball<N>> {
  /** Makes good the rounding of the radii themselves. */
  private static final double OUTWARD = 1 + 1e-9;

  /** Constants of at most so many digits are meant as written; others are rounded numbers. */
  private static final double LARGEST_WRITTEN = 1e12;

  /**
   * How far a rounded number may be from the true one: half a unit in the last place as it was
   * rounded to float64, and as much again as its shortest decimal stands for it.
   */
  private static final double ROUNDED = 0x1p-52;

  private final Arithmetic<N> base;
  private final ToDoubleFunction<N> approximation;
  private final double unit;

  private Balls(Arithmetic<N> base, ToDoubleFunction<N> approximation, double unit) {
    this.base = base;
    this.approximation = approximation;
    this.unit = unit;
  }

  /** float64 numbers with error bounds. */
  public static Balls<Double> float64() {
    return new Balls<>(new Float64Arithmetic(), Double::doubleValue, 0x1p-52);
  }

  /** Decimals of {@link Decimals#DIGITS} digits with error bounds. */
  public static Balls<BigDecimal> decimal() {
    return new Balls<>(new Decimals(), Decimals::approximate, Decimals.UNIT);
  }

  /** The elements of tensors. */
  public Map<Expr, List<Ball<N>>> elements(Map<Expr, Tensor> tensors) {
    Map<Expr, List<Ball<N>>> elements = new HashMap<>();
    tensors.forEach(
        (node, value) ->
            elements.put(
                node,
                Arrays.stream(value.toArray()).mapToObj(number -> constant(number)).toList()));
    return elements;
  }

  private Ball<N> tooLarge() {
    return new Ball<>(base.constant(0), Double.NaN, Double.POSITIVE_INFINITY);
  }

  /** What has no value for certain, or may have none. */
  private Ball<N> outside(boolean certain) {
    return new Ball<>(base.constant(0), Double.NaN, certain ? 0 : 1);
  }

  /** What is computed from operands one of which has no value. */
  private static <N> Ball<N> missing(Ball<N> a, Ball<N> b) {
    return a.outside() || b.defined() ? a : b.outside() || a.defined() ? b : a.atEdge() ? b : a;
  }

  /** A result with the error that its operands pass on and so many rounding errors of its own. */
  private Ball<N> rounded(N center, double passedOn, double roundings) {
    double approximate = approximation.applyAsDouble(center);
    double own = roundings * unit * Math.abs(approximate) + Double.MIN_VALUE;
    return new Ball<>(center, approximate, (passedOn + own) * OUTWARD);
  }

  @Override
  public Ball<N> constant(double value) {
    if (!Double.isFinite(value)) {
      return tooLarge();
    }
    N center = base.constant(value);
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_WRITTEN) {
      return new Ball<>(center, value, 0);
    }
    return new Ball<>(center, value, Math.abs(value) * (written(value) ? unit : ROUNDED));
  }

  /** Whether a number has few digits, so that nothing was rounded off. */
  static boolean written(double value) {
    double digits = new BigDecimal(Double.toString(value)).unscaledValue().doubleValue();
    return Math.abs(digits) < LARGEST_WRITTEN;
  }

  @Override
  public Ball<N> add(Ball<N> a, Ball<N> b) {
    return both(a, b)
        ? rounded(base.add(a.center(), b.center()), a.radius() + b.radius(), 1)
        : missing(a, b);
  }

  @Override
  public Ball<N> subtract(Ball<N> a, Ball<N> b) {
    if (a == b && a.defined()) {
      return new Ball<>(base.constant(0), 0, 0);
    }
    return both(a, b)
        ? rounded(base.subtract(a.center(), b.center()), a.radius() + b.radius(), 1)
        : missing(a, b);
  }

  @Override
  public Ball<N> multiply(Ball<N> a, Ball<N> b) {
    if (!both(a, b)) {
      return missing(a, b);
    }
    double passedOn = a.magnitude() * b.radius() + Math.abs(b.approximate()) * a.radius();
    return rounded(base.multiply(a.center(), b.center()), passedOn, 1);
  }

  @Override
  public Ball<N> divide(Ball<N> a, Ball<N> b) {
    double nearest = Math.abs(b.approximate()) - b.radius();
    if (!both(a, b)) {
      return missing(a, b);
    }
    if (nearest <= 0) {
      return outside(b.magnitude() == 0);
    }
    N quotient = base.divide(a.center(), b.center());
    double size = Math.abs(approximation.applyAsDouble(quotient));
    return rounded(quotient, (a.radius() + size * b.radius()) / nearest, 2);
  }

  @Override
  public Ball<N> negate(Ball<N> a) {
    return a.defined() ? new Ball<>(base.negate(a.center()), -a.approximate(), a.radius()) : a;
  }

  @Override
  public Ball<N> absolute(Ball<N> a) {
    return a.defined()
        ? new Ball<>(base.absolute(a.center()), Math.abs(a.approximate()), a.radius())
        : a;
  }

  @Override
  public Ball<N> sqrt(Ball<N> a) {
    double least = a.approximate() - a.radius();
    if (a.approximate() == 0 && a.radius() == 0) {
      return a;
    }
    return !a.defined()
        ? a
        : least > 0
            ? rounded(base.sqrt(a.center()), a.radius() / Math.sqrt(least), 2)
            : outside(a.approximate() + a.radius() < 0);
  }

  @Override
  public Ball<N> exp(Ball<N> a) {
    double size = Math.exp(a.magnitude());
    if (!a.defined() || Double.isInfinite(size)) {
      return a.defined() ? tooLarge() : a;
    }
    double largest = Math.exp(a.approximate() + a.radius());
    return rounded(base.exp(a.center()), largest * a.radius(), 2);
  }

  @Override
  public Ball<N> expm1(Ball<N> a) {
    double largest = Math.exp(a.approximate() + a.radius());
    return a.defined() && Double.isFinite(Math.exp(a.magnitude()))
        ? rounded(base.expm1(a.center()), largest * a.radius(), 2)
        : a.defined() ? tooLarge() : a;
  }

  @Override
  public Ball<N> log(Ball<N> a) {
    double least = a.approximate() - a.radius();
    return !a.defined()
        ? a
        : least > 0
            ? rounded(base.log(a.center()), a.radius() / least + unit, 2)
            : outside(a.approximate() + a.radius() <= 0);
  }

  @Override
  public Ball<N> log1p(Ball<N> a) {
    double least = 1 + a.approximate() - a.radius();
    return !a.defined()
        ? a
        : least > 0
            ? rounded(base.log1p(a.center()), a.radius() / least + unit, 2)
            : outside(1 + a.approximate() + a.radius() <= 0);
  }

  @Override
  public Ball<N> sin(Ball<N> a) {
    return a.defined() ? rounded(base.sin(a.center()), a.radius(), 2) : a;
  }

  @Override
  public Ball<N> cos(Ball<N> a) {
    return a.defined() ? rounded(base.cos(a.center()), a.radius(), 2) : a;
  }

  @Override
  public Ball<N> tanh(Ball<N> a) {
    return a.defined() ? rounded(base.tanh(a.center()), a.radius(), 3) : a;
  }

  @Override
  public Ball<N> atan(Ball<N> a) {
    return a.defined() ? rounded(base.atan(a.center()), a.radius(), 2) : a;
  }

  @Override
  public Ball<N> erf(Ball<N> a) {
    double steepest = 2 / Math.sqrt(Math.PI);
    return a.defined() ? rounded(base.erf(a.center()), steepest * a.radius(), 8) : a;
  }

  @Override
  public Ball<N> power(Ball<N> a, double exponent) {
    boolean whole = exponent == Math.rint(exponent);
    double nearest = Math.abs(a.approximate()) - a.radius();
    boolean inside =
        whole
            ? exponent >= 0 || nearest > 0
            : a.approximate() - a.radius() > 0 || (exponent > 0 && a.magnitude() == 0);
    if (!a.defined()) {
      return a;
    }
    if (!inside) {
      return outside(a.magnitude() == 0 || (!whole && a.approximate() + a.radius() < 0));
    }
    if (exponent == 0) {
      return constant(1);
    }
    double worst = exponent < 1 ? nearest : a.magnitude();
    double slope = Math.abs(exponent) * Math.pow(worst, exponent - 1);
    double passedOn = a.radius() == 0 ? 0 : slope * a.radius();
    Ball<N> result = rounded(base.power(a.center(), exponent), passedOn, 2);
    if (whole || written(exponent)) {
      return result;
    }
    double blur = Math.abs(exponent) * ROUNDED * Math.abs(Math.log(a.approximate()));
    return new Ball<>(
        result.center(),
        result.approximate(),
        result.radius() + blur * Math.abs(result.approximate()));
  }

  @Override
  public Ball<N> ifLess(Ball<N> a, Ball<N> b, Ball<N> then, Ball<N> otherwise) {
    if (!both(a, b)) {
      return missing(a, b);
    }
    double ahead = approximation.applyAsDouble(base.subtract(b.center(), a.center()));
    double doubt = a == b ? 0 : a.radius() + b.radius();
    return Math.abs(ahead) > doubt || doubt == 0
        ? ahead > 0 ? then : otherwise
        : hull(then, otherwise);
  }

  @Override
  public Ball<N> ifEqual(Ball<N> a, Ball<N> b, Ball<N> then, Ball<N> otherwise) {
    if (!both(a, b)) {
      return missing(a, b);
    }
    double apart = Math.abs(approximation.applyAsDouble(base.subtract(a.center(), b.center())));
    double doubt = a == b ? 0 : a.radius() + b.radius();
    return apart > doubt ? otherwise : doubt == 0 ? then : hull(then, otherwise);
  }

  private Ball<N> hull(Ball<N> a, Ball<N> b) {
    if (a == b) {
      return a;
    }
    double apart = Math.abs(approximation.applyAsDouble(base.subtract(a.center(), b.center())));
    return both(a, b)
        ? new Ball<>(
            a.center(), a.approximate(), apart * OUTWARD + Math.max(a.radius(), b.radius()))
        : a.outside() || b.outside() ? outside(a.outside() && b.outside()) : missing(a, b);
  }

  private static boolean both(Ball<?> a, Ball<?> b) {
    return a.defined() && b.defined();
  }

  @Override
  public int row(Ball<N> number, int rows) {
    int row = (int) Math.rint(number.approximate());
    if (!number.defined()
        || number.radius() > 0
        || row != number.approximate()
        || row < 0
        || row >= rows) {
      throw new ArithmeticException(number.approximate() + " is no row from 0 to " + (rows - 1));
    }
    return row;
  }
}
