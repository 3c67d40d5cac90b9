package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.sigmoid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.calculus.Tangent;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Scan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code h_t = σ(w1 x_t + w2 h_{t−1})}, read by {@code p(y) = σ(y (w_o h_T + b))}. */
class ScalarRecurrentNetworkTest {
  private static final Expr W1 = Expr.variable("w1");
  private static final Expr W2 = Expr.variable("w2");
  private static final Expr WO = Expr.variable("w_o");
  private static final Expr B = Expr.variable("b");
  private static final Tensor XS = Tensor.vector(.5, -1, 2);

  private static Map<Expr, Tensor> parameters() {
    return Map.of(
        W1,
        Tensor.scalar(.7),
        W2,
        Tensor.scalar(-1.3),
        WO,
        Tensor.scalar(.9),
        B,
        Tensor.scalar(.2));
  }

  private static Expr step(Expr x, Expr h) {
    return sigmoid(W1.times(x).plus(W2.times(h)));
  }

  /** h_1, h_2, … written out. */
  private static List<Expr> unrolled(Expr first, Expr xs) {
    List<Expr> states = new ArrayList<>();
    Expr h = first;
    for (int t = 0; t < xs.shape().size(0); t++) {
      h = step(xs.at(0, t), h);
      states.add(h);
    }
    return states;
  }

  private static Scan scan(Expr first, Expr xs) {
    return Scan.of(
        List.of(first),
        List.of(xs),
        (states, slices) -> {
          Expr h = step(slices.getFirst(), states.getFirst());
          return new Scan.Step(List.of(h), List.of(h));
        });
  }

  private static Expr loss(Expr last) {
    double y = -1;
    return log(sigmoid(WO.times(last).plus(B).times(y))).negate();
  }

  @Test
  void statesFullyComposed() {
    Expr h = Expr.constant(0);
    List<Expr> states = new ArrayList<>();
    for (String x : List.of("x1", "x2", "x3")) {
      h = step(Expr.variable(x), h);
      states.add(h);
    }
    assertThat(Simplify.of(states))
        .extracting(Formula::of)
        .containsExactly(
            "σ(w1·x1)", "σ(w1·x2 + w2·σ(w1·x1))", "σ(w1·x3 + w2·σ(w1·x2 + w2·σ(w1·x1)))");
  }

  @Test
  void statesLossAndGradientsWrittenOut() {
    List<Expr> states = unrolled(Expr.constant(0), Expr.constant(XS));
    Truth.assertTrue(Truth.numbers(states, parameters()), Truth.of("recurrent h").toArray());
    check(loss(states.getLast()));
  }

  @Test
  void statesLossAndGradientsOfTheLoop() {
    Scan scan = scan(Expr.constant(0), Expr.constant(XS));
    Truth.assertTrue(
        Interpreter.evaluate(scan.outputs().getFirst(), parameters()), Truth.of("recurrent h"));
    check(loss(scan.last().getFirst()));
  }

  private static void check(Expr loss) {
    assertThat(Truth.number(loss, parameters())).isCloseTo(1.2301335902191415, within(1e-12));
    Truth.assertTrue(
        new double[] {Truth.number(loss, parameters())}, Truth.of("recurrent loss").item());
    Map<Expr, Expr> gradient = Gradient.of(loss, W1, W2, WO, B);
    double[] found = Truth.numbers(gradient.values(), parameters());
    Truth.assertTrue(found, Truth.of("recurrent gradient").toArray());
    Truth.assertTrue(
        found, .25868484665073993, .00830888942182773, .5382523891657277, .7077464671405852);
  }

  @Test
  void thirtyStepsOfTheLoopAsWrittenOut() {
    Expr xs = Expr.constant(Truth.of("recurrent long x"));
    Expr loop = loss(scan(Expr.constant(0), xs).last().getFirst());
    Expr unrolled = loss(unrolled(Expr.constant(0), xs).getLast());
    for (Expr loss : List.of(loop, unrolled)) {
      double[] found = Truth.numbers(Gradient.of(loss, W1, W2, WO, B).values(), parameters());
      Truth.assertTrue(found, Truth.of("recurrent long gradient").toArray());
    }
  }

  /** {@code dh_t/dw1 = σ'(z_t)(x_t + w2 dh_{t−1}/dw1)}. */
  @Test
  void theDerivativeByTheInputWeightIsARecurrenceItself() {
    List<Expr> states = unrolled(Expr.constant(0), Expr.constant(XS));
    double previous = 0;
    for (int t = 0; t < states.size(); t++) {
      double h = Truth.number(states.get(t), parameters());
      double derivative = Truth.number(Gradient.by(states.get(t), W1), parameters());
      double byRecurrence = h * (1 - h) * (XS.at(t) - 1.3 * previous);
      assertThat(derivative).isCloseTo(byRecurrence, within(1e-15));
      previous = derivative;
    }
  }

  @Test
  void theSlopeOfTheSigmoidIsAtMostAQuarter() {
    Expr r = Expr.variable("r", 2001);
    double[] places = new double[2001];
    Arrays.setAll(places, i -> (i - 1000) / 40.0);
    Expr slope = Gradient.by(sigmoid(r).sum(), r);
    double[] slopes = Interpreter.evaluate(slope, Map.of(r, Tensor.vector(places))).toArray();
    assertThat(Arrays.stream(slopes).min().orElseThrow()).isPositive();
    assertThat(Arrays.stream(slopes).max().orElseThrow()).isEqualTo(0.25);
    assertThat(slopes[1000]).isEqualTo(0.25);
    assertThat(Arrays.stream(slopes).filter(s -> s == 0.25).count()).isEqualTo(1);
  }

  /** {@code |∂h_T/∂h_1| ≤ (|w2|/4)^(T−1)}, for every T to 200. */
  @ParameterizedTest
  @ValueSource(doubles = {-1.3, 0.2, 3.9, -8})
  void gradientsVanish(double w2) {
    Expr first = Expr.variable("h_1");
    Tensor xs = Truth.random(new Random(7), 199);
    Map<Expr, Tensor> at = new HashMap<>(parameters());
    at.put(W2, Tensor.scalar(w2));
    at.put(first, Tensor.scalar(0.3));
    Expr moved =
        Tangent.of(scan(first, Expr.constant(xs)).outputs().getFirst(), first, Expr.constant(1));
    double[] derivatives = Interpreter.evaluate(moved, at).toArray();
    for (int t = 0; t < derivatives.length; t++) {
      double bound = Math.pow(Math.abs(w2) / 4, t + 1);
      assertThat(Math.abs(derivatives[t])).isPositive().isLessThanOrEqualTo(bound);
    }
    Expr last = unrolled(first, Expr.constant(xs)).getLast();
    double backward = Truth.number(Gradient.by(last, first), at);
    assertThat(backward).isCloseTo(derivatives[198], within(1e-12 * Math.abs(backward)));
  }
}
