package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.elu;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.softplus;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

/** Chains of layers. */
class BackPropagationTest {
  private static final Expr W1 = Expr.variable("w1");
  private static final Expr W2 = Expr.variable("w2");
  private static final Expr B = Expr.variable("b");
  private static final double X = 3;
  private static final double T = 1;
  private static final Expr Y = sigmoid(W2.times(relu(W1.times(X))).plus(B));
  private static final Expr COST = Y.minus(T).power(2).times(0.5);

  @Test
  void aScalarNetworkOfTwoLayers() {
    Map<Expr, Tensor> at =
        Map.of(W1, Tensor.scalar(.01), W2, Tensor.scalar(-5), B, Tensor.scalar(-1));
    Truth.assertTrue(new double[] {Truth.number(Y, at)}, .24048908305088898);
    double[] gradient = Truth.numbers(Gradient.of(COST, W1, W2, B).values(), at);
    Truth.assertTrue(gradient, Truth.of("layers gradient").toArray());
    Truth.assertTrue(
        Truth.numbers(Gradient.of(COST, W1, W2).values(), at),
        2.0809165621704553,
        -.00416183312434091);
  }

  /** After one step of size 10 the hidden unit's input is negative, and stays so. */
  @Test
  void aVeryLargeStepKillsTheHiddenUnit() {
    Map<Expr, Expr> gradient = Gradient.of(COST, W1, W2, B);
    Map<Expr, Expr> updates = new HashMap<>();
    gradient.forEach((w, slope) -> updates.put(w, w.minus(slope.times(10))));
    Interpreter machine = new Interpreter();
    machine.write(W1, Tensor.scalar(.01));
    machine.write(W2, Tensor.scalar(-5));
    machine.write(B, Tensor.scalar(-1));
    Plan step = machine.plan(new Program(List.of(gradient.get(W1)), updates));
    step.run();
    double dead = machine.read(W1).item();
    double bias = machine.read(B).item();
    assertThat(dead).isLessThan(-20);
    for (int i = 0; i < 100; i++) {
      step.run();
      assertThat(step.number(gradient.get(W1))).isZero();
      assertThat(machine.read(W1).item()).isEqualTo(dead);
    }
    assertThat(machine.read(B).item()).isGreaterThan(bias);
  }

  /**
   * δ^L = ∂C/∂a ∘ f'(z^L), δ^l = (W^{l+1})ᵀδ^{l+1} ∘ f'(z^l), ∂C/∂W^l = δ^l (a^{l−1})ᵀ, ∂C/∂b^l =
   * δ^l.
   */
  @Test
  void theEquationsOfAChainOfLayers() {
    Random random = new Random(8);
    int[] sizes = {4, 5, 3, 6, 2};
    List<UnaryOperator<Expr>> activations =
        List.of(z -> tanh(z), z -> elu(z, 1), z -> softplus(z), z -> sigmoid(z));
    Map<Expr, Tensor> at = new HashMap<>();
    List<Expr> weights = new ArrayList<>();
    List<Expr> biases = new ArrayList<>();
    List<Expr> slopes = new ArrayList<>();
    Expr x = Expr.variable("x", 4);
    at.put(x, Truth.random(random, 4));
    List<Expr> a = new ArrayList<>(List.of(x));
    for (int l = 0; l < activations.size(); l++) {
      Expr w = Expr.variable("W" + l, sizes[l + 1], sizes[l]);
      Expr b = Expr.variable("b" + l, sizes[l + 1]);
      at.put(w, Truth.random(random, sizes[l + 1], sizes[l]));
      at.put(b, Truth.random(random, sizes[l + 1]));
      Expr z = w.matmul(a.getLast()).plus(b);
      Expr activation = activations.get(l).apply(z);
      weights.add(w);
      biases.add(b);
      slopes.add(Gradient.by(activation.sum(), z));
      a.add(activation);
    }
    Expr target = Expr.constant(Tensor.vector(0.25, 0.75));
    Expr cost = a.getLast().minus(target).power(2).sum().times(0.5);

    List<Expr> wanted = new ArrayList<>(weights);
    wanted.addAll(biases);
    Map<Expr, Expr> gradient = Gradient.of(cost, wanted);
    Expr delta = a.getLast().minus(target).times(slopes.getLast());
    for (int l = activations.size() - 1; l >= 0; l--) {
      Expr outer = delta.reshape(sizes[l + 1], 1).matmul(a.get(l).reshape(1, sizes[l]));
      Truth.assertTrue(
          Interpreter.evaluate(gradient.get(weights.get(l)), at), Interpreter.evaluate(outer, at));
      Truth.assertTrue(
          Interpreter.evaluate(gradient.get(biases.get(l)), at), Interpreter.evaluate(delta, at));
      if (l > 0) {
        delta = weights.get(l).transpose().matmul(delta).times(slopes.get(l - 1));
      }
    }
  }
}
