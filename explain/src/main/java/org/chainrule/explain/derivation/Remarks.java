package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.List;
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
    for (Expr weights : derivation.forward().distributions()) {
      remarks.add(
          "It is assumed that Σ "
              + weights.op().name()
              + " = 1"
              + (weights.shape().rank() > 1 ? " in each row" : "")
              + ", as of probabilities.");
    }
    return remarks;
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
