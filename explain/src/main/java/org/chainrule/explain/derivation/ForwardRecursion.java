package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;

/** How the derivatives of a recurrence's states follow from those at the time before. */
final class ForwardRecursion {
  private ForwardRecursion() {}

  /** ∂h_T/∂x from ∂h_(T−1)/∂x, for states and variables that are numbers. */
  static List<Equation> equations(
      Symbols symbols, Forward forward, List<Expr> by, List<Expr> order) {
    Optional<TimeIndex> found = TimeIndex.of(symbols, order);
    List<Equation> equations = new ArrayList<>();
    if (found.isEmpty()) {
      return equations;
    }
    Tidy tidy = new Tidy(symbols, forward.distributions());
    for (TreeMap<Integer, Expr> state : found.get().ofStates()) {
      Expr end = state.lastEntry().getValue();
      Expr before = state.get(state.lastKey() - 1);
      for (Expr x : by) {
        boolean numbers = end.shape().rank() == 0 && x.shape().rank() == 0 && x.inputs().isEmpty();
        // By what is read at one time only, the derivatives of other times are other formulas.
        boolean always = numbers && !found.get().hasTime(x.op().name());
        if (always && before != null && onlyThrough(symbols, end, before, x)) {
          Expr apart = symbols.apart(end);
          Expr own = partial(apart, x);
          Expr past = partial(apart, symbols.quantity(before));
          Expr seed = symbols.whole(before, x);
          Expr raw = symbols.display(symbols.fold(own)).plus(symbols.fold(past).times(seed));
          Expr right = tidy.of(new Replacement(Map.of(apart, symbols.quantity(end))).of(raw));
          equations.add(
              new Equation(
                  symbols.whole(end, x), List.of(new Equation.Line(RuleNames.CHAIN, right))));
        }
      }
    }
    return equations;
  }

  private static Expr partial(Expr node, Expr by) {
    return Gradient.pullback(List.of(node), List.of(Expr.constant(1)), List.of(by)).getFirst();
  }

  /**
   * Whether a state depends on a variable itself and through the state before, and no other way.
   */
  private static boolean onlyThrough(Symbols symbols, Expr end, Expr before, Expr x) {
    List<Expr> below = Expr.inOrder(List.of(symbols.apart(end)));
    return below.contains(x)
        && below.stream()
            .filter(node -> symbols.meaning(node).isPresent())
            .allMatch(
                node ->
                    node == symbols.quantity(before)
                        || !(symbols.meaning(node).orElseThrow()
                            instanceof Symbols.Meaning.Quantity q)
                        || !Expr.inOrder(List.of(q.node())).contains(x));
  }
}
