package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Window;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.op.Reshape;

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

  private static final int LARGEST_SIZE = 10_000;

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
    placewise(x -> twoOver(x, 1), "sech");
    placewise(x -> twoOver(x, -1), "csch");
    placewise(x -> Functions.tanh(x).power(-1), "coth");
    placewise(x -> Functions.sign(x).times(Functions.abs(x).power(1 / 3.0)), "cbrt");
    placewise(Functions::arcsin, "arcsin", "asin", "sin⁻¹");
    placewise(Functions::arccos, "arccos", "acos", "cos⁻¹");
    placewise(Functions::arctan, "arctan", "atan", "tan⁻¹");
    placewise(
        x -> Functions.log(x.plus(1).dividedBy(Expr.constant(1).minus(x))).times(0.5),
        "artanh",
        "atanh",
        "arctanh",
        "tanh⁻¹");
    placewise(x -> root(x, 1), "arsinh", "asinh", "arcsinh", "sinh⁻¹");
    placewise(x -> root(x, -1), "arcosh", "acosh", "arccosh", "cosh⁻¹");
    placewise(Functions::sigmoid, "sigmoid", "sigma", "σ", "logistic");
    placewise(Functions::softplus, "softplus");
    placewise(Functions::gelu, "gelu", "GELU");
    placewise(Functions::silu, "silu", "SiLU", "swish");
    placewise(Functions::abs, "abs");
    placewise(Functions::sign, "sign", "sgn");
    placewise(Functions::erf, "erf");
    placewise(x -> x, "identity");
    placewise(x -> Functions.greater(x, Expr.constant(0)), "step", "heaviside");
    add(1, 1, true, (a, m) -> each(a, x -> Functions.relu(x, m.reluAtZero())), "relu", "ReLU");
    setting(
        Functions::leakyRelu,
        0.01,
        "leakyrelu",
        "leakyRelu",
        "LeakyReLU",
        "leakyReLU",
        "leaky_relu");
    setting(Functions::elu, 1, "elu", "ELU");

    add(1, 1, false, (a, m) -> along(a, Functions::softmax), "softmax");
    add(
        1,
        1,
        false,
        (a, m) -> along(a, Functions::logSoftmax),
        "logsoftmax",
        "log_softmax",
        "logSoftmax");
    add(
        1,
        1,
        false,
        (a, m) -> whole(a, x -> Functions.logSumExp(x)),
        "logsumexp",
        "logSumExp",
        "lse");
    add(1, 1, false, (a, m) -> whole(a, Expr::sum), "sum");
    add(1, 1, false, (a, m) -> mean(a, m), "mean", "avg", "average");
    add(1, 1, false, (a, m) -> whole(a, Functions::norm), "norm");
    add(2, 5, false, KnownFunctions::convolution, "conv");
    add(2, 3, false, (a, m) -> pooling("maxpool", a, m, Window::largest), "maxpool");
    add(2, 3, false, (a, m) -> pooling("meanpool", a, m, Window::mean), "meanpool", "avgpool");
    add(1, 1, false, KnownFunctions::flat, "flatten");
    add(1, 2, false, KnownFunctions::largest, "max", "maximum");
    add(1, 2, false, KnownFunctions::smallest, "min", "minimum");
    add(2, 2, false, (a, m) -> m.power(a.get(0), a.get(1), true), "pow");
    add(1, 2, false, KnownFunctions::huber, "huber", "Huber");
    add(2, 2, false, (a, m) -> m.dot(a.get(0), a.get(1)), "dot", "inner");
    add(2, 2, false, (a, m) -> m.outer(a.get(0), a.get(1)), "outer");
    add(2, 2, false, (a, m) -> m.placewise("∘", a.get(0), a.get(1), Expr::times), "hadamard");
    add(1, 1, false, (a, m) -> m.transposed(a.getFirst()), "transpose");
    add(1, 1, false, (a, m) -> Term.of(diagonal(a.getFirst(), m)), "diag");
    add(1, 1, false, (a, m) -> Term.of(trace(a.getFirst(), m)), "trace", "tr");
    add(1, 2, false, (a, m) -> filled(a, m, 1), "ones");
    add(1, 2, false, (a, m) -> filled(a, m, 0), "zeros");
    add(
        1,
        1,
        false,
        (a, m) -> Term.of(Expr.constant(Extent.identity(size(a.getFirst(), m)))),
        "eye");
  }

  private KnownFunctions() {}

  private static void add(int fewest, int most, boolean placewise, Rule rule, String... names) {
    Arrays.stream(names).forEach(n -> ALL.put(n, new Known(fewest, most, placewise, rule)));
  }

  private static void placewise(UnaryOperator<Expr> function, String... names) {
    add(1, 1, true, (a, m) -> each(a, function), names);
  }

  /** {@code 2/(eˣ ± e⁻ˣ)}. */
  private static Expr twoOver(Expr x, int sign) {
    Expr falling = Functions.exp(x.negate()).times(sign);
    return Expr.constant(2).dividedBy(Functions.exp(x).plus(falling));
  }

  /** {@code ln(x + √(x² ± 1))}. */
  private static Expr root(Expr x, int sign) {
    return Functions.log(x.plus(Functions.sqrt(x.power(2).plus(sign))));
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
          return each(a, x -> function.apply(x, setting));
        };
    add(1, 2, true, rule, names);
  }

  private static Term each(List<Term> arguments, UnaryOperator<Expr> function) {
    Term x = arguments.getFirst();
    return new Term(function.apply(x.value()), x.row());
  }

  private static Term whole(List<Term> arguments, UnaryOperator<Expr> function) {
    return Term.of(function.apply(arguments.getFirst().value()));
  }

  private static Term mean(List<Term> arguments, Algebra algebra) {
    Expr x = arguments.getFirst().value();
    Expr counted = x;
    while (counted.op() instanceof Reshape) {
      counted = counted.input(0);
    }
    return Term.of(x.sum().dividedBy(algebra.sizes().count(counted.shape().sizes())));
  }

  private static Term along(List<Term> arguments, UnaryOperator<Expr> function) {
    if (arguments.getFirst().isNumber()) {
      throw new ShapeException("softmax takes a vector, or a matrix row by row, not a number");
    }
    return each(arguments, function);
  }

  /** conv(X, F, stride, padding, dilation), as networks have it: the filter is not turned over. */
  private static Term convolution(List<Term> a, Algebra algebra) {
    Term x = a.get(0);
    Term filter = a.get(1);
    if (x.rank() != 2 || filter.rank() != 2) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "conv of %s and %s: it takes two matrices, then the stride, the padding and the"
                  + " dilation",
              algebra.shape(x),
              algebra.shape(filter)));
    }
    int[] settings = {1, 0, 1};
    for (int i = 2; i < a.size(); i++) {
      settings[i - 2] =
          wholeNumber(
              algebra,
              a.get(i),
              i == 3 ? 0 : 1,
              "stride and dilation of conv are whole numbers from 1, the padding one from 0");
    }
    Shape sizes = filter.value().shape();
    Window window =
        Window.of(sizes.size(0), sizes.size(1))
            .withStride(settings[0])
            .withPadding(settings[1])
            .withDilation(settings[2]);
    return Term.of(Contract.of("ijkl,kl->ij", window.over(x.value(), 0), filter.value()));
  }

  private static int wholeNumber(Algebra algebra, Term term, int least, String problem) {
    Sizes sizes = algebra.sizes();
    double number = term.isNumber() && term.isConstant(sizes) ? term.number(sizes) : -1;
    if (number != Math.rint(number) || number < least || number > LARGEST_SIZE) {
      throw new ShapeException(problem);
    }
    return (int) number;
  }

  /** maxpool(X, size, stride): windows of size × size, side by side unless a stride is given. */
  private static Term pooling(
      String name, List<Term> a, Algebra algebra, BiFunction<Window, Expr, Expr> pool) {
    Term x = a.getFirst();
    if (x.rank() != 2) {
      throw new ShapeException(
          name + " of " + algebra.shape(x) + ": it takes a matrix, then the size and the stride");
    }
    String problem = "size and stride of " + name + " are whole numbers from 1";
    int size = wholeNumber(algebra, a.get(1), 1, problem);
    int stride = a.size() > 2 ? wholeNumber(algebra, a.get(2), 1, problem) : size;
    return Term.of(pool.apply(Window.of(size, size).withStride(stride), x.value()));
  }

  /** The rows of a matrix, one after the other. */
  private static Term flat(List<Term> a, Algebra algebra) {
    Expr x = a.getFirst().value();
    if (a.getFirst().isNumber()) {
      throw new ShapeException("flatten of a number: it takes a matrix");
    }
    return Term.of(x.reshape(Shape.of(x.shape().elements())));
  }

  /** max(0, x) is the rectifier. */
  private static Term largest(List<Term> a, Algebra algebra) {
    if (a.size() == 1) {
      return whole(a, Expr::max);
    }
    for (int i = 0; i < 2; i++) {
      if (isZero(a.get(i))) {
        return each(a.subList(1 - i, 2 - i), x -> Functions.relu(x, algebra.reluAtZero()));
      }
    }
    return algebra.placewise("and", a.get(0), a.get(1), Functions::maximum);
  }

  /**
   * Huber's loss of e and δ: e²/2 as far as δ from 0, a straight line from there. Where a case does
   * not hold, it is 0 before it is multiplied, so that it can't overflow.
   */
  private static Term huber(List<Term> a, Algebra algebra) {
    Term limit = a.size() > 1 ? a.get(1) : Term.of(Expr.constant(1));
    return algebra.placewise(
        "and",
        a.getFirst(),
        limit,
        (e, delta) -> {
          Expr distance = Functions.abs(e);
          Expr near = Functions.lessOrEqual(distance, delta).times(e);
          Expr far = Functions.greater(distance, delta).times(delta);
          Expr line = distance.minus(Simplify.of(delta.dividedBy(2)));
          return near.power(2).dividedBy(2).plus(far.times(line));
        });
  }

  private static boolean isZero(Term term) {
    return term.value().op() instanceof Constant constant
        && constant.shape().equals(Shape.SCALAR)
        && constant.value().item() == 0;
  }

  private static Term smallest(List<Term> a, Algebra algebra) {
    return a.size() == 1
        ? whole(a, Expr::min)
        : algebra.placewise("and", a.get(0), a.get(1), Functions::minimum);
  }

  /** The matrix with a vector on its diagonal; the diagonal of a matrix. */
  private static Expr diagonal(Term a, Algebra algebra) {
    if (a.rank() == 1) {
      Expr identity = Expr.constant(Extent.identity(a.value().shape().size(0)));
      return Contract.of("i,ij->ij", a.value(), identity);
    }
    int size = square("diag", a, algebra);
    return a.value().times(Expr.constant(Extent.identity(size))).sum(1);
  }

  private static Expr trace(Term a, Algebra algebra) {
    return a.value().times(Expr.constant(Extent.identity(square("trace", a, algebra)))).sum();
  }

  private static int square(String name, Term a, Algebra algebra) {
    Shape shape = a.value().shape();
    if (a.rank() != 2 || shape.size(0) != shape.size(1)) {
      throw new ShapeException(name + " of " + algebra.shape(a) + ": it takes a square matrix");
    }
    return shape.size(0);
  }

  private static Term filled(List<Term> sizes, Algebra algebra, double value) {
    List<Integer> shape = new ArrayList<>();
    sizes.forEach(size -> shape.add(size(size, algebra)));
    return Term.of(Expr.filled(new Shape(shape), value));
  }

  private static int size(Term term, Algebra algebra) {
    return wholeNumber(algebra, term, 1, "a size is a whole number from 1 to 10000, or declared");
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
