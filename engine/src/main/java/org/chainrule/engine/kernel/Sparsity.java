package org.chainrule.engine.kernel;

import java.util.stream.IntStream;

/**
 * Whether nothing comes of those places of a {@link Nest} where an operand is zero: it is a factor
 * of all that is summed up, or of what is added to what is there. Where the other factors are
 * finite they may be left out, which changes nothing but perhaps the sign of a zero.
 */
public final class Sparsity {
  /** Stands for the number 0 among terms. */
  private static final int ZERO = -1;

  private Sparsity() {}

  /**
   * The operands whose zeros may be passed over along the only axis before the lanes; none if there
   * is not one such axis.
   */
  public static IntStream of(Nest nest) {
    if (nest.outer() + nest.loops() != 1 || nest.lanesReduced()) {
      return IntStream.empty();
    }
    return IntStream.range(0, nest.operands())
        .filter(operand -> nest.strides().get(operand) == 0 && nest.moves(operand, 0))
        .filter(operand -> comesToNothing(nest, operand));
  }

  private static boolean comesToNothing(Nest nest, int operand) {
    int[] same = new int[nest.terms().size()];
    for (int place = 0; place < same.length; place++) {
      same[place] = same(nest.terms().get(place), place, operand, same);
    }
    return nest.loops() > 0
        ? nest.stores().stream().noneMatch(store -> nest.looped().get(store.operand()))
            && nest.terms().stream().allMatch(term -> !isTotal(term) || isSumOfNothing(term, same))
        : nest.stores().stream().allMatch(store -> isThere(nest, store, same[store.term()]));
  }

  private static boolean isTotal(Term term) {
    return term instanceof Term.Total;
  }

  private static boolean isSumOfNothing(Term term, int[] same) {
    return term instanceof Term.Total(Term.Reduction reduction, int x)
        && reduction == Term.Reduction.SUM
        && same[x] == ZERO;
  }

  /** Whether what is stored is what was loaded from there. */
  private static boolean isThere(Nest nest, Nest.Store store, int term) {
    return term != ZERO && nest.terms().get(term).equals(new Term.Load(store.operand()));
  }

  /** The term that a term is equal to where an operand is zero, or {@link #ZERO}. */
  private static int same(Term term, int place, int operand, int[] same) {
    return switch (term) {
      case Term.Load(int loaded) when loaded == operand -> ZERO;
      case Term.Apply(Term.Function function, int x)
          when function == Term.Function.NEGATE && same[x] == ZERO ->
          ZERO;
      case Term.Combine(Term.Operator operator, int x, int y) ->
          switch (operator) {
            case MULTIPLY -> same[x] == ZERO || same[y] == ZERO ? ZERO : place;
            case ADD -> same[x] == ZERO ? same[y] : same[y] == ZERO ? same[x] : place;
            case SUBTRACT -> same[y] == ZERO ? same[x] : place;
            case DIVIDE -> place;
          };
      default -> place;
    };
  }
}
