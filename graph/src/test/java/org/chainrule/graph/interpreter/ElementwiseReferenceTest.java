package org.chainrule.graph.interpreter;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.samples.Reference;
import org.chainrule.graph.samples.Reference.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Elementwise functions against values that were computed to many digits. */
class ElementwiseReferenceTest {
  private static final Map<String, List<Point>> POINTS =
      Reference.points().stream().collect(groupingBy(Point::op));

  /** A function and how far it may be off, in units of the last place of the truth. */
  record Bound(String op, int ulps) {}

  private static final List<Bound> BOUNDS =
      List.of(
          new Bound("absolute", 0),
          new Bound("add", 0),
          new Bound("arccos", 4),
          new Bound("arcsin", 4),
          new Bound("arctan", 1),
          new Bound("cos", 1),
          new Bound("divide", 0),
          new Bound("elu", 1),
          new Bound("equal", 0),
          new Bound("erf", 4),
          new Bound("exp", 1),
          new Bound("expm1", 1),
          new Bound("leakyRelu", 0),
          new Bound("less", 0),
          new Bound("lessOrEqual", 0),
          new Bound("log", 1),
          new Bound("log1p", 1),
          new Bound("maximum", 0),
          new Bound("minimum", 0),
          new Bound("multiply", 0),
          new Bound("negate", 0),
          new Bound("power", 2),
          new Bound("relu", 0),
          new Bound("sigmoid", 2),
          new Bound("sign", 0),
          new Bound("silu", 3),
          new Bound("sin", 1),
          new Bound("softplus", 1),
          new Bound("subtract", 0),
          new Bound("tanh", 1));

  @Test
  void everyReferenceIsUsed() {
    assertThat(POINTS.keySet())
        .contains("gelu")
        .hasSize(BOUNDS.size() + 1)
        .containsAll(BOUNDS.stream().map(Bound::op).toList());
  }

  /** Sigmoid and silu are 0 where e⁻ˣ overflows and they are below 10⁻³⁰⁵. */
  @ParameterizedTest
  @FieldSource("BOUNDS")
  void valuesAreTrueToTheLastPlaces(Bound bound) {
    for (Point point : POINTS.getOrDefault(bound.op, List.of())) {
      double value = value(point);
      double error = value == point.value() ? 0 : Math.abs(value - point.value());
      double allowed = Double.isInfinite(point.value()) ? 0 : bound.ulps * Math.ulp(point.value());
      assertThat(error)
          .as("%s gives %s", point, value)
          .isLessThanOrEqualTo(Math.max(allowed, 1e-305));
    }
  }

  /** Left of 0 it subtracts numbers that are nearly equal. */
  @Test
  void geluIsTrueRelativeToItsArgument() {
    for (Point point : POINTS.getOrDefault("gelu", List.of())) {
      assertThat(value(point))
          .as(point.toString())
          .isCloseTo(point.value(), within(2 * Math.ulp(point.x())));
    }
  }

  private static double value(Point point) {
    return Interpreter.evaluate(node(point), Map.of()).item();
  }

  private static Expr node(Point point) {
    Expr x = Expr.constant(point.x());
    Expr y = Expr.constant(point.y());
    return switch (point.op()) {
      case "absolute" -> Functions.abs(x);
      case "add" -> x.plus(y);
      case "arccos" -> Functions.arccos(x);
      case "arcsin" -> Functions.arcsin(x);
      case "arctan" -> Functions.arctan(x);
      case "cos" -> Functions.cos(x);
      case "divide" -> x.dividedBy(y);
      case "elu" -> Functions.elu(x, point.parameter());
      case "equal" -> Functions.equal(x, y);
      case "erf" -> Functions.erf(x);
      case "exp" -> Functions.exp(x);
      case "expm1" -> Expr.of(new Expm1(), x);
      case "gelu" -> Functions.gelu(x);
      case "leakyRelu" -> Functions.leakyRelu(x, point.parameter());
      case "less" -> Functions.less(x, y);
      case "lessOrEqual" -> Functions.lessOrEqual(x, y);
      case "log" -> Functions.log(x);
      case "log1p" -> Expr.of(new Log1p(), x);
      case "maximum" -> Functions.maximum(x, y);
      case "minimum" -> Functions.minimum(x, y);
      case "multiply" -> x.times(y);
      case "negate" -> x.negate();
      case "power" -> x.power(point.parameter());
      case "relu" -> Functions.relu(x);
      case "sigmoid" -> Functions.sigmoid(x);
      case "sign" -> Functions.sign(x);
      case "silu" -> Functions.silu(x);
      case "sin" -> Functions.sin(x);
      case "softplus" -> Functions.softplus(x);
      case "subtract" -> x.minus(y);
      case "tanh" -> Functions.tanh(x);
      default -> throw new AssertionError("no function for " + point);
    };
  }
}
