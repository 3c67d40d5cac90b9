package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.cos;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.sin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;

/** A graph that is no chain, with a rectifier, a square, a cube, a sine and a cosine. */
class AcyclicGraphTest {
  private static final List<String> NAMES =
      List.of("w11", "w21", "w22", "w32", "m11", "m12", "m22", "b2", "c1");
  private static final double[] VALUES = {.9, -.4, .3, .7, 1.1, -.6, .8, .1, -.2};

  private final Map<Expr, Tensor> at = new HashMap<>();
  private final List<Expr> parameters = NAMES.stream().map(Expr::variable).toList();

  private Expr parameter(String name) {
    return parameters.get(NAMES.indexOf(name));
  }

  private Expr input(String name, double value) {
    Expr variable = Expr.variable(name);
    at.put(variable, Tensor.scalar(value));
    return variable;
  }

  /** J for these inputs and the choice of relu'(0). */
  private Expr objective(double x1In, double x2In, int slopeAtZero) {
    for (int i = 0; i < VALUES.length; i++) {
      at.put(parameters.get(i), Tensor.scalar(VALUES[i]));
    }
    Expr x1 = input("x1", x1In);
    Expr x2 = input("x2", x2In);
    Expr x3 = input("x3", .8);
    Expr y1 = input("y1", 1);
    Expr y2 = input("y2", .3);
    Expr z1 = relu(parameter("w11").times(x1).plus(parameter("w21").times(x2)), slopeAtZero);
    Expr z2 =
        parameter("w22").times(x2.power(2)).plus(parameter("w32").times(x3)).plus(parameter("b2"));
    Expr first = sigmoid(parameter("m11").times(z1.power(3)).plus(parameter("c1")));
    Expr second = parameter("m12").times(sin(z1)).plus(parameter("m22").times(cos(z2)));
    return log(y1.minus(first).power(2)).plus(log(y2.minus(second).power(2)));
  }

  @Test
  void everyPartialDerivative() {
    Expr objective = objective(.5, -1.2, 0);
    Truth.assertTrue(new double[] {Truth.number(objective, at)}, Truth.of("graph J").item());
    double[] gradient = Truth.numbers(Gradient.of(objective, parameters).values(), at);
    Truth.assertTrue(gradient, Truth.of("graph gradient").toArray());
  }

  /** With x = 0 the rectifier stands at its kink; ∂J/∂z1 there is ∂J/∂ŷ2 · m12, which is not 0. */
  @Test
  void theRectifiersDerivativeAtZeroIsTheUsersChoice() {
    Expr none = objective(.4, 0, 0);
    at.put(parameter("w11"), Tensor.scalar(0));
    assertThat(Truth.number(Gradient.by(none, parameter("w11")), at)).isZero();
    Expr one = objective(.4, 0, 1);
    at.put(parameter("w11"), Tensor.scalar(0));
    double z2 = .7 * .8 + .1;
    double expected = 2 / (.3 - .8 * Math.cos(z2)) * .6 * .4;
    assertThat(Truth.number(Gradient.by(one, parameter("w11")), at))
        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
  }
}
