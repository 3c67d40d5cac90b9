package org.chainrule.explain.formula;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Window;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Log1p;

/** The functions that formulas may use. */
final class KnownFunctions {
  /** A function of terms. */
  interface Rule {
    Term apply(List<Term> arguments, Algebra algebra);
  }

  /**
   * A function.
   *
   * @param fewest how many arguments it takes at least
   * @param most how many arguments it takes at most
   * @param placewise whether it is a function of one number, applied to each
   */
  record Known(int fewest, int most, boolean placewise, Rule rule) {}

  private static final Map<String, Known> ALL = new HashMap<>();
  private static final String INVERSE = "⁻¹";
  private static final String TRIGONOMETRIC = "(?:sin|cos|tan|cot|sec|csc)";

  private static final Set<String> PREFIX =
      Set.of(
          "sin",
          "cos",
          "tan",
          "exp",
          "ln",
          "log",
          "sqrt",
          "tanh",
          "arcsin",
          "arccos",
          "arctan",
          "cot",
          "sec",
          "csc",
          "sech",
          "csch",
          "coth",
          "cbrt",
          "sinh",
          "cosh",
          "relu",
          "ReLU",
          "sigmoid",
          "erf",
          "softmax",
          "softplus");

  static {
    placewise(Functions::sin, "sin");
    placewise(Functions::cos, "cos");
    placewise(x -> Functions.sin(x).dividedBy(Functions.cos(x)), "tan");
    placewise(Functions::exp, "exp");
    placewise(Functions::log, "ln", "log");
    placewise(x -> Functions.log(x).dividedBy(Math.log(2)), "log2");
    placewise(x -> Functions.log(x).dividedBy(Math.log(10)), "log10");
    placewise(x -> Expr.of(new Log1p(), x), "log1p");
    placewise(x -> Expr.of(new Expm1(), x), "expm1");
    placewise(Functions::sqrt, "sqrt");
    placewise(Functions::tanh, "tanh");
    placewise(x -> Functions.exp(x).minus(Functions.exp(x.negate())).times(0.5), "sinh");
    placewise(x -> Functions.exp(x).plus(Functions.exp(x.negate())).times(0.5), "cosh");
    placewise(x -> Functions.cos(x).dividedBy(Functions.sin(x)), "cot");
    placewise(x -> Functions.cos(x).power(-1), "sec");
    placewise(x -> Functions.sin(x).power(-1), "csc", "cosec");
    placewise(x -> FunctionRules.twoOver(x, 1), "sech");
    placewise(x -> FunctionRules.twoOver(x, -1), "csch");
    placewise(x -> Functions.tanh(x).power(-1), "coth");
    placewise(Functions::cubeRoot, "cbrt");
    placewise(Functions::arcsin, "arcsin", "asin", "sin⁻¹");
    placewise(Functions::arccos, "arccos", "acos", "cos⁻¹");
    placewise(Functions::arctan, "arctan", "atan", "tan⁻¹");
    placewise(
        x -> Functions.log(x.plus(1).dividedBy(Expr.constant(1).minus(x))).times(0.5),
        "artanh",
        "atanh",
        "arctanh",
        "tanh⁻¹");
    placewise(x -> FunctionRules.root(x, 1), "arsinh", "asinh", "arcsinh", "sinh⁻¹");
    placewise(x -> FunctionRules.root(x, -1), "arcosh", "acosh", "arccosh", "cosh⁻¹");
    placewise(Functions::sigmoid, "sigmoid", "sigma", "σ", "logistic");
    placewise(Functions::softplus, "softplus");
    placewise(Functions::gelu, "gelu", "GELU");
    placewise(Functions::silu, "silu", "SiLU", "swish");
    placewise(Functions::abs, "abs");
    placewise(Functions::sign, "sign", "sgn");
    placewise(Functions::erf, "erf");
    placewise(x -> x, "identity");
    placewise(x -> Functions.greater(x, Expr.constant(0)), "step", "heaviside");
    add(
        1,
        1,
        true,
        (a, m) -> FunctionRules.each(a, x -> Functions.relu(x, m.reluAtZero())),
        "relu",
        "ReLU");
    setting(
        Functions::leakyRelu,
        0.01,
        "leakyrelu",
        "leakyRelu",
        "LeakyReLU",
        "leakyReLU",
        "leaky_relu");
    setting(Functions::elu, 1, "elu", "ELU");

    add(1, 1, false, (a, m) -> FunctionRules.along(a, Functions::softmax), "softmax");
    add(
        1,
        1,
        false,
        (a, m) -> FunctionRules.along(a, Functions::logSoftmax),
        "logsoftmax",
        "log_softmax",
        "logSoftmax");
    add(
        1,
        1,
        false,
        (a, m) -> FunctionRules.whole(a, x -> Functions.logSumExp(x)),
        "logsumexp",
        "logSumExp",
        "lse");
    add(1, 1, false, (a, m) -> FunctionRules.whole(a, Expr::sum), "sum");
    add(1, 1, false, FunctionRules::mean, "mean", "avg", "average");
    add(1, 1, false, (a, m) -> FunctionRules.whole(a, Functions::norm), "norm");
    add(2, 5, false, FunctionRules::convolution, "conv");
    add(2, 3, false, (a, m) -> FunctionRules.pooling("maxpool", a, m, Window::largest), "maxpool");
    add(
        2,
        3,
        false,
        (a, m) -> FunctionRules.pooling("meanpool", a, m, Window::mean),
        "meanpool",
        "avgpool");
    add(1, 1, false, FunctionRules::flat, "flatten");
    add(1, 2, false, FunctionRules::largest, "max", "maximum");
    add(1, 2, false, FunctionRules::smallest, "min", "minimum");
    add(2, 2, false, (a, m) -> m.power(a.get(0), a.get(1), true), "pow");
    add(1, 2, false, FunctionRules::huber, "huber", "Huber");
    add(2, 2, false, (a, m) -> m.dot(a.get(0), a.get(1)), "dot", "inner");
    add(2, 2, false, (a, m) -> m.outer(a.get(0), a.get(1)), "outer");
    add(2, 2, false, (a, m) -> m.placewise("∘", a.get(0), a.get(1), Expr::times), "hadamard");
    add(1, 1, false, (a, m) -> m.transposed(a.getFirst()), "transpose");
    add(1, 1, false, (a, m) -> Term.of(FunctionRules.diagonal(a.getFirst(), m)), "diag");
    add(1, 1, false, (a, m) -> Term.of(FunctionRules.trace(a.getFirst(), m)), "trace", "tr");
    add(1, 2, false, (a, m) -> FunctionRules.filled(a, m, 1), "ones");
    add(1, 2, false, (a, m) -> FunctionRules.filled(a, m, 0), "zeros");
    add(1, 1, false, FunctionRules::identity, "eye");
  }

  private KnownFunctions() {}

  private static void add(int fewest, int most, boolean placewise, Rule rule, String... names) {
    Arrays.stream(names).forEach(n -> ALL.put(n, new Known(fewest, most, placewise, rule)));
  }

  private static void placewise(UnaryOperator<Expr> function, String... names) {
    add(1, 1, true, (a, m) -> FunctionRules.each(a, function), names);
  }

  private interface Setting {
    Expr apply(Expr x, double setting);
  }

  /** A function of one number with a setting that may follow it. */
  private static void setting(Setting function, double custom, String... names) {
    Rule rule =
        (a, m) -> {
          if (a.size() > 1 && (!a.get(1).isNumber() || !a.get(1).isConstant())) {
            throw new ShapeException("the setting of " + names[0] + " must be a fixed number");
          }
          double setting = a.size() > 1 ? a.get(1).number() : custom;
          return FunctionRules.each(a, x -> function.apply(x, setting));
        };
    add(1, 2, true, rule, names);
  }

  /** The function of this name; one must be {@linkplain #isKnown known}. */
  static Known get(String name) {
    Known known = ALL.get(name);
    if (known == null) {
      throw new IllegalStateException("no function " + name);
    }
    return known;
  }

  static boolean isKnown(String name) {
    return ALL.containsKey(name) || isSeries(name);
  }

  /** Whether this would be one of the inverses of trigonometric functions that are not known. */
  static boolean isInverseTrigonometric(String name) {
    return !isKnown(name) && name.matches("(?:arc?|a)" + TRIGONOMETRIC + "2?");
  }

  /** Whether the exponent −1 makes this the inverse function, not the reciprocal. */
  static boolean isTrigonometric(String name) {
    return name.matches(TRIGONOMETRIC + "h?");
  }

  /** What {@code sin^{-1}} is called here, if a function has an inverse that is known. */
  static Optional<String> inverse(String name) {
    return Optional.of(name + INVERSE).filter(KnownFunctions::isKnown);
  }

  /** The function of which one is written as the inverse: sin of {@code sin⁻¹}. */
  static Optional<String> inverted(String name) {
    return name.endsWith(INVERSE)
        ? Optional.of(name.substring(0, name.length() - INVERSE.length()))
        : Optional.empty();
  }

  /** Whether it may be written without parentheses: {@code sin x}. */
  static boolean isPrefix(String name) {
    return PREFIX.contains(name);
  }

  static boolean isSeries(String name) {
    return name.equals("sum") || name.equals("prod") || name.equals("Σ") || name.equals("Π");
  }

  static Set<String> names() {
    return ALL.keySet();
  }
}
