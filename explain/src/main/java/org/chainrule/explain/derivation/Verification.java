package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Jacobian;
import org.chainrule.calculus.Tangent;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Unary;
import org.chainrule.graph.op.Variable;

/**
 * Evaluates every step at random points inside the domains of all ops, and compares it with the
 * quantity that it is equal to.
 *
 * <p>The derivatives themselves are compared with central differences of the interpreter along
 * random directions.
 */
final class Verification {
  private static final int POINTS = 2;
  private static final int TRIES = 200;
  private static final double[] SIZES = {1, 0.4, 4, 16};
  private static final double MARGIN = 1e-2;

  /** Numbers are at most this, or so many times the largest of the program. */
  private static final double LARGEST = 1e4;

  private static final double BEYOND = 4;

  /** How much larger numbers may be if there is no other point: those of long sums are. */
  private static final double[] WIDER = {1, 1e2, 1e4};

  /** How far numbers may lie apart, relative to their size. */
  static final double EQUAL = 1e-7;

  /** Where random points come from. */
  static final long SEED = 20_261_129;

  private final Symbols symbols;
  private final Set<Expr> distributions;
  private final List<Expr> order;
  private final List<Expr> variables;
  private final Map<Expr, Tensor> given;
  private final double largest;
  private final Optional<JacobianWriter> jacobians;

  /**
   * A verification.
   *
   * @param distributions variables that sum to 1 along their last axis
   * @param by what is differentiated by
   * @param given values of variables, where steps are checked, too
   * @param jacobians writes the steps to a Jacobian, which are compared as they are written, too
   */
  Verification(
      Symbols symbols,
      Set<Expr> distributions,
      List<Expr> by,
      Map<Expr, Tensor> given,
      Optional<JacobianWriter> jacobians) {
    this.jacobians = jacobians;
    this.symbols = symbols;
    this.distributions = distributions;
    List<Expr> roots = new ArrayList<>(symbols.quantities().keySet());
    roots.addAll(by);
    roots.add(symbols.objective());
    this.order = Expr.inOrder(roots);
    this.variables =
        order.stream()
            .filter(node -> node.op() instanceof Variable)
            .filter(node -> !symbols.sizes().symbols().containsValue(node))
            .toList();
    this.given = given;
    this.largest = Math.max(LARGEST, BEYOND * largestConstant(order));
  }

  /** The largest number that is the same at all points. */
  private static double largestConstant(List<Expr> order) {
    Set<Expr> constants = new LinkedHashSet<>();
    for (Expr node : order) {
      if (!(node.op() instanceof Variable) && constants.containsAll(node.inputs())) {
        constants.add(node);
      }
    }
    return Interpreter.evaluate(List.copyOf(constants), Map.of()).stream()
        .flatMapToDouble(value -> Arrays.stream(value.toArray()))
        .map(Math::abs)
        .filter(Double::isFinite)
        .reduce(0, Math::max);
  }

  /**
   * Checks that all steps are equal to what they claim to be.
   *
   * @throws DerivationException if one is not
   * @throws IllegalArgumentException if no point was found at which all of the program has a value
   */
  void check(List<Equation> equations) {
    Random random = new Random(SEED);
    int found = 0;
    for (int i = 0; i < WIDER.length && found == 0; i++) {
      for (int attempt = 0; attempt < TRIES && found < POINTS; attempt++) {
        Map<Expr, Tensor> point = draw(random, attempt);
        if (isInside(point, WIDER[i] * largest) && check(equations, point, found == 0, random)) {
          found++;
        }
      }
    }
    boolean atGiven =
        given.keySet().containsAll(variables)
            && isInside(given, Double.MAX_VALUE)
            && check(equations, given, found == 0, random);
    if (found == 0 && !atGiven) {
      throw new IllegalArgumentException(
          "nothing can be verified: at none of the random points that were tried has all of the"
              + " program a value, and a slope that differences can tell; give a point where it"
              + " has");
    }
  }

  private Map<Expr, Tensor> draw(Random random, int attempt) {
    Map<Expr, Tensor> point = new HashMap<>(symbols.sizes().values());
    for (Expr variable : variables) {
      boolean positive = attempt % 3 == 2 || distributions.contains(variable);
      double size = SIZES[attempt / 3 % SIZES.length];
      double[] numbers = new double[variable.shape().elements()];
      for (int i = 0; i < numbers.length; i++) {
        double magnitude = size * (0.2 + 1.6 * random.nextDouble());
        numbers[i] = positive || random.nextBoolean() ? magnitude : -magnitude;
      }
      if (distributions.contains(variable)) {
        normalize(numbers, variable.shape().size(-1));
      }
      point.put(variable, Tensor.of(variable.shape(), numbers));
    }
    return point;
  }

  private static void normalize(double[] numbers, int row) {
    for (int from = 0; from < numbers.length; from += row) {
      double sum = 0;
      for (int i = from; i < from + row; i++) {
        sum += numbers[i];
      }
      for (int i = from; i < from + row; i++) {
        numbers[i] /= sum;
      }
    }
  }

  /** Whether all values are finite, and every op's inputs well inside its domain. */
  private boolean isInside(Map<Expr, Tensor> point, double largest) {
    Map<Expr, Tensor> values = new HashMap<>();
    List<Tensor> found = Interpreter.evaluate(order, point);
    for (int i = 0; i < order.size(); i++) {
      values.put(order.get(i), found.get(i));
    }
    if (!found.stream().allMatch(Verification::isFinite)) {
      return false;
    }
    for (Expr node : order) {
      for (int i = 0; i < node.inputs().size(); i++) {
        Tensor input = values.get(node.input(i));
        if (input != null && !allIn(node.op().domain(i), input, largest)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFinite(Tensor value) {
    return Arrays.stream(value.toArray()).allMatch(Double::isFinite);
  }

  private static boolean allIn(Domain domain, Tensor value, double largest) {
    return Arrays.stream(value.toArray())
        .allMatch(x -> domain.contains(x, MARGIN) && Math.abs(x) < largest);
  }

  /** Checks at one point; false if it is no good: something overflows, or differences fail. */
  private boolean check(
      List<Equation> equations, Map<Expr, Tensor> point, boolean differences, Random random) {
    Map<Expr, Tensor> values = new HashMap<>(point);
    List<Expr> nodes = List.copyOf(symbols.quantities().keySet());
    List<Tensor> forward = Interpreter.evaluate(nodes, point);
    for (int i = 0; i < nodes.size(); i++) {
      values.put(symbols.quantity(nodes.get(i)), forward.get(i));
    }
    List<Expr> totals = new ArrayList<>();
    List<Expr> wanted = new ArrayList<>();
    Map<Expr, Expr> locals = new HashMap<>();
    for (Expr symbol : symbols.derivatives()) {
      switch (symbols.meaning(symbol).orElseThrow()) {
        case Symbols.Meaning.Total total -> {
          totals.add(symbol);
          wanted.add(total.node());
        }
        case Symbols.Meaning.Jacobian(Expr x) -> {
          Expr jacobian = Jacobian.of(symbols.function(), x);
          values.put(symbol, Interpreter.evaluate(jacobian, point));
        }
        case Symbols.Meaning.Local local -> locals.put(symbol, tangent(local));
        case Symbols.Meaning.Whole whole -> {
          Expr one = Expr.filled(whole.by().shape(), 1);
          Expr tangent = Tangent.of(whole.node(), whole.by(), one);
          values.put(symbol, Interpreter.evaluate(tangent, point));
        }
        case Symbols.Meaning.Slope(Expr node) -> {
          if (node.op() instanceof Unary activation) {
            Expr slope = activation.derivative(node.input(0), node);
            values.put(symbol, Interpreter.evaluate(slope.broadcast(node.shape()), point));
          }
        }
        case Symbols.Meaning.Quantity _ -> {}
      }
    }
    List<Expr> one = List.of(Expr.constant(1));
    List<Expr> gradients = Gradient.pullback(List.of(symbols.objective()), one, wanted);
    List<Tensor> found = Interpreter.evaluate(gradients, point);
    double magnitude = differences ? magnitude(point) : 0;
    for (int i = 0; i < totals.size(); i++) {
      values.put(totals.get(i), found.get(i));
      if (differences && !differencesAgree(wanted.get(i), found.get(i), point, magnitude, random)) {
        return false;
      }
    }
    locals.forEach((symbol, node) -> values.put(symbol, Interpreter.evaluate(node, values)));
    if (!equations.stream().allMatch(equation -> compare(equation, values))) {
      return false;
    }
    jacobians.ifPresent(writer -> equations.forEach(e -> writer.check(e, values)));
    return true;
  }

  /** ∂node/∂by by forward mode, in terms of the symbols of other quantities. */
  private Expr tangent(Symbols.Meaning.Local local) {
    Expr by = symbols.quantity(local.by());
    Expr of = symbols.apart(local.node());
    return Tangent.of(of, by, Expr.constant(1));
  }

  /** Whether a derivative agrees with differences along a random direction; false if neither do. */
  private boolean differencesAgree(
      Expr node, Tensor gradient, Map<Expr, Tensor> point, double magnitude, Random random) {
    Expr moved = Variable.fresh("moved", node.shape());
    Expr objective = new Replacement(Map.of(node, moved)).of(symbols.objective());
    double[] base = Interpreter.evaluate(node, point).toArray();
    double[] direction = random.doubles(base.length, -1, 1).toArray();
    double slope = 0;
    double size = 0;
    for (int i = 0; i < base.length; i++) {
      slope += gradient.at(i) * direction[i];
      size += Math.abs(gradient.at(i) * direction[i]);
    }
    Map<Expr, Tensor> values = new HashMap<>(point);
    Difference difference =
        Difference.of(
            step -> {
              double[] at = base.clone();
              for (int i = 0; i < at.length; i++) {
                at[i] += step * direction[i];
              }
              values.put(moved, Tensor.of(moved.shape(), at));
              return Interpreter.evaluate(objective, values).item();
            },
            magnitude);
    if (!difference.tells(size)) {
      return false;
    }
    if (difference.excludes(slope, size)) {
      throw new DerivationException(
          String.format(
              Locale.ROOT,
              "the derivative by %s is %s along a direction, differences give %s ± %s",
              Formula.of(node),
              slope,
              difference.slope(),
              difference.error()));
    }
    return true;
  }

  /** The largest number on the way to the objective. */
  private double magnitude(Map<Expr, Tensor> point) {
    return Interpreter.evaluate(Expr.inOrder(List.of(symbols.objective())), point).stream()
        .flatMapToDouble(value -> Arrays.stream(value.toArray()))
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  /** Compares all lines with the quantity; false if one overflows. */
  private boolean compare(Equation equation, Map<Expr, Tensor> values) {
    Tensor expected = Interpreter.evaluate(equation.left(), values);
    for (Equation.Line line : equation.lines()) {
      Tensor actual = Interpreter.evaluate(line.right(), values);
      if (!isFinite(expected) || !isFinite(actual)) {
        return false;
      }
      Optional<String> fault = fault(expected, actual);
      if (fault.isPresent()) {
        throw new DerivationException(
            String.format(
                Locale.ROOT,
                "the step \"%s\" to %s is wrong: %s",
                line.rule(),
                Formula.of(line.right()),
                fault.get()));
      }
    }
    return true;
  }

  private static Optional<String> fault(Tensor expected, Tensor actual) {
    if (!expected.shape().equals(actual.shape())) {
      return Optional.of("shape " + actual.shape() + ", not " + expected.shape());
    }
    double scale = 1;
    for (int i = 0; i < expected.shape().elements(); i++) {
      scale = Math.max(scale, Math.abs(expected.at(i)));
    }
    for (int i = 0; i < expected.shape().elements(); i++) {
      if (!(Math.abs(expected.at(i) - actual.at(i)) <= EQUAL * scale)) {
        return Optional.of(actual.at(i) + ", not " + expected.at(i));
      }
    }
    return Optional.empty();
  }
}
