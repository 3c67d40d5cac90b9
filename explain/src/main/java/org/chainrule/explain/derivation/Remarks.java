package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.graph.Expr;

/** What a derivation takes to be so, and what has no value, in words. */
final class Remarks {
  private Remarks() {}

  static List<String> of(Derivation derivation) {
    List<String> remarks = new ArrayList<>();
    remarks.addAll(derivation.question().remarks());
    if (!derivation.question().at().isEmpty()) {
      Valueless valueless = derivation.valueless();
      valueless.first().ifPresent(node -> remarks.add(unvalued(derivation, node, valueless)));
    }
    var sizes = derivation.symbols().sizes();
    for (String size : sizes.chosen()) {
      remarks.add(
          size
              + " is taken to be "
              + sizes.numbers().get(size)
              + ", as something is written out that many times.");
    }
    remarks.addAll(assumed(derivation, false));
    remarks.addAll(assumed(derivation, true));
    return remarks;
  }

  /** Which variables are taken to be probabilities, those with rows apart. */
  private static List<String> assumed(Derivation derivation, boolean rows) {
    Set<Expr> distributions = derivation.forward().distributions();
    List<String> sums =
        derivation.variables().stream()
            .filter(distributions::contains)
            .filter(weights -> rows == weights.shape().rank() > 1)
            .map(weights -> "Σ " + weights.op().name() + " = 1")
            .toList();
    if (sums.isEmpty()) {
      return List.of();
    }
    int last = sums.size() - 1;
    String all =
        last == 0
            ? sums.get(0)
            : String.join(", ", sums.subList(0, last)) + " and " + sums.get(last);
    return List.of(
        "It is assumed that " + all + (rows ? " in each row" : "") + ", as of probabilities.");
  }

  /** Why a node has no finite value. */
  private static String unvalued(Derivation derivation, Expr node, Valueless valueless) {
    Symbols symbols = derivation.symbols();
    String formula = Pen.of(symbols).write(symbols.apart(node)).text();
    return valueless.isOutside()
        ? formula
            + " has no value here: what it is applied to lies outside its domain. What has no value"
            + " has no derivative."
        : formula + " is too large here for a floating-point number of 64 bits.";
  }
}
