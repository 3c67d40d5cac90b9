package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/** Judges weights that are claimed to be those after one step of gradient descent. */
public final class UpdateClaim {
  private UpdateClaim() {}

  /**
   * The verdict.
   *
   * @param claims the claimed new value of every weight, as it was written
   * @throws IllegalArgumentException if a value is missing or a claim is no number
   */
  public static Verdict judge(
      FormulaProgram program, double rate, Map<String, String> claims, int digits) {
    List<String> failing = new ArrayList<>();
    Optional<Slip> slip = Optional.empty();
    for (Map.Entry<String, String> claim : claims.entrySet()) {
      Expr weight = program.node(claim.getKey());
      Tensor before =
          Optional.ofNullable(program.values().get(weight))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(claim.getKey() + " has no value to start from"));
      Expr gradient = Gradient.by(program.objective().value(), weight);
      double slope = Interpreter.evaluate(gradient, program.values()).item();
      double after = before.item() - rate * slope;
      if (!(NumberClaim.judge(after, claim.getValue(), digits) instanceof Verdict.Right)) {
        failing.add(
            claim.getKey()
                + ": claimed "
                + claim.getValue()
                + ", but "
                + before.item()
                + " − "
                + rate
                + " · "
                + slope
                + " = "
                + after);
        boolean up =
            NumberClaim.judge(before.item() + rate * slope, claim.getValue(), digits)
                instanceof Verdict.Right;
        boolean slopeOnly =
            NumberClaim.judge(before.item() - slope, claim.getValue(), digits)
                instanceof Verdict.Right;
        if (slip.isEmpty() && up) {
          slip = Optional.of(new Slip(Kind.SIGN, "the step goes up the slope, not down"));
        } else if (slip.isEmpty() && slopeOnly) {
          slip = Optional.of(new Slip(Kind.MISSING_FACTOR, "the learning rate is missing"));
        }
      }
    }
    return failing.isEmpty()
        ? new Verdict.Right("w − rate · ∂/∂w for all " + claims.size() + " weights")
        : new Verdict.Wrong(
            failing.size()
                + " of "
                + claims.size()
                + " weights are wrong:\n  "
                + String.join("\n  ", failing),
            Optional.empty(),
            slip,
            Optional.empty());
  }
}
