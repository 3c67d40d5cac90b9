package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.formula.Sizes;

/**
 * Verdicts that hold for two sets of numbers for the sizes that have but a name: a claim is right
 * only if it is with both, and a number is named as its factor only if it is the same with both; a
 * factor that follows the sizes is named by them.
 */
public final class EverySize {
  private static final int OTHER_SIZES = 4;
  private static final double TOLERANCE = 1e-9;

  private EverySize() {}

  /**
   * The verdict.
   *
   * @param judge the verdict for what is given
   * @param sizes the sizes for what is given
   */
  public static Verdict judge(
      Given given, Function<Given, Verdict> judge, Function<Given, Sizes> sizes) {
    Verdict verdict = judge.apply(given);
    Given other = given.sizesFrom(OTHER_SIZES);
    return switch (verdict) {
      case Verdict.CannotTell _ -> verdict;
      case Verdict.Right _ -> {
        Verdict again = judge.apply(other);
        yield again instanceof Verdict.Wrong wrong
            ? wrong.with(
                multiple(again).flatMap(m -> named(1, sizes.apply(given), m, sizes.apply(other))))
            : again instanceof Verdict.Right ? verdict : again;
      }
      case Verdict.Wrong wrong
          when wrong.slip().filter(slip -> slip.kind() == Kind.FACTOR).isEmpty() ->
          verdict;
      case Verdict.Wrong wrong -> {
        Sizes first = sizes.apply(given);
        Sizes second = sizes.apply(other);
        yield first.numbers().equals(second.numbers())
            ? verdict
            : wrong.with(factor(wrong, first, judge.apply(other), second));
      }
    };
  }

  private static Optional<Slip> slip(Verdict verdict) {
    return verdict instanceof Verdict.Wrong wrong ? wrong.slip() : Optional.empty();
  }

  private static Optional<Slip.Multiple> multiple(Verdict verdict) {
    return slip(verdict).flatMap(Slip::multiple);
  }

  /** The slip that a factor is with both sets of sizes. */
  private static Optional<Slip> factor(
      Verdict.Wrong one, Sizes sizes, Verdict other, Sizes otherSizes) {
    if (one.slip().equals(slip(other))) {
      return one.slip();
    }
    return multiple(one)
        .flatMap(
            multiple ->
                other instanceof Verdict.Right
                    ? named(1, otherSizes, multiple, sizes)
                    : multiple(other)
                        .filter(again -> again.part().equals(multiple.part()))
                        .flatMap(again -> named(multiple.number(), sizes, again, otherSizes)));
  }

  /** A factor in terms of the sizes. */
  private static Optional<Slip> named(
      double one, Sizes sizes, Slip.Multiple other, Sizes otherSizes) {
    return products(List.copyOf(sizes.numbers().keySet())).stream()
        .filter(
            product -> {
              double a = one / product.value(sizes.numbers());
              double b = other.number() / product.value(otherSizes.numbers());
              return Math.abs(a - b) <= TOLERANCE * Math.abs(a);
            })
        .findFirst()
        .map(product -> other.as(product.written(one / product.value(sizes.numbers()))));
  }

  /** Products and quotients of sizes, those of few first. */
  private static List<Product> products(List<String> names) {
    List<Product> products = new ArrayList<>(List.of(new Product(List.of(), List.of())));
    for (String name : names) {
      for (Product product : List.copyOf(products)) {
        if (product.up().size() + product.down().size() < 2) {
          products.add(new Product(and(product.up(), name), product.down()));
          products.add(new Product(product.up(), and(product.down(), name)));
        }
      }
    }
    return products.stream()
        .sorted(Comparator.comparingInt(p -> p.up().size() + p.down().size()))
        .toList();
  }

  private static List<String> and(List<String> names, String name) {
    List<String> more = new ArrayList<>(names);
    more.add(name);
    return more;
  }

  /** Sizes that multiply, and those that divide. */
  private record Product(List<String> up, List<String> down) {
    double value(Map<String, Integer> numbers) {
      return of(up, numbers) / of(down, numbers);
    }

    private static double of(List<String> names, Map<String, Integer> numbers) {
      return names.stream()
          .mapToDouble(name -> numbers.getOrDefault(name, 1))
          .reduce(1, (a, b) -> a * b);
    }

    /** This product times a number, in writing. */
    String written(double number) {
      return Slip.Multiple.written(number, up, down);
    }
  }
}
