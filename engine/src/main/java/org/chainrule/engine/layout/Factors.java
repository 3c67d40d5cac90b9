package org.chainrule.engine.layout;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.chainrule.engine.layout.Strided.Factor;

/** Factors of an axis, the slowest first. */
public final class Factors {
  private Factors() {}

  /** How far from the first element of an axis another one lies. */
  public static int position(List<Factor> factors, int index) {
    int position = 0;
    int rest = index;
    for (Factor factor : factors.reversed()) {
      if (factor.size() > 0) {
        position += rest % factor.size() * factor.stride();
        rest /= factor.size();
      }
    }
    return position;
  }

  /**
   * How an axis is cut so that each piece has equal steps in all of several operands: the products
   * of the sizes of the fastest pieces, in rising order; empty where the operands' factors don't
   * nest.
   */
  public static Optional<SortedSet<Integer>> cuts(Iterable<List<Factor>> operands) {
    SortedSet<Integer> cuts = new TreeSet<>();
    for (List<Factor> factors : operands) {
      int product = 1;
      for (Factor factor : factors.reversed()) {
        product *= factor.size();
        cuts.add(product);
      }
    }
    int before = 1;
    for (int cut : cuts) {
      if (cut % before != 0) {
        return Optional.empty();
      }
      before = Math.max(1, cut);
    }
    return Optional.of(cuts);
  }
}
