package org.chainrule.explain.check.slip;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.explain.number.Rational;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Functions;
import org.chainrule.graph.interpreter.Interpreter;

/**
 * A number as slips write it: a fraction, or one times or by π, e, a root or a logarithm; else its
 * first six digits.
 *
 * @param number a whole number, or the digits
 * @param times what multiplies it
 * @param divisor a whole number that divides it
 * @param by what else divides it
 */
record Numeral(BigDecimal number, List<Expr> times, BigDecimal divisor, List<Expr> by) {
  private static final double EXACT = 1e-9;
  private static final double LARGEST_WHOLE = 0x1p53;
  private static final int LARGEST_DENOMINATOR = 64;
  private static final int DIGITS = 6;

  /** A fraction of an irrational number is only told if it is simple. */
  private static final int SIMPLE_NUMERATOR = 64;

  private static final int SIMPLE_DENOMINATOR = 12;

  private static final Expr PI = Expr.constant(Math.PI);

  private static final List<Expr> IRRATIONAL =
      List.of(
          PI,
          Expr.constant(Math.E),
          Functions.sqrt(Expr.constant(2)),
          Functions.sqrt(Expr.constant(3)),
          Functions.sqrt(Expr.constant(5)),
          Functions.sqrt(PI),
          Functions.sqrt(Expr.constant(2).times(PI)),
          Functions.log(Expr.constant(2)),
          Functions.log(Expr.constant(10)),
          PI.power(2));

  /** A number in the simplest writing that is equal to it. */
  static Numeral of(double number) {
    return fraction(number, LARGEST_WHOLE, LARGEST_DENOMINATOR)
        .map(f -> new Numeral(f, List.of(), List.of()))
        .or(() -> irrational(number))
        .orElseGet(() -> digits(number));
  }

  private static Numeral digits(double number) {
    BigDecimal digits = new BigDecimal(number).round(new MathContext(DIGITS)).stripTrailingZeros();
    return new Numeral(digits, List.of(), BigDecimal.ONE, List.of());
  }

  private Numeral(Rational fraction, List<Expr> times, List<Expr> by) {
    this(new BigDecimal(fraction.numerator()), times, new BigDecimal(fraction.denominator()), by);
  }

  /** A number as a simple fraction times or by an irrational number. */
  static Optional<Numeral> irrational(double number) {
    return IRRATIONAL.stream()
        .flatMap(
            factor -> {
              double value = Interpreter.evaluate(factor, Map.of()).item();
              return Stream.concat(
                  simple(number / value).map(f -> new Numeral(f, List.of(factor), List.of())),
                  simple(number * value).map(f -> new Numeral(f, List.of(), List.of(factor))));
            })
        .findFirst();
  }

  private static Stream<Rational> simple(double number) {
    return fraction(number, SIMPLE_NUMERATOR, SIMPLE_DENOMINATOR).stream();
  }

  private static Optional<Rational> fraction(double number, double most, int largestDenominator) {
    for (int denominator = 1; denominator <= largestDenominator; denominator++) {
      double numerator = Math.rint(number * denominator);
      if (Math.abs(numerator) <= most
          && Math.abs(numerator / denominator - number) < EXACT * Math.abs(number)) {
        return Optional.of(Rational.of((long) numerator, denominator));
      }
    }
    return Optional.empty();
  }

  /** A formula times this number. */
  Expr times(Expr formula) {
    if (number.signum() == 0) {
      return Expr.filled(formula.shape(), 0);
    }
    Expr product = formula.times(number.doubleValue());
    for (Expr factor : times) {
      product = product.times(factor.broadcast(formula.shape()));
    }
    Expr quotient = product.dividedBy(divisor.doubleValue());
    for (Expr factor : by) {
      quotient = quotient.dividedBy(factor.broadcast(formula.shape()));
    }
    return quotient;
  }

  /** The number as a formula. */
  Expr formula() {
    Expr above = product(number, times);
    return divisor.compareTo(BigDecimal.ONE) == 0 && by.isEmpty()
        ? above
        : above.dividedBy(product(divisor, by));
  }

  private static Expr product(BigDecimal number, List<Expr> factors) {
    return Stream.concat(
            Stream.of(Expr.constant(number.doubleValue()))
                .filter(_ -> factors.isEmpty() || number.compareTo(BigDecimal.ONE) != 0),
            factors.stream())
        .reduce(Expr::times)
        .orElseThrow();
  }

  /** The number in writing. */
  String written() {
    return written(List.of(), List.of());
  }

  /** The number times names by names in one fraction: {@code −3·π·n/(2·d)}. */
  String written(List<String> above, List<String> below) {
    List<String> up = factors(number.abs(), times, above);
    List<String> down = factors(divisor, by, below);
    String divided = String.join("·", down);
    return (number.signum() < 0 ? "−" : "")
        + (up.isEmpty() ? "1" : String.join("·", up))
        + (down.isEmpty() ? "" : down.size() == 1 ? "/" + divided : "/(" + divided + ")");
  }

  private static List<String> factors(BigDecimal number, List<Expr> factors, List<String> names) {
    List<String> texts = new ArrayList<>();
    if (number.compareTo(BigDecimal.ONE) != 0) {
      texts.add(number.toString().replace("-", "−"));
    }
    factors.forEach(factor -> texts.add(Formula.of(factor)));
    texts.addAll(names);
    return texts;
  }
}
