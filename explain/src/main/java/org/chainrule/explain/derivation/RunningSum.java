package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Add;

/**
 * A derivative that gains one term a step, from the last time back: ∂J/∂h_t = A·Σ_{s≥t} g_s.
 *
 * @param before A
 * @param terms g_s by its time s
 */
record RunningSum(MatrixProduct.Factor before, SortedMap<Integer, Expr> terms) {
  /**
   * The sum that the derivatives by a state are.
   *
   * @param sections the derivations of ∂J/∂h_t by their times
   */
  static Optional<RunningSum> of(Symbols symbols, SortedMap<Integer, Section> sections) {
    MatrixProduct.Factor before = null;
    SortedMap<Integer, Expr> terms = new TreeMap<>();
    for (int time : sections.keySet()) {
      List<Expr> own = new ArrayList<>(addends(local(sections, time)));
      boolean last = time == sections.lastKey();
      boolean follows =
          last
              || (sections.containsKey(time + 1)
                  && own.remove(symbols.total(of(sections, time + 1))));
      if (!follows || own.size() != 1) {
        return Optional.empty();
      }
      List<MatrixProduct.Factor> factors = MatrixProduct.of(own.getFirst()).factors();
      boolean fits =
          factors.size() == 2
              && !factors.getLast().transposed()
              && (before == null || before.equals(factors.getFirst()));
      if (!fits) {
        return Optional.empty();
      }
      before = factors.getFirst();
      terms.put(time, factors.getLast().node());
    }
    return before == null || terms.size() < 2
        ? Optional.empty()
        : Optional.of(new RunningSum(before, terms));
  }

  private static Expr local(SortedMap<Integer, Section> sections, int time) {
    return Optional.ofNullable(sections.get(time)).orElseThrow().local();
  }

  private static Expr of(SortedMap<Integer, Section> sections, int time) {
    return Optional.ofNullable(sections.get(time)).orElseThrow().of();
  }

  /** Σ_{s≥t} g_s. */
  Expr from(int time) {
    return terms.tailMap(time).values().stream().reduce(Expr::plus).orElseThrow();
  }

  /** A x. */
  Expr times(Expr x) {
    return MatrixProduct.times(before, new MatrixProduct.Factor(x, false)).node();
  }

  /** The terms of a sum. */
  static List<Expr> addends(Expr sum) {
    if (!(sum.op() instanceof Add)) {
      return List.of(sum);
    }
    List<Expr> all = new ArrayList<>(addends(sum.input(0)));
    all.addAll(addends(sum.input(1)));
    return all;
  }
}
