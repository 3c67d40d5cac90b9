package org.chainrule.calculus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.log;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  private static final Expr X = Expr.variable("x", 2, 3);
  private static final Expr Y = Expr.variable("y", 2, 3);
  private static final Expr ONE_ROW = Expr.variable("row", 1, 3);
  private static final Expr ZEROS = filled(0);
  private static final Expr TWOS = filled(2);

  /** Numbers for which a rule must hold if it assumes nothing. */
  private static final double[] NUMBERS = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    -Math.PI,
    3e-7,
    700,
    Double.MIN_VALUE,
    -Double.MIN_NORMAL,
    1e300,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  /** A node that a rule rewrites, and what the rule makes of it. */
  record Example(String rule, Expr node, Expr result) {
    @Override
    public String toString() {
      return rule + ": " + node + " of " + node.inputs();
    }
  }

  static List<Example> examples() {
    return List.of(
        new Example("arithmetic on numbers", TWOS.times(TWOS), filled(4)),
        new Example(
            "arithmetic on numbers",
            Expr.of(new Maximum(), TWOS, ZEROS.reshape(6).reshape(2, 3)),
            TWOS),
        new Example("arithmetic on numbers", log(Expr.constant(-1)), Expr.constant(Double.NaN)),
        new Example("arithmetic on numbers", ZEROS.negate(), ZEROS),
        new Example("adding zero", X.plus(0), X),
        new Example("adding zero", ZEROS.plus(X), X),
        new Example("multiplying by one", X.times(1), X),
        new Example("multiplying by one", filled(1).times(X), X),
        new Example("multiplying by zero", X.times(0), ZEROS),
        new Example("multiplying by zero", ZEROS.times(X), ZEROS),
        new Example(
            "contracting with zero",
            Contract.of("ij,kj->ik", X, ZEROS),
            Expr.filled(Shape.of(2, 2), 0)),
        new Example("contracting with zero", ZEROS.matmul(Y.transpose()), zeros(2, 2)),
        new Example("subtracting zero", X.minus(0), X),
        new Example("subtracting zero", ZEROS.minus(X), X.negate()),
        new Example("dividing by one", X.dividedBy(1), X),
        new Example("first power", Expr.of(new Power(1), X), X),
        new Example("minus one times", X.times(-1), X.negate()),
        new Example("minus one times", filled(-1).times(X), X.negate()),
        new Example("double negative", X.negate().negate(), X),
        new Example("adding a negative", X.plus(Y.negate()), X.minus(Y)),
        new Example("adding a negative", X.negate().plus(Y), Y.minus(X)),
        new Example("subtracting a negative", X.minus(Y.negate()), X.plus(Y)),
        new Example("negative factor", X.negate().times(Y), X.times(Y).negate()),
        new Example("negative factor", X.times(Y.negate()), X.times(Y).negate()),
        new Example("collecting factors", TWOS.times(X.times(3)), TWOS.times(3).times(X)),
        new Example(
            "collecting factors", filled(3).times(X).times(2), TWOS.times(filled(3)).times(X)),
        new Example(
            "collecting factors",
            X.times(1e200).times(1e-200),
            filled(1e-200).times(filled(1e200)).times(X)),
        new Example("logarithm of exponential", log(exp(X)), X),
        new Example("exponential of logarithm", exp(log(X)), X),
        new Example(
            "copy of a copy",
            Expr.of(new Broadcast(Shape.of(4, 2, 3)), ONE_ROW.broadcast(Shape.of(2, 3))),
            ONE_ROW.broadcast(Shape.of(4, 2, 3))),
        new Example("reshape of a reshape", X.reshape(6).reshape(3, 2), X.reshape(3, 2)),
        new Example("reshape of a reshape", X.reshape(6).reshape(2, 3), X),
        new Example("reshape of a reshape", Expr.of(new Reshape(X.shape()), X), X),
        new Example("reshape of a reshape", TWOS.reshape(6), Expr.filled(Shape.of(6), 2)),
        new Example(
            "transpose of a transpose",
            Expr.variable("c", 2, 3, 4).transpose(1, 2, 0).transpose(1, 2, 0),
            Expr.variable("c", 2, 3, 4).transpose(2, 0, 1)),
        new Example("order of axes kept", Expr.of(Transpose.of(0, 1), X), X),
        new Example("sum of one", ONE_ROW.sum(0), ONE_ROW.reshape(3)),
        new Example("sum of one", Expr.of(new Sum(List.of()), X), X),
        new Example(
            "sum of copies",
            ONE_ROW.broadcast(Shape.of(4, 2, 3)).sum(0, 1),
            ONE_ROW.reshape(3).times(8)),
        new Example(
            "sum of copies",
            ONE_ROW.broadcast(Shape.of(0, 3)).sum(0),
            Expr.filled(Shape.of(3), 0)));
  }

  private static Expr filled(double value) {
    return Expr.filled(Shape.of(2, 3), value);
  }

  private static Expr zeros(int... sizes) {
    return Expr.filled(Shape.of(sizes), 0);
  }

  private static Rule named(String name) {
    return Rules.ALL.stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void everyRuleHasANameOfItsOwnAndAnExample() {
    assertThat(Rules.ALL).extracting(Rule::name).doesNotHaveDuplicates();
    assertThat(examples().stream().map(Example::rule).collect(toSet()))
        .isEqualTo(Rules.ALL.stream().map(Rule::name).collect(toSet()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theRuleRewritesItsExample(Example example) {
    assertThat(named(example.rule).apply(example.node)).hasValue(example.result);
    assertThat(Simplify.steps(example.node))
        .extracting(step -> step.rule().name())
        .contains(example.rule);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void bothSidesAreEqual(Example example) {
    DoublePredicate assumption = assumption(named(example.rule).assumes());
    double[] numbers = DoubleStream.of(NUMBERS).filter(assumption).toArray();
    for (double a : numbers) {
      for (double b : numbers) {
        Map<Expr, Tensor> values = new HashMap<>();
        for (Expr variable : variables(example.node)) {
          double[] filled = new double[variable.shape().elements()];
          for (int i = 0; i < filled.length; i++) {
            filled[i] = i % 2 == variable.op().name().length() % 2 ? a : b;
          }
          values.put(variable, Tensor.of(variable.shape(), filled));
        }
        double[] before = Interpreter.evaluate(example.node, values).toArray();
        double[] after = Interpreter.evaluate(example.result, values).toArray();
        for (int i = 0; i < before.length; i++) {
          boolean same =
              before[i] == after[i]
                  || (Double.isNaN(before[i]) && Double.isNaN(after[i]))
                  || Math.abs(before[i] - after[i]) <= 1e-15 + 1e-13 * Math.abs(before[i]);
          assertThat(same)
              .as("%s, at %s and %s: %s becomes %s", example, a, b, before[i], after[i])
              .isTrue();
        }
      }
    }
  }

  private static List<Expr> variables(Expr node) {
    return Stream.of(X, Y, ONE_ROW, Expr.variable("c", 2, 3, 4))
        .filter(Expr.inOrder(List.of(node))::contains)
        .toList();
  }

  private static DoublePredicate assumption(String assumes) {
    return switch (assumes) {
      case "" -> x -> true;
      case "x is finite" -> Double::isFinite;
      case "eˣ neither overflows nor underflows" -> x -> x > -700 && x < 709;
      case "x ≥ 0" -> x -> x >= 0;
      case "no product overflows or underflows" ->
          x -> x == 0 || (Math.abs(x) > 1e-100 && Math.abs(x) < 1e100);
      default -> throw new AssertionError("no numbers for the assumption: " + assumes);
    };
  }
}
