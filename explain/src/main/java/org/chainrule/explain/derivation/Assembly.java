package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Variable;

/**
 * Sums of products as graphs, in the order in which a person writes them: numbers first, factors
 * like s and 1 − s side by side, derivatives last.
 */
final class Assembly {
  /** Denominators up to this are written as such: x/3, not 0.333·x. */
  private static final int LARGEST_DENOMINATOR = 1000;

  /** Decimals of up to so many signs are written as such. */
  private static final int LONGEST_DECIMAL = 10;

  /** Where factors like s and 1 − s stand, which belong together. */
  private static final int PAIR = 4;

  /** Where π stands. */
  private static final int NUMBER = -1;

  private static final int DERIVATIVE = 5;
  private static final int TENSOR = 6;

  private final Symbols symbols;

  Assembly(Symbols symbols) {
    this.symbols = symbols;
  }

  /** Whether a factor is one of the user's variables, or such a one repeated. */
  boolean isPlain(Expr factor) {
    Expr inner = factor;
    while (inner.op() instanceof Broadcast || inner.op() instanceof Reshape) {
      inner = inner.input(0);
    }
    return inner.op() instanceof Variable && symbols.meaning(inner).isEmpty();
  }

  /** The sum of terms of one shape. */
  Expr of(List<Product> terms, Shape shape) {
    if (terms.isEmpty()) {
      return Expr.filled(shape, 0);
    }
    if (terms.size() == 1) {
      return of(flipped(terms.getFirst()), shape);
    }
    List<Product> ordered = new ArrayList<>(terms);
    if (ordered.getFirst().coefficient() < 0) {
      ordered.stream()
          .filter(term -> term.coefficient() > 0)
          .findFirst()
          .ifPresent(
              first -> {
                ordered.remove(first);
                ordered.addFirst(first);
              });
    }
    Expr sum = of(ordered.removeFirst(), shape);
    for (Product term : ordered) {
      Expr next = of(term.times(term.coefficient() < 0 ? -1 : 1), shape);
      sum = term.coefficient() < 0 ? sum.minus(next) : sum.plus(next);
    }
    return sum;
  }

  /** −2 (a − b) as 2 (b − a). */
  private static Product flipped(Product term) {
    if (term.coefficient() >= 0) {
      return term;
    }
    SequencedMap<Expr, Double> factors = new LinkedHashMap<>();
    boolean done = false;
    for (Map.Entry<Expr, Double> entry : term.factors().entrySet()) {
      Expr factor = entry.getKey();
      boolean flips =
          !done
              && factor.op() instanceof Subtract
              && !(factor.input(0).op() instanceof Add || factor.input(0).op() instanceof Subtract)
              && Math.abs(entry.getValue()) % 2 == 1
              && Uniform.value(factor.input(0)).isEmpty()
              && Uniform.value(factor.input(1)).isEmpty();
      factors.put(flips ? factor.input(1).minus(factor.input(0)) : factor, entry.getValue());
      done |= flips;
    }
    return done ? new Product(-term.coefficient(), factors) : term;
  }

  private Expr of(Product term, Shape shape) {
    double size = Math.abs(term.coefficient());
    int denominator = term.factors().isEmpty() ? 1 : denominator(size);
    double numerator = denominator == 1 ? size : Math.rint(size * denominator);
    Expr top = numerator == 1 ? null : Expr.filled(shape, numerator);
    Expr bottom = denominator == 1 ? null : Expr.filled(shape, denominator);
    Expr derivatives = null;
    for (Map.Entry<Expr, Double> entry : ordered(term, shape)) {
      double power = Math.abs(entry.getValue());
      Expr factor = power == 1 ? entry.getKey() : entry.getKey().power(power);
      if (entry.getValue() > 0 && rank(entry.getKey(), term, shape) == DERIVATIVE) {
        derivatives = derivatives == null ? factor : derivatives.times(factor);
      } else if (entry.getValue() > 0) {
        top = top == null ? factor : top.times(factor);
      } else {
        bottom = bottom == null ? factor : bottom.times(factor);
      }
    }
    Expr whole = derivatives != null && top == null && bottom == null ? derivatives : top;
    if (bottom != null) {
      whole = (top == null ? Expr.filled(shape, 1) : top).dividedBy(bottom);
    }
    if (whole == null) {
      whole = Expr.filled(shape, 1);
    } else if (derivatives != null && whole != derivatives) {
      whole = whole.times(derivatives);
    }
    if (term.coefficient() >= 0) {
      return whole;
    }
    OptionalDouble number = Uniform.value(whole);
    return number.isPresent() && !Uniform.isNamed(whole)
        ? Expr.filled(shape, -number.getAsDouble())
        : whole.negate();
  }

  /** What a number is written over: 3 for 1/3 and 2/3; 1 if it is whole or a short decimal. */
  private static int denominator(double size) {
    double inverse = Math.rint(1 / size);
    if (size < 1 && inverse <= LARGEST_DENOMINATOR && isWhole(size * inverse)) {
      return (int) inverse;
    }
    if (Double.toString(size).length() <= LONGEST_DECIMAL) {
      return 1;
    }
    return IntStream.rangeClosed(1, LARGEST_DENOMINATOR)
        .filter(d -> size * d < LARGEST_DENOMINATOR && isWhole(size * d))
        .findFirst()
        .orElse(1);
  }

  private static boolean isWhole(double number) {
    return Math.rint(number) > 0 && Math.abs(number - Math.rint(number)) < 4 * Math.ulp(number);
  }

  /** Whether a factor is 1 − s. */
  private static boolean isComplement(Expr factor) {
    OptionalDouble one =
        factor.op() instanceof Subtract ? Uniform.value(factor.input(0)) : OptionalDouble.empty();
    return one.isPresent() && one.getAsDouble() == 1;
  }

  private List<Map.Entry<Expr, Double>> ordered(Product term, Shape shape) {
    Comparator<Map.Entry<Expr, Double>> order =
        Comparator.comparingInt(entry -> rank(entry.getKey(), term, shape));
    return term.factors().entrySet().stream().sorted(order).toList();
  }

  /** Numbers stand first; products of tensors keep their order otherwise. */
  private int rank(Expr factor, Product term, Shape shape) {
    boolean scalar = Uniform.number(factor).isPresent();
    if (shape.rank() > 0 && !scalar) {
      return TENSOR;
    }
    if (Uniform.isNamed(factor)) {
      return NUMBER;
    }
    if (isPlain(factor)) {
      return 0;
    }
    Expr complement = Expr.filled(factor.shape(), 1).minus(factor);
    if (isComplement(factor) || term.factors().containsKey(complement)) {
      return PAIR;
    }
    Optional<Symbols.Meaning> meaning = symbols.meaning(Uniform.number(factor).orElse(factor));
    if (meaning.isPresent() && !(meaning.get() instanceof Symbols.Meaning.Quantity)) {
      return DERIVATIVE;
    }
    return switch (factor.op()) {
      case Add _, Subtract _ -> 3;
      case Compare _ -> 1;
      default -> 2;
    };
  }
}
