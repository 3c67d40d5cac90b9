package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Absolute;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Minimum;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sign;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Variable;

/**
 * How far rounding may move the values of a node: it is computed again and again, every node on the
 * way disturbed at random by as much as a machine of a precision may round it.
 *
 * <p>Numbers with few digits stay undisturbed where every machine computes them exactly, so that
 * what jumps is decided there. Elsewhere it jumps one way or the other, and the values differ much.
 * Every other time all elements of a node are disturbed alike, as equal numbers are rounded alike.
 *
 * <p>A contraction or fold of what is not finite may be anything: padding it with zeros, which are
 * added, changes it, as 0 · ∞ is no number, and so does leaving such products out, also where they
 * are multiplied first and then summed up.
 */
final class Noise {
  private static final double DIGITS = 1024;
  private static final double MOST = 8192;

  private final Expr root;
  private final List<Expr> order;
  private final Set<Expr> summed;
  private final Map<Expr, Tensor> exact = new HashMap<>();
  private final Map<Expr, Tensor> magnitudes = new HashMap<>();
  private final Precision precision;
  private final Random random = new Random(1);
  private final double[] spread;
  private boolean alike;

  Noise(Expr node, Map<Expr, Tensor> variables, Precision precision) {
    this.root = Unrolled.of(node);
    this.order = Expr.inOrder(List.of(root));
    this.precision = precision;
    this.summed = summed(order);
    List<Tensor> values = Interpreter.evaluate(order, variables);
    for (int i = 0; i < order.size(); i++) {
      exact.put(order.get(i), values.get(i));
    }
    spread = new double[root.shape().elements()];
  }

  /** The largest distance so far of an element from its exact value; NaN if one is not finite. */
  double spread(int element) {
    return spread[element];
  }

  /** Computes the node once more. */
  void sample() {
    alike = !alike;
    Map<Expr, Tensor> disturbed = new HashMap<>();
    for (Expr node : order) {
      disturbed.put(node, disturbed(node, disturbed));
    }
    Tensor base = exact(root);
    Tensor value = disturbed.getOrDefault(root, base);
    for (int i = 0; i < spread.length; i++) {
      double difference = Math.abs(value.at(i) - base.at(i));
      boolean same = Double.compare(value.at(i), base.at(i)) == 0;
      spread[i] = same ? spread[i] : Math.max(spread[i], difference);
    }
  }

  private Tensor exact(Expr node) {
    return exact.getOrDefault(node, Tensor.scalar(Double.NaN));
  }

  private Tensor disturbed(Expr node, Map<Expr, Tensor> disturbed) {
    Tensor base = exact(node);
    if (node.op() instanceof Variable) {
      return base;
    }
    boolean same = true;
    List<Tensor> inputs = new ArrayList<>();
    for (Expr input : node.inputs()) {
      Tensor value = disturbed.getOrDefault(input, base);
      inputs.add(value);
      same &= value == exact(input);
    }
    boolean padded = node.op() instanceof Contract || node.op() instanceof Fold;
    if (padded && !inputs.stream().allMatch(Noise::finite)) {
      return Tensor.filled(node.shape(), alike ? Double.NaN : 0);
    }
    Tensor clean = same ? base : apply(node, inputs);
    if (!alike && summed.contains(node)) {
      clean = withoutZeros(inputs, clean);
    }
    Tensor result =
        rounds(node.op())
            ? rounded(node, inputs, clean, base)
            : node.op() instanceof Compare compare && compare.relation() == Compare.Relation.EQUAL
                ? tied(node, inputs, clean)
                : clean;
    return result.equals(base) ? base : result;
  }

  private Tensor rounded(Expr node, List<Tensor> inputs, Tensor clean, Tensor base) {
    boolean sums = sums(node.op());
    boolean exact = arithmetic(node.op());
    boolean exactSum = exact && sums && inputs.stream().allMatch(Noise::fewDigits);
    Tensor magnitude = sums ? magnitudes.computeIfAbsent(node, this::magnitude) : clean;
    double unit = error(node) * unit();
    double[] result = clean.toArray();
    double shared = random.nextDouble();
    for (int i = 0; i < result.length; i++) {
      double value = result[i];
      boolean kept =
          sums
              ? exactSum && fewDigits(magnitude.at(i))
              : value == 0 || (exact && fewDigits(value) && fewDigits(inputs, i));
      if (!kept || value != base.at(i)) {
        double size = Math.max(Math.abs(magnitude.at(i)), Math.abs(value));
        double drawn = alike ? shared : random.nextDouble();
        double error = (2 * drawn - 1) * (unit * size + tiny());
        boolean lost = Math.abs(value) < tiny() && random.nextBoolean();
        result[i] = lost ? 0 : inRange(value + error);
      }
    }
    return Tensor.of(clean.shape(), result);
  }

  /** The products that are summed up or added to something, as they are or multiplied on. */
  private static Set<Expr> summed(List<Expr> order) {
    Set<Expr> added = new HashSet<>();
    for (Expr node : order.reversed()) {
      boolean passes =
          switch (node.op()) {
            case Sum _, Add _, Subtract _ -> true;
            case Move _, Negate _, Multiply _ -> added.contains(node);
            default -> false;
          };
      if (passes) {
        added.addAll(node.inputs());
      }
    }
    added.removeIf(node -> !(node.op() instanceof Multiply));
    return added;
  }

  /** Products with zero may be left out, also where the other factor is not finite. */
  private static Tensor withoutZeros(List<Tensor> inputs, Tensor product) {
    double[] result = product.toArray();
    for (int i = 0; i < result.length; i++) {
      result[i] = inputs.get(0).at(i) == 0 || inputs.get(1).at(i) == 0 ? 0 : result[i];
    }
    return Tensor.of(product.shape(), result);
  }

  /** Numbers may be rounded to the same one, which disturbed at random they never are. */
  private Tensor tied(Expr node, List<Tensor> inputs, Tensor clean) {
    double[] result = clean.toArray();
    int shared = random.nextInt(2);
    for (int i = 0; i < result.length; i++) {
      double disturbance = 0;
      for (int input = 0; input < 2; input++) {
        disturbance += Math.abs(inputs.get(input).at(i) - exact(node.input(input)).at(i));
      }
      if (Math.abs(inputs.get(0).at(i) - inputs.get(1).at(i)) < 2 * disturbance) {
        result[i] = alike ? shared : random.nextInt(2);
      }
    }
    return Tensor.of(clean.shape(), result);
  }

  /** The sum of the sizes of what is added. */
  private Tensor magnitude(Expr node) {
    List<Tensor> sizes = new ArrayList<>();
    for (Expr input : node.inputs()) {
      Tensor value = exact(input);
      sizes.add(Tensor.of(value.shape(), Arrays.stream(value.toArray()).map(Math::abs).toArray()));
    }
    return apply(node, sizes);
  }

  private static Tensor apply(Expr node, List<Tensor> inputs) {
    Map<Expr, Tensor> values = new HashMap<>();
    List<Expr> variables = new ArrayList<>();
    for (Tensor input : inputs) {
      Expr variable = Expr.variable("input" + variables.size(), input.shape());
      variables.add(variable);
      values.put(variable, input);
    }
    return Interpreter.evaluate(Expr.of(node.op(), variables), values);
  }

  private static boolean rounds(Op op) {
    return switch (op) {
      case Move _, Gather _, Max _, ArgMax _, Compare _, Select _ -> false;
      case Negate _, Absolute _, Sign _, Relu _, Maximum _, Minimum _ -> false;
      default -> true;
    };
  }

  private static boolean sums(Op op) {
    return switch (op) {
      case Sum _, Contract _, ScatterAdd _, Fold _, LogSumExp _ -> true;
      default -> false;
    };
  }

  /** Whether numbers of few digits are computed exactly. */
  private static boolean arithmetic(Op op) {
    return switch (op) {
      case Add _, Subtract _, Multiply _, Constant _ -> true;
      case LogSumExp _ -> false;
      default -> sums(op);
    };
  }

  private static boolean fewDigits(Tensor tensor) {
    return Arrays.stream(tensor.toArray()).allMatch(Noise::fewDigits);
  }

  private static boolean finite(Tensor tensor) {
    return Arrays.stream(tensor.toArray()).allMatch(Double::isFinite);
  }

  private static boolean fewDigits(List<Tensor> inputs, int element) {
    return inputs.stream().allMatch(input -> fewDigits(input.at(element)));
  }

  private static boolean fewDigits(double number) {
    return Math.abs(number) <= MOST && Math.rint(number * DIGITS) == number * DIGITS;
  }

  /** The rounding error of one element in units. */
  private static double error(Expr node) {
    return switch (node.op()) {
      case Add _, Subtract _, Multiply _, Divide _, Constant _ -> 1;
      case Sum _, Contract _, ScatterAdd _, Fold _ -> 1 + summands(node) / 16.0;
      case LogSumExp _ -> 4 + summands(node) / 16.0;
      default -> 4;
    };
  }

  /** How many numbers an element is the sum of, at most. */
  private static int summands(Expr node) {
    return switch (node.op()) {
      case Contract op -> {
        List<Shape> shapes = node.inputs().stream().map(Expr::shape).toList();
        yield op.summed().chars().map(c -> op.size((char) c, shapes)).reduce(1, (a, b) -> a * b);
      }
      case ScatterAdd _ -> node.input(0).shape().elements();
      default -> node.input(0).shape().elements() / Math.max(1, node.shape().elements());
    };
  }

  private double unit() {
    return precision == Precision.FLOAT32 ? 0x1p-24 : 0x1p-53;
  }

  private double tiny() {
    return precision == Precision.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
  }

  private double inRange(double value) {
    boolean tooLarge = precision == Precision.FLOAT32 && Math.abs(value) > Float.MAX_VALUE;
    return tooLarge ? Math.signum(value) * Double.POSITIVE_INFINITY : value;
  }
}
