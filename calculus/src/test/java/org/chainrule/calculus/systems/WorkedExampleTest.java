package org.chainrule.calculus.systems;

import static org.chainrule.graph.Functions.relu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

/** Two inputs, two hidden units, two outputs, by numbers that a hand can follow. */
class WorkedExampleTest {
  private static final Expr I = Expr.variable("i", 2);
  private static final Expr W = Expr.variable("W", 2, 2);
  private static final Expr B = Expr.variable("b", 2);
  private static final Expr V = Expr.variable("V", 2, 2);
  private static final Expr C = Expr.variable("c", 2);
  private static final Expr T = Expr.variable("t", 2);
  private static final Expr Z = W.matmul(I).plus(B);
  private static final Expr H = relu(Z);
  private static final Expr O = V.matmul(H).plus(C);
  private static final Expr ERROR = T.minus(O).power(2).sum().times(0.5);

  private static Tensor matrix(double... values) {
    return Tensor.matrix(new double[][] {{values[0], values[1]}, {values[2], values[3]}});
  }

  private static Map<Expr, Tensor> given() {
    return Map.of(
        I, Tensor.vector(2, -1),
        W, matrix(1, .5, -.5, -1),
        B, Tensor.vector(.5, -.5),
        V, matrix(.5, -.5, -1, 1),
        C, Tensor.vector(-1, .5),
        T, Tensor.vector(1, .5));
  }

  private static void assertValue(Expr node, Tensor expected) {
    Truth.assertTrue(Interpreter.evaluate(node, given()), expected);
  }

  @Test
  void forward() {
    assertValue(Z, Tensor.vector(2, -.5));
    assertValue(H, Tensor.vector(2, 0));
    assertValue(O, Tensor.vector(0, -1.5));
    assertValue(ERROR, Tensor.scalar(2.5));
  }

  @Test
  void backward() {
    Map<Expr, Expr> gradient = Gradient.of(ERROR, O, V, C, H, Z, W, B, I);
    assertValue(gradient.get(O), Tensor.vector(-1, -2));
    assertValue(gradient.get(V), matrix(-2, 0, -4, 0));
    assertValue(gradient.get(C), Tensor.vector(-1, -2));
    assertValue(gradient.get(H), Tensor.vector(1.5, -1.5));
    assertValue(gradient.get(Z), Tensor.vector(1.5, 0));
    assertValue(gradient.get(W), matrix(3, -1.5, 0, 0));
    assertValue(gradient.get(B), Tensor.vector(1.5, 0));
    assertValue(gradient.get(I), Tensor.vector(1.5, .75));
  }

  @Test
  void aStepOfATenth() {
    List<Expr> parameters = List.of(W, B, V, C);
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    Gradient.of(ERROR, parameters).forEach((p, g) -> updates.put(p, p.minus(g.times(0.1))));
    Interpreter machine = new Interpreter();
    given().forEach(machine::write);
    machine.plan(new Program(List.of(), updates)).run();
    Truth.assertTrue(machine.read(W), matrix(.7, .65, -.5, -1));
    Truth.assertTrue(machine.read(B), Tensor.vector(.35, -.5));
    Truth.assertTrue(machine.read(V), matrix(.7, -.5, -.6, 1));
    Truth.assertTrue(machine.read(C), Tensor.vector(-.9, .7));
  }
}
