package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/**
 * Judges weights that are claimed to be those after one step of gradient descent: numbers, vectors
 * and matrices, each element by the digits that it is written with.
 */
public final class UpdateClaim {
  private static final int SHOWN_DIGITS = 10;
  private static final int MOST_SHOWN = 6;

  private final FormulaProgram program;
  private final double rate;
  private final int digits;
  private final List<String> failing = new ArrayList<>();
  private final List<Kind> slips = new ArrayList<>();
  private int elements;

  private UpdateClaim(FormulaProgram program, double rate, int digits) {
    this.program = program;
    this.rate = rate;
    this.digits = digits;
  }

  /**
   * The verdict.
   *
   * @param claims the claimed new values, as {@code w = 0.6, W = [1, 2; 3, 4]}
   * @param digits the significant digits that a claim needs unless it is exact
   * @throws IllegalArgumentException if a value is missing or a claim is no number
   */
  public static Verdict judge(FormulaProgram program, double rate, String claims, int digits) {
    UpdateClaim all = new UpdateClaim(program, rate, digits);
    SequencedMap<String, String> values = assignments(claims);
    values.forEach(all::weight);
    return all.verdict(values.size());
  }

  private void weight(String name, String claim) {
    Expr weight = program.node(name);
    Tensor before = program.values().get(weight);
    if (before == null) {
      throw new IllegalArgumentException(name + " has no value to start from");
    }
    Expr gradient = Gradient.by(program.objective().value(), weight);
    Tensor slope = Interpreter.evaluate(gradient, program.values());
    NumberRows rows = NumberRows.parse(claim);
    requireShape(name, claim, rows, before.shape());
    List<String> claimed = rows.elements();
    for (int i = 0; i < claimed.size(); i++) {
      String where = before.shape().rank() == 0 ? name : name + index(before.shape(), i);
      element(where, before.at(i), slope.at(i), claimed.get(i));
    }
  }

  private void element(String where, double before, double slope, String claim) {
    elements++;
    double after = before - rate * slope;
    if (agrees(after, claim)) {
      return;
    }
    failing.add(
        String.join(
            " ",
            where + ":",
            "claimed",
            claim + ",",
            "but",
            number(before),
            "−",
            number(rate),
            "·",
            slope < 0 ? "(" + number(slope) + ")" : number(slope),
            "=",
            number(after)));
    slips.add(
        agrees(before + rate * slope, claim)
            ? Kind.SIGN
            : agrees(before - slope, claim) ? Kind.MISSING_FACTOR : Kind.FACTOR);
  }

  private boolean agrees(double value, String claim) {
    return NumberClaim.judge(value, claim, digits) instanceof Verdict.Right;
  }

  private Verdict verdict(int weights) {
    if (failing.isEmpty()) {
      return new Verdict.Right(
          weights == 1
              ? "w − rate · ∂/∂w"
              : "w − rate · ∂/∂w for all " + weights + " that are claimed");
    }
    List<String> shown = failing.subList(0, Math.min(failing.size(), MOST_SHOWN));
    String more = failing.size() > shown.size() ? "\n  …" : "";
    String what =
        elements == 1
            ? "the claim is another"
            : failing.size()
                + " of "
                + elements
                + (failing.size() == 1 ? " is" : " are")
                + " wrong";
    return new Verdict.Wrong(
        what + ":\n  " + String.join("\n  ", shown) + more,
        Optional.empty(),
        slip(),
        Optional.empty());
  }

  /** The slip that explains every element that fails. */
  private Optional<Slip> slip() {
    Kind kind = slips.getFirst();
    if (Collections.frequency(slips, kind) < slips.size()) {
      return Optional.empty();
    }
    return switch (kind) {
      case SIGN -> Optional.of(new Slip(kind, "the step goes up the slope, not down"));
      case MISSING_FACTOR -> Optional.of(new Slip(kind, "the learning rate is missing"));
      default -> Optional.empty();
    };
  }

  private static String number(double value) {
    return ValueText.number(value, SHOWN_DIGITS);
  }

  /** The place of an element, counted from 1. */
  private static String index(Shape shape, int position) {
    StringBuilder text = new StringBuilder("_{");
    for (int i : shape.index(position)) {
      text.append(text.length() > 2 ? "," : "").append(i + 1);
    }
    return text.append("}").toString();
  }

  private static void requireShape(String name, String claim, NumberRows rows, Shape shape) {
    if (!rows.fits(shape)) {
      String sizes = shape.sizes().stream().map(Object::toString).collect(Collectors.joining("×"));
      throw new IllegalArgumentException(
          name
              + " is "
              + (shape.rank() == 0 ? "a number" : sizes)
              + ", but the claim is "
              + claim
              + "; a matrix is written [1, 2; 3, 4]");
    }
  }

  /** The values by their names; commas inside brackets part none. */
  private static SequencedMap<String, String> assignments(String text) {
    SequencedMap<String, String> found = new LinkedHashMap<>();
    for (String one : text.split("[,;\\n](?![^\\[]*])", -1)) {
      int equals = one.indexOf('=');
      if (equals <= 0 || one.indexOf('=', equals + 1) >= 0) {
        throw new IllegalArgumentException(
            "\"" + one.strip() + "\" is not of the form NAME=VALUE, as in w=0.6,W=[1,2;3,4]");
      }
      found.put(one.substring(0, equals).strip(), one.substring(equals + 1).strip());
    }
    return found;
  }
}
