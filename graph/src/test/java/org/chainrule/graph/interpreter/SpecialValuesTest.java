package org.chainrule.graph.interpreter;

import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Absolute;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Arccos;
import org.chainrule.graph.op.Arcsin;
import org.chainrule.graph.op.Arctan;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Compare.Relation;
import org.chainrule.graph.op.Cos;
import org.chainrule.graph.op.CubeRoot;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Elu;
import org.chainrule.graph.op.Erf;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.LeakyRelu;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Minimum;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Sign;
import org.chainrule.graph.op.Sin;
import org.chainrule.graph.op.Softplus;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Tanh;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ops make of ±0, ±∞, NaN, ties and nothing. */
class SpecialValuesTest {
  private static final double INF = POSITIVE_INFINITY;

  /** One op and its values at 0, −0, ∞, −∞ and NaN, bit for bit. */
  record OfOne(Elementwise op, Tensor values) {
    OfOne(Elementwise op, double... values) {
      this(op, Tensor.vector(values));
    }

    @Override
    public String toString() {
      return op.toString();
    }
  }

  static List<OfOne> ofOne() {
    return List.of(
        new OfOne(new Absolute(), 0, 0, INF, INF, NaN),
        new OfOne(new Arccos(), Math.PI / 2, Math.PI / 2, NaN, NaN, NaN),
        new OfOne(new Arcsin(), 0, -0.0, NaN, NaN, NaN),
        new OfOne(new Arctan(), 0, -0.0, Math.PI / 2, -Math.PI / 2, NaN),
        new OfOne(new Cos(), 1, 1, NaN, NaN, NaN),
        new OfOne(new CubeRoot(), 0, -0.0, INF, -INF, NaN),
        new OfOne(new Elu(2), 0, -0.0, INF, -2, NaN),
        new OfOne(new Erf(), 0, -0.0, 1, -1, NaN),
        new OfOne(new Exp(), 1, 1, INF, 0, NaN),
        new OfOne(new Expm1(), 0, -0.0, INF, -1, NaN),
        new OfOne(new LeakyRelu(0.01), 0, -0.0, INF, -INF, NaN),
        new OfOne(new Log(), -INF, -INF, INF, NaN, NaN),
        new OfOne(new Log1p(), 0, -0.0, INF, NaN, NaN),
        new OfOne(new Negate(), -0.0, 0, -INF, INF, NaN),
        new OfOne(new Power(0), 1, 1, 1, 1, 1),
        new OfOne(new Power(1), 0, -0.0, INF, -INF, NaN),
        new OfOne(new Power(2), 0, 0, INF, INF, NaN),
        new OfOne(new Power(3), 0, -0.0, INF, -INF, NaN),
        new OfOne(new Power(-1), INF, -INF, 0, -0.0, NaN),
        new OfOne(new Power(-2), INF, INF, 0, 0, NaN),
        new OfOne(new Power(5), 0, -0.0, INF, -INF, NaN),
        new OfOne(new Power(0.5), 0, -0.0, INF, NaN, NaN),
        new OfOne(new Relu(0), 0, -0.0, INF, 0, NaN),
        new OfOne(new Relu(1), 0, -0.0, INF, 0, NaN),
        new OfOne(new Sigmoid(), 0.5, 0.5, 1, 0, NaN),
        new OfOne(new Sign(), 0, -0.0, 1, -1, NaN),
        new OfOne(new Sin(), 0, -0.0, NaN, NaN, NaN),
        new OfOne(new Softplus(), 0.6931471805599453, 0.6931471805599453, INF, 0, NaN),
        new OfOne(new Tanh(), 0, -0.0, 1, -1, NaN));
  }

  @ParameterizedTest
  @MethodSource
  void ofOne(OfOne row) {
    double[] arguments = {0, -0.0, INF, -INF, NaN};
    Expr x = Expr.constant(Tensor.vector(arguments));
    assertThat(value(Expr.of(row.op, x))).isEqualTo(row.values);
  }

  /** One op and its value at two numbers, bit for bit. */
  record OfTwo(Elementwise op, double a, double b, double value) {}

  static List<OfTwo> ofTwo() {
    Elementwise less = new Compare(Relation.LESS);
    Elementwise lessOrEqual = new Compare(Relation.LESS_OR_EQUAL);
    Elementwise equal = new Compare(Relation.EQUAL);
    return List.of(
        new OfTwo(new Add(), INF, -INF, NaN),
        new OfTwo(new Add(), -0.0, -0.0, -0.0),
        new OfTwo(new Subtract(), INF, INF, NaN),
        new OfTwo(new Subtract(), 1, 1, 0),
        new OfTwo(new Multiply(), 0, INF, NaN),
        new OfTwo(new Multiply(), -1, 0, -0.0),
        new OfTwo(new Divide(), 1, 0, INF),
        new OfTwo(new Divide(), -1, 0, -INF),
        new OfTwo(new Divide(), 1, -0.0, -INF),
        new OfTwo(new Divide(), 0, 0, NaN),
        new OfTwo(new Divide(), INF, INF, NaN),
        new OfTwo(new Maximum(), 1, NaN, NaN),
        new OfTwo(new Maximum(), NaN, INF, NaN),
        new OfTwo(new Maximum(), -INF, 1, 1),
        new OfTwo(new Maximum(), INF, INF, INF),
        new OfTwo(new Minimum(), 1, NaN, NaN),
        new OfTwo(new Minimum(), NaN, -INF, NaN),
        new OfTwo(new Minimum(), -INF, 1, -INF),
        new OfTwo(new Minimum(), 2, 2, 2),
        new OfTwo(less, NaN, 1, 0),
        new OfTwo(less, 1, NaN, 0),
        new OfTwo(less, -0.0, 0, 0),
        new OfTwo(less, -INF, INF, 1),
        new OfTwo(lessOrEqual, NaN, NaN, 0),
        new OfTwo(lessOrEqual, 0, -0.0, 1),
        new OfTwo(lessOrEqual, INF, INF, 1),
        new OfTwo(equal, NaN, NaN, 0),
        new OfTwo(equal, 0, -0.0, 1),
        new OfTwo(equal, INF, INF, 1));
  }

  @ParameterizedTest
  @MethodSource
  void ofTwo(OfTwo row) {
    Expr node = Expr.of(row.op, Expr.constant(row.a), Expr.constant(row.b));
    assertThat(value(node)).isEqualTo(Tensor.scalar(row.value));
  }

  @Test
  void rootsOfCubesAreWhole() {
    double[] whole = IntStream.rangeClosed(-1000, 1000).asDoubleStream().toArray();
    double[] cubes = Arrays.stream(whole).map(n -> n * n * n).toArray();
    Expr roots = Expr.of(new CubeRoot(), Expr.constant(Tensor.vector(cubes)));
    assertThat(value(roots)).isEqualTo(Tensor.vector(whole));
  }

  @Test
  void selectTakesTheFirstUnlessTheConditionIsZero() {
    Expr condition = Expr.constant(Tensor.vector(1, -2, NaN, INF, 0, -0.0));
    Expr node = Select.of(condition, Expr.constant(1), Expr.constant(NaN));
    assertThat(value(node)).isEqualTo(Tensor.vector(1, 1, 1, 1, NaN, NaN));
  }

  @Test
  void everyElementwiseOpHasSpecialValues() {
    Set<Class<?>> covered =
        Stream.of(ofOne().stream().map(OfOne::op), ofTwo().stream().map(OfTwo::op))
            .flatMap(ops -> ops)
            .map(Object::getClass)
            .collect(Collectors.toSet());
    covered.add(Select.class);
    assertThat(covered)
        .isEqualTo(
            Samples.ops().stream()
                .filter(Elementwise.class::isAssignableFrom)
                .collect(Collectors.toSet()));
  }

  /** Numbers and their maximum, the place of it, and ln Σ eˣ. */
  record OfMany(double max, double argMax, double logSumExp, Tensor x) {
    OfMany(double max, double argMax, double logSumExp, double... x) {
      this(max, argMax, logSumExp, Tensor.vector(x));
    }
  }

  static List<OfMany> ofMany() {
    double ln2 = 0.6931471805599453;
    return List.of(
        new OfMany(3, 1, 3 + ln2, 1e-300 - 1e3, 3, 3),
        new OfMany(0, 0, ln2, 0, -0.0),
        new OfMany(0, 0, ln2, -0.0, 0),
        new OfMany(INF, 1, INF, 1, INF, -INF),
        new OfMany(-INF, 0, -INF, -INF, -INF),
        new OfMany(2, 1, 2, -INF, 2),
        new OfMany(NaN, 1, NaN, 5, NaN, INF),
        new OfMany(NaN, 0, NaN, NaN),
        new OfMany(1e308, 0, 1e308, 1e308, 1e308));
  }

  @ParameterizedTest
  @MethodSource
  void ofMany(OfMany row) {
    Expr x = Expr.constant(row.x);
    assertThat(value(x.max())).isEqualTo(Tensor.scalar(row.max));
    assertThat(value(Functions.argMax(x))).isEqualTo(Tensor.scalar(row.argMax));
    assertThat(value(Functions.logSumExp(x))).isEqualTo(Tensor.scalar(row.logSumExp));
  }

  @Test
  void ofNothing() {
    Expr none = Expr.constant(Tensor.of(Shape.of(2, 0)));
    assertThat(value(none.sum(1))).isEqualTo(Tensor.vector(0, 0));
    assertThat(value(none.max(1))).isEqualTo(Tensor.vector(-INF, -INF));
    assertThat(value(Functions.logSumExp(none, 1))).isEqualTo(Tensor.vector(-INF, -INF));
    assertThat(value(none.mean(1))).isEqualTo(Tensor.vector(NaN, NaN));
    assertThat(value(none.matmul(none.transpose()))).isEqualTo(Tensor.filled(Shape.of(2, 2), 0));
    assertThat(value(none.sum(0))).isEqualTo(Tensor.vector());
  }

  static List<Double> notRows() {
    return List.of(-1.0, 3.0, 0.5, NaN, INF, 1e300);
  }

  @ParameterizedTest
  @MethodSource("notRows")
  void rowNumbersAreWholeAndInTheTable(double number) {
    Expr numbers = Expr.constant(Tensor.vector(0, number));
    Expr table = Expr.constant(Tensor.vector(1, 2, 3));
    assertThatThrownBy(() -> value(Gather.of(table, numbers)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gather: row number " + number + " is not a whole number from 0 to 2");
    Expr values = Expr.constant(Tensor.vector(5, 6));
    assertThatThrownBy(() -> value(ScatterAdd.of(3, numbers, values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scatterAdd: row number " + number + " is not a whole number from 0 to 2");
  }

  @Test
  void aRowNumberNamedTwiceIsReadTwiceAndAddedUp() {
    Expr numbers = Expr.constant(Tensor.vector(2, 0, 2));
    Expr table = Expr.constant(Tensor.matrix(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
    Expr rows = Gather.of(table, numbers);
    assertThat(value(rows)).isEqualTo(Tensor.matrix(new double[][] {{5, 6}, {1, 2}, {5, 6}}));
    assertThat(value(ScatterAdd.of(3, numbers, rows)))
        .isEqualTo(Tensor.matrix(new double[][] {{1, 2}, {0, 0}, {10, 12}}));
  }

  private static Tensor value(Expr node) {
    return Interpreter.evaluate(node, Map.of());
  }
}
