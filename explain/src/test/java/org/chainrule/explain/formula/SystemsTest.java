package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Jacobian;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Systems written as text have the values and gradients that were worked out independently. */
class SystemsTest {
  private static double value(FormulaProgram program, String name) {
    return Interpreter.evaluate(program.node(name), program.values()).item();
  }

  private static double[] gradient(FormulaProgram program, String... names) {
    List<Expr> by = Arrays.stream(names).map(program::node).toList();
    Map<Expr, Expr> gradient = Gradient.of(program.objective().value(), by);
    return by.stream()
        .mapToDouble(
            x ->
                Interpreter.evaluate(Objects.requireNonNull(gradient.get(x)), program.values())
                    .item())
        .toArray();
  }

  @Test
  void scalarRecurrentNetwork() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            h_0 = 0
            h_t = sigma(w1*x_t + w2*h_{t-1}) for t = 1..3
            p = σ(y (w_o h_3 + b))   # the probability of the true class
            L = -ln p
            """,
            Given.NOTHING.at("w1 = .7, w2 = -1.3, w_o = .9, b = .2, y = -1").at("x = [.5, -1, 2]"));
    assertThat(program.quantities())
        .extracting(Quantity::name)
        .containsExactly("h_0", "h_1", "h_2", "h_3", "p", "L");
    assertThat(value(program, "h_1")).isCloseTo(.5866175789173301, within(1e-15));
    assertThat(value(program, "h2")).isCloseTo(.1880695484678715, within(1e-15));
    assertThat(value(program, "h_{3}")).isCloseTo(.7605158261550325, within(1e-15));
    assertThat(value(program, "L")).isCloseTo(1.2301335902191415, within(1e-14));
    assertThat(gradient(program, "w1", "w2", "w_o", "b"))
        .containsExactly(
            new double[] {
              .25868484665073993, .00830888942182773, .5382523891657277, .7077464671405852
            },
            within(1e-14));
  }

  /** The same with inputs of their own names, and in LaTeX. */
  @Test
  void scalarRecurrentNetworkInLatex() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            h_0 &= 0 \\\\
            h_t &= \\sigma\\left(w_1 \\cdot x_t + w_{2} h_{t-1}\\right) for t = 1..T
            L &= -\\ln \\sigma\\bigl(y \\, (w_o h_T + b)\\bigr)
            """,
            Given.NOTHING.at("w1=.7, w2=-1.3, w_o=.9, b=.2, y=-1, x_1=.5, x_2=-1, x_3=2, T=3"));
    assertThat(value(program, "L")).isCloseTo(1.2301335902191415, within(1e-14));
    assertThat(gradient(program, "w_1")[0]).isCloseTo(.25868484665073993, within(1e-14));
  }

  @Test
  void chainOfLayers() {
    FormulaProgram program =
        FormulaProgram.parse(
            "y = σ(w2·relu(w1·x) + b)\nC = ½ (y − t)²",
            Given.NOTHING.at("x = 3, t = 1, w1 = .01, w2 = -5, b = -1"));
    assertThat(value(program, "y")).isCloseTo(.24048908305088898, within(1e-15));
    assertThat(gradient(program, "w1", "w2"))
        .containsExactly(new double[] {2.0809165621704553, -.00416183312434091}, within(1e-14));
  }

  @Test
  void acyclicGraph() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            z1 = relu(w11·x1 + w21·x2)
            z2 = w22·x2² + w32·x3 + b2
            ŷ1 = σ(m11·z1³ + c1)
            ŷ2 = m12·sin z1 + m22·cos z2
            J = log((y1−ŷ1)²) + log((y2−ŷ2)²)
            """,
            Given.NOTHING
                .at("x1 = .5, x2 = -1.2, x3 = .8, y1 = 1, y2 = .3")
                .at("w11=.9, w21=-.4, w22=.3, w32=.7, m11=1.1, m12=-.6, m22=.8, b2=.1, c1=-.2"));
    assertThat(value(program, "J")).isCloseTo(-3.9576092359, within(1e-10));
    assertThat(gradient(program, "w11", "w21", "w22", "w32", "m11", "m12", "m22", "b2", "c1"))
        .containsExactly(
            new double[] {
              -1.0276925,
              2.4664621,
              4.9585367,
              2.7547426,
              -1.0694852,
              -3.8875562,
              -2.2342765,
              3.4434282,
              -1.3296151
            },
            within(1e-7));
  }

  /** ∂J/∂U = Vᵀ Σ_n (Σ_{t≥n} ∂l/∂o_t) x_nᵀ, itself written as a formula. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void backPropagationThroughTime(int steps) {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            U: m, d
            V: k, m
            x_n: d
            y_n: k
            h_0 = zeros(m)
            h_n = U*x_n + h_{n-1} for n = 1..N
            o_n = V*h_n for n = 1..N
            J = sum(n=1..N, 1/2 norm(o_n - y_n)^2)
            """,
            Given.NOTHING.at("N", Tensor.scalar(steps)));
    assertThat(program.sizes().text(program.node("U").shape())).isEqualTo("m×d");
    assertThat(program.sizes().text(program.node("o_1").shape())).isEqualTo("k");
    Expr byU = Gradient.by(program.objective().value(), program.node("U"));
    Expr byV = Gradient.by(program.objective().value(), program.node("V"));
    Expr expectedU =
        program
            .read(
                String.format(
                    Locale.ROOT, "V' * sum(n=1..%1$d, sum(t=n..%1$d, o_t - y_t) x_n')", steps))
            .value();
    Expr expectedV =
        program.read(String.format(Locale.ROOT, "sum(n=1..%d, (o_n - y_n) h_nᵀ)", steps)).value();
    Map<Expr, Tensor> at = RandomValues.of(program, 11);
    assertSame(byU, expectedU, at);
    assertSame(byV, expectedV, at);
  }

  private static void assertSame(Expr actual, Expr expected, Map<Expr, Tensor> at) {
    Tensor a = Interpreter.evaluate(actual, at);
    Tensor b = Interpreter.evaluate(expected, at);
    assertThat(a.shape()).isEqualTo(b.shape());
    assertThat(a.toArray()).containsExactly(b.toArray(), within(1e-12));
  }

  /** Shape and expression of each Jacobian. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "5;                w; scalar; d;       zeros(d)",
        "‖w‖²;             w; scalar; d;       2 w",
        "wᵀx;              w; scalar; d;       x",
        "X w;              w; n;      n×d;     X",
        "w;                w; d;      d×d;     eye(d)",
        "w ∘ w;            w; d;      d×d;     2 diag(w)",
        "\\lVert w \\rVert_2^2; w; scalar; d;  w + w",
      })
  void jacobians(String text, String by, String shape, String jacobianShape, String expected) {
    Given given = Given.NOTHING.shape("w, x: d; X: n, d; W: m, d");
    FormulaProgram program = FormulaProgram.parse(text, given);
    Expr y = program.objective().value();
    assertThat(program.sizes().text(y.shape())).isEqualTo(shape);
    Expr jacobian = Jacobian.of(y, program.node(by));
    assertThat(program.sizes().text(jacobian.shape())).isEqualTo(jacobianShape);
    assertSame(jacobian, program.read(expected).value(), RandomValues.of(program, 3));
  }

  /** ∂(XWᵀ)ᵢⱼ/∂W_kl = Xᵢₗ [j = k], with four indices. */
  @Test
  void theJacobianOfAMatrixByAMatrixHasFourIndices() {
    FormulaProgram program = FormulaProgram.parse("X*W'", Given.NOTHING.shape("X: n,d; W: m,d"));
    Expr jacobian = Jacobian.of(program.objective().value(), program.node("W"));
    assertThat(program.sizes().text(jacobian.shape())).isEqualTo("n×m×m×d");
    Map<Expr, Tensor> at = RandomValues.of(program, 5);
    Tensor value = Interpreter.evaluate(jacobian, at);
    Tensor x = Objects.requireNonNull(at.get(program.node("X")));
    Shape shape = jacobian.shape();
    for (int p = 0; p < shape.elements(); p++) {
      int[] i = shape.index(p);
      assertThat(value.at(p)).isEqualTo(i[1] == i[2] ? x.get(i[0], i[3]) : 0);
    }
  }

  @Test
  void aDrawnGraph() {
    FormulaProgram program =
        FormulaProgram.parse("ln x + exp(y)·z", Given.NOTHING.at("x=1,y=3,z=2"));
    assertThat(program.objective().name()).isEqualTo("f");
    assertThat(value(program, "f")).isCloseTo(40.17107, within(5e-6));
    assertThat(gradient(program, "x", "y", "z"))
        .containsExactly(new double[] {1, 40.17107, 20.08554}, within(5e-6));
  }

  /** The fixed network whose regions are octagons. */
  @Test
  void aFixedReluNetwork() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            z = (x1 − 1, x2 − 1, −x1 − 1, −x2 − 1)
            u1 = sum(relu(z))
            u2 = -sum(relu(z)) + 2
            o = softmax(β·relu([u1, u2]))
            """,
            Given.NOTHING.at("x1 = 3, x2 = 14, beta = 1"));
    Tensor o = Interpreter.evaluate(program.node("o"), program.values());
    assertThat(o.at(0)).isCloseTo(.9999996941, within(5e-11));
    assertThat(o.at(1)).isCloseTo(3.059e-7, within(5e-11));
  }

  @Test
  void anLstmUnitSetByHand() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            given W_fh = 0, W_fx = 0, b_f = -100, W_ih = 0, W_ix = 100, b_i = 100
            given W_oh = 0, W_ox = 100, b_o = 0, W_ch = -100, W_cx = 50, b_c = 0
            h_0 = 0
            c_0 = 0
            f_t = sigma(W_fh*h_{t-1} + W_fx*x_t + b_f) for t = 1..6
            i_t = sigma(W_ih*h_{t-1} + W_ix*x_t + b_i) for t = 1..6
            o_t = sigma(W_oh*h_{t-1} + W_ox*x_t + b_o) for t = 1..6
            C_t = tanh(W_ch*h_{t-1} + W_cx*x_t + b_c) for t = 1..6
            c_t = f_t*c_{t-1} + i_t*C_t for t = 1..6
            h_t = o_t*tanh(c_t) for t = 1..6
            """,
            Given.NOTHING.at("x = [0, 0, 1, 1, 1, 0]"));
    double[] h = new double[6];
    for (int t = 1; t <= 6; t++) {
      h[t - 1] = Math.rint(value(program, "h_" + t) / .7616) + 0.0;
    }
    assertThat(h).containsExactly(0, 0, 1, -1, 1, 0);
  }
}
