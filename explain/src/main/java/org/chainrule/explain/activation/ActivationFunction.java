package org.chainrule.explain.activation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Vectorize;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationException;
import org.chainrule.explain.derivation.DerivationSummary;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;

/**
 * A function of one number, and its derivative.
 *
 * @param name what it is called, or its formula
 * @param definition its formula, in the language of formulas
 * @param x the argument
 * @param value f(x)
 * @param slope f'(x), from the rules that train
 */
public record ActivationFunction(String name, String definition, Expr x, Expr value, Expr slope) {

  /** The activations in use, by name, and their formulas. */
  public static final SequencedMap<String, String> DEFINITIONS = new LinkedHashMap<>();

  /** How the derivatives of those are written. */
  private static final Map<String, String> DERIVATIVES =
      Map.of(
          "sigmoid", "σ(x)·(1 − σ(x))",
          "tanh", "1 − tanh(x)²",
          "relu", "1 if x > 0, else 0",
          "leakyrelu", "1 if x > 0, else 0.01",
          "elu", "1 if x > 0, else exp(x)",
          "gelu", "(1 + erf(x/√2))/2 + x·exp(−x²/2)/√(2·π)",
          "silu", "σ(x)·(1 + x·(1 − σ(x)))",
          "softplus", "σ(x)",
          "identity", "1");

  /** An activation with its parameter: {@code leakyrelu(0.2)}. */
  private static final Pattern SETTING =
      Pattern.compile("(?i)((?:leaky_?relu)|elu)\\(\\s*([\\d.e-]+)\\s*\\)");

  static {
    DEFINITIONS.put("sigmoid", "1/(1 + exp(-x))");
    DEFINITIONS.put("tanh", "(exp(x) - exp(-x))/(exp(x) + exp(-x))");
    DEFINITIONS.put("relu", "max(0, x)");
    DEFINITIONS.put("leakyrelu", "max(0.01*x, x)");
    DEFINITIONS.put("elu", "max(0, x) + min(0, exp(x) - 1)");
    DEFINITIONS.put("gelu", "x*(1 + erf(x/sqrt(2)))/2");
    DEFINITIONS.put("silu", "x/(1 + exp(-x))");
    DEFINITIONS.put("softplus", "ln(1 + exp(x))");
    DEFINITIONS.put("identity", "x");
  }

  /**
   * An activation by its name, or a formula in x.
   *
   * @throws org.chainrule.explain.formula.FormulaException if the formula means nothing
   * @throws IllegalArgumentException if the formula is no function of x alone
   */
  public static ActivationFunction of(String nameOrFormula, Given given) {
    String known = DEFINITIONS.getOrDefault(nameOrFormula, "");
    Matcher setting = SETTING.matcher(nameOrFormula);
    String formula =
        !known.isEmpty()
            ? nameOrFormula + "(x)"
            : setting.matches()
                ? setting.group(1) + "(x, " + setting.group(2) + ")"
                : nameOrFormula;
    FormulaProgram program = FormulaProgram.parse(formula, given);
    Expr value = program.objective().value();
    List<Expr> variables = program.variables();
    boolean single =
        value.shape().equals(Shape.SCALAR) && variables.stream().allMatch(v -> name(v).equals("x"));
    if (!single) {
      String word = nameOrFormula.matches("\\p{L}+") ? "; there are " : "; by name there are ";
      throw new IllegalArgumentException(
          nameOrFormula
              + " is no function of one number x"
              + word
              + String.join(", ", DEFINITIONS.keySet()));
    }
    Expr x = variables.isEmpty() ? Expr.variable("x") : variables.getFirst();
    return new ActivationFunction(
        nameOrFormula,
        known.isEmpty() ? program.objective().text() : known,
        x,
        value,
        Gradient.by(value, x));
  }

  /** f' in writing; what is not known by name as its derivation ends, f standing for f(x). */
  public String derivative() {
    String known = DERIVATIVES.get(name);
    if (known != null) {
      boolean one = name.equals("relu") && Interpreter.evaluate(slope, atZero()).item() == 1;
      return one ? known.replace(">", "≥") : known;
    }
    SequencedMap<String, Expr> names = new LinkedHashMap<>(Map.of("f", value));
    try {
      return DerivationSummary.of(
              Derivation.of(new Question("f", value, names, List.of(x), Map.of())))
          .gradient()
          .firstEntry()
          .getValue()
          .formula()
          .text();
    } catch (DerivationException e) {
      return Formula.of(slope).replace("\n", ", ");
    }
  }

  private Map<Expr, Tensor> atZero() {
    return Map.of(x, Tensor.scalar(0));
  }

  private static String name(Expr variable) {
    return ((Variable) variable.op()).name();
  }

  /** f at many places. */
  public double[] values(double... places) {
    return evaluate(value, places);
  }

  /** f' at many places. */
  public double[] slopes(double... places) {
    return evaluate(slope, places);
  }

  private double[] evaluate(Expr function, double[] places) {
    Expr many = Expr.variable("places", places.length);
    try {
      Expr all = Vectorize.over(List.of(function), Map.of(x, many)).getFirst();
      return Interpreter.evaluate(all, Map.of(many, Tensor.vector(places))).toArray();
    } catch (ShapeException e) {
      throw new IllegalStateException(name + " at " + Arrays.toString(places), e);
    }
  }

  /** What values f takes. */
  public Range range() {
    return Range.of(this::values);
  }

  /** What values f' takes. */
  public Range slopeRange() {
    return Range.of(this::slopes);
  }

  /** Where the slope stays within a tolerance of 0. */
  public Saturation saturation(double tolerance) {
    return Saturation.of(this::slopes, tolerance);
  }
}
