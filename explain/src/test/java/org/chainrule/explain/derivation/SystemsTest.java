package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;

/** Derivations of the systems that the project is measured by, with their true values. */
class SystemsTest {
  static Question question(FormulaProgram program, String by) {
    return Question.of(program, Arrays.stream(by.split(",")).map(program::node).toList());
  }

  private static DerivationSummary derive(String program, String at, String by) {
    Given given = at.isEmpty() ? Given.NOTHING : Given.NOTHING.at(at);
    return DerivationSummary.of(Derivation.of(question(FormulaProgram.parse(program, given), by)));
  }

  private static void assertValues(DerivationSummary summary, Map<String, Double> expected) {
    assertThat(summary.gradient().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(partial(summary, name).value().orElseThrow().item())
                .as(name)
                .isCloseTo(value, within(1e-7)));
  }

  private static DerivationSummary.Partial partial(DerivationSummary summary, String name) {
    return Objects.requireNonNull(summary.gradient().get(name), name);
  }

  private static String closed(DerivationSummary summary, String name) {
    return partial(summary, name).formula().text();
  }

  @Test
  void scalarRecurrentNetwork() {
    DerivationSummary summary =
        derive(
            """
            h_0 = 0
            h_t = sigma(w1*x_t + w2*h_{t-1}) for t = 1..3
            L = -ln σ(y (w_o h_3 + b))
            given x = [.5, -1, 2]
            """,
            "w1=.7, w2=-1.3, w_o=.9, b=.2, y=-1",
            "w1,w2,w_o,b");
    assertThat(summary.value().orElseThrow().item()).isCloseTo(1.2301335902191415, within(1e-12));
    assertValues(
        summary,
        Map.of(
            "w1", .25868484665073993,
            "w2", .00830888942182773,
            "w_o", .5382523891657277,
            "b", .7077464671405852));
    assertThat(closed(summary, "b")).isEqualTo("−y·(1 − σ(y·(w_o·h_3 + b)))");
    assertThat(summary.steps())
        .extracting(DerivationSummary.Step::rule)
        .contains("chain rule", "sigmoid: σ′ = σ(1 − σ)");
  }

  @Test
  void backPropagationInTwoLayers() {
    DerivationSummary summary =
        derive(
            "y = sigma(w2*relu(w1*x + b))\nC = 1/2*(y - t)^2",
            "x=300, t=1, w1=.01, w2=-5, b=-2.77",
            "w1,w2");
    assertThat(closed(summary, "w2")).isEqualTo("relu(w1·x + b)·(y − t)·y·(1 − y)");
    assertThat(closed(summary, "w1")).isEqualTo("w2·x·[w1·x + b > 0]·(y − t)·y·(1 − y)");
  }

  @Test
  void softmaxAndCrossEntropy() {
    DerivationSummary one = derive("z, y: k\ns = softmax(z)\nL = -sum(y ∘ ln s)", "", "z");
    assertThat(closed(one, "z")).isEqualTo("s − y");
    assertThat(one.steps().getLast().rule()).isEqualTo("probabilities sum to 1");

    DerivationSummary batch =
        derive(
            """
            X: n, d
            W1: d, m
            b1: m
            W2: m, k
            b2: k
            Y: n, k
            Z1 = X*W1 + b1
            H = leakyrelu(Z1)
            Z2 = H*W2 + b2
            P = softmax(Z2)
            L = -sum(Y ∘ ln(P))
            """,
            "",
            "W1,b1,W2,b2");
    assertThat(closed(batch, "W2")).isEqualTo("Hᵀ (P − Y)");
    assertThat(closed(batch, "b2")).isEqualTo("(P − Y)ᵀ 1");
    assertThat(closed(batch, "W1")).isEqualTo("Xᵀ (((P − Y) W2ᵀ) ∘ leakyRelu′(Z1))");
  }

  @Test
  void anyAcyclicGraph() {
    DerivationSummary summary =
        derive(
            """
            z1 = relu(w11*x1 + w21*x2)
            z2 = w22*x2^2 + w32*x3 + b2
            ŷ1 = sigma(m11*z1^3 + c1)
            ŷ2 = m12*sin z1 + m22*cos z2
            J = ln((y1 - ŷ1)^2) + ln((y2 - ŷ2)^2)
            """,
            "x1=.5, x2=-1.2, x3=.8, y1=1, y2=.3, w11=.9, w21=-.4, w22=.3, w32=.7,"
                + " m11=1.1, m12=-.6, m22=.8, b2=.1, c1=-.2",
            "w11,w21,w22,w32,m11,m12,m22,b2,c1");
    assertThat(summary.value().orElseThrow().item()).isCloseTo(-3.9576092359, within(6e-11));
    assertValues(
        summary,
        Map.of(
            "w11", -1.0276925,
            "w21", 2.4664621,
            "w22", 4.9585367,
            "w32", 2.7547426,
            "m11", -1.0694852,
            "m12", -3.8875562,
            "m22", -2.2342765,
            "b2", 3.4434282,
            "c1", -1.3296150));
    assertThat(closed(summary, "m11")).isEqualTo("2·z1³·ŷ1·(1 − ŷ1)/(ŷ1 − y1)");
    assertThat(closed(summary, "w22")).isEqualTo("2·m22·x2²·sin(z2)/(y2 − ŷ2)");
  }

  @Test
  void backPropagationThroughTime() {
    DerivationSummary summary =
        derive(
            """
            U: m, d
            V: k, m
            x_1, x_2, x_3: d
            y_1, y_2, y_3: k
            h_0: m
            h_n = U*x_n + h_{n-1} for n = 1..3
            o_n = V*h_n for n = 1..3
            J = sum(n = 1..3, 1/2*norm(y_n - o_n)^2)
            """,
            "",
            "U,V");
    assertThat(closed(summary, "V"))
        .isEqualTo("(o_1 − y_1) h_1ᵀ + (o_2 − y_2) h_2ᵀ + (o_3 − y_3) h_3ᵀ");
    assertThat(closed(summary, "U"))
        .isEqualTo(
            "Vᵀ ((o_1 − y_1 + o_2 − y_2 + o_3 − y_3) x_1ᵀ"
                + " + (o_2 − y_2 + o_3 − y_3) x_2ᵀ + (o_3 − y_3) x_3ᵀ)");
  }

  /** Vᵀ Σ_n (Σ_{t≥n} ∂l/∂o_t) x_nᵀ, which verification has compared with ∂J/∂U. */
  @Test
  void theGeneralPatternThroughTime() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            U: m, d
            V: k, m
            x_n: d
            y_n: k
            h_0 = zeros(m)
            h_n = U*x_n + h_{n-1} for n = 1..3
            o_n = V*h_n for n = 1..3
            J = sum(n = 1..3, 1/2*norm(y_n - o_n)^2)
            """);
    assertThat(page(program, "U,V"))
        .contains(
            "∂J/∂h_3 = Vᵀ ∂J/∂o_3  ",
            "∂J/∂h_t = Vᵀ ∂J/∂o_t + ∂J/∂h_{t+1}",
            "= Vᵀ Σ_{s≥t} ∂J/∂o_s",
            "∂J/∂U = Σ_t ∂J/∂h_t x_tᵀ",
            "= Vᵀ Σ_t (Σ_{s≥t} ∂J/∂o_s) x_tᵀ",
            "∂J/∂V = Σ_t ∂J/∂o_t h_tᵀ");
  }

  /**
   * A loss of the last state only: nothing comes back from beyond it, yet its derivative isn't 0.
   */
  @Test
  void theGeneralPatternHasAnEnd() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            h_0 = 0
            h_t = tanh(w*x_t + u*h_{t-1} + b) for t = 1..3
            J = (h_3 - y)^2
            """);
    String page = page(program, "w");
    assertThat(page.substring(page.indexOf("The general pattern")))
        .containsPattern("∂J/∂h_3 = 2·\\(h_3 − y\\) +at the end")
        .containsPattern("∂J/∂h_t = u·\\(1 − h_\\{t\\+1\\}²\\)·∂J/∂h_\\{t\\+1\\} +for t < 3");
  }

  /** δ of a layer for any activation, then for the sigmoid; by all ways is d, not ∂. */
  @Test
  void chainsOfLayersAndWays() {
    assertThat(
            page(
                FormulaProgram.parse(
                    "a = σ(W*x)\nC = norm(a - t)^2", Given.NOTHING.shape("W: m, d; x: d; t: m")),
                "W"))
        .contains("= ∂C/∂a ∘ σ′(z1)", "= ∂C/∂a ∘ a ∘ (1 − a)");
    assertThat(page(FormulaProgram.parse("h = σ(w*x)\nf = σ(w*h)"), "w"))
        .contains("df/dw = ∂f/∂w + ∂f/∂h·∂h/∂w");
  }

  /** A term that J uses itself and through a quantity: the local derivative is not J's. */
  @Test
  void anUnnamedTermOfJAndOfAQuantity() {
    DerivationSummary summary = derive("q = x*y + x*y\nJ = tanh(q) - x*y", "x=.3, y=.7", "x,y");
    double slope = 2 * (1 - Math.pow(Math.tanh(.42), 2)) - 1;
    assertValues(summary, Map.of("x", .7 * slope, "y", .3 * slope));
  }

  @Test
  void convolutionsAreWrittenAsSuch() {
    DerivationSummary summary =
        derive("X: 6,6\nF: 3,3\nT: 4,4\nY = conv(X, F)\nC = 1/2*norm(Y - T)^2", "", "F");
    assertThat(closed(summary, "F")).isEqualTo("conv(X, Y − T)");
    DerivationSummary strided =
        derive("X: 6,6\nF: 2,2\nT: 3,3\nY = conv(X, F, 2)\nC = 1/2*norm(Y - T)^2", "", "F");
    assertThat(closed(strided, "F")).isEqualTo("conv[dilation 2](X, Y − T)");
    DerivationSummary input =
        derive("X: 6,6\nF: 3,3\nT: 6,6\nY = conv(X, F, 1, 1)\nC = 1/2*norm(Y - T)^2", "", "X");
    assertThat(closed(input, "X")).isEqualTo("convᵀ[padding 1](Y − T, F)");
  }

  /** The indices by hand: Y_kl = Σ_mn F_mn P_{k+m−1,l+n−1} with P_{i+1,j+1} = X_ij. */
  @Test
  void convolutionsByTheirIndices() {
    FormulaProgram program =
        FormulaProgram.parse(
            "Y = conv(X, F, 1, 1)\nC = 1/2*norm(Y - T)^2",
            Given.NOTHING.shape("X, T: 6, 6; F: 3, 3"));
    assertThat(page(program, "X,F", true))
        .contains(
            "(∂C/∂F)_{ij} = Σ_k,l X_{k+i−2,l+j−2}·(Y_{kl} − T_{kl})",
            "(∂C/∂X)_{ij} = Σ_k,l (Y_{kl} − T_{kl})·F_{i−k+2,j−l+2}");
    FormulaProgram strided =
        FormulaProgram.parse(
            "Y = conv(X, F, 2)\nC = 1/2*norm(Y - T)^2",
            Given.NOTHING.shape("X: 6, 6; F: 3, 3; T: 2, 2"));
    assertThat(page(strided, "X,F", true))
        .contains(
            "(∂C/∂F)_{ij} = Σ_k,l X_{2k+i−2,2l+j−2}·(Y_{kl} − T_{kl})",
            "(∂C/∂X)_{ij} = Σ_k,l (Y_{kl} − T_{kl})·F_{i−2k+2,j−2l+2}");
  }

  @Test
  void pooling() {
    assertThat(pooled("T: 3,3\nP = maxpool(A, 2)")).isEqualTo("maxunpool[2×2](P − T, A)");
    assertThat(pooled("T: 3,3\nP = meanpool(A, 2)")).isEqualTo("sumpoolᵀ[2×2](P − T)/4");
    assertThat(pooled("T: 2,2\nP = maxpool(A, 3, 2)"))
        .isEqualTo("maxunpool[3×3, stride 2](P − T, A)");
  }

  private static String pooled(String pooling) {
    String program = "X: 6,6\nA = tanh(X)\n" + pooling + "\nC = 1/2*norm(P - T)^2";
    return closed(derive(program, "", "A"), "A");
  }

  /** A state to which the zeros of the first one were added is the same quantity. */
  @Test
  void byAQuantityThatGetsSimpler() {
    DerivationSummary summary =
        derive("U: 2,2\nx, y: 2\nh_0 = zeros(2)\nh = U*x + h_0\nJ = 1/2*norm(h - y)^2", "", "h");
    assertThat(closed(summary, "h")).isEqualTo("h − y");
  }

  @Test
  void drawnGraph() {
    DerivationSummary summary = derive("ln(x) + exp(y)*z", "x=1, y=3, z=2", "x,y,z");
    assertValues(summary, Map.of("x", 1.0, "y", 2 * Math.exp(3), "z", Math.exp(3)));
    assertThat(closed(summary, "x")).isEqualTo("1/x");
    assertThat(closed(summary, "y")).isEqualTo("z·exp(y)");
    assertThat(closed(summary, "z")).isEqualTo("exp(y)");
  }

  /** ‖w‖², wᵀx, Xw, w, w∘w and XWᵀ. */
  @Test
  void jacobians() {
    assertThat(jacobian("norm(w)^2", "w")).contains("∂f/∂w = 2·w");
    assertThat(jacobian("w'x", "w")).contains("∂f/∂w = x");
    assertThat(jacobian("X*w", "w")).contains("of shape n×d", "∂f/∂w = X");
    assertThat(jacobian("w", "w")).contains("= I");
    assertThat(jacobian("w∘w", "w")).contains("∂f/∂w = 2·diag(w)");
    assertThat(jacobian("softmax(w)", "w")).contains("∂f/∂w = diag(f) − f fᵀ");
    assertThat(jacobian("X*W'", "W"))
        .contains("of shape n×m×m×d", "(∂f/∂W)_{ij,kl} = X_{il}·δ_{jk}");
  }

  private static String jacobian(String formula, String by) {
    FormulaProgram program =
        FormulaProgram.parse(formula, Given.NOTHING.shape("w, x: d; X: n, d; W: m, d"));
    Question question = Question.of(program, List.of(program.node(by)));
    return TerminalText.of(
        DerivationPage.of(Derivation.jacobian(question), program.sizes()::text, false),
        80,
        text -> text,
        text -> text);
  }

  private static String page(FormulaProgram program, String by) {
    return page(program, by, false);
  }

  private static String page(FormulaProgram program, String by, boolean indices) {
    Derivation derivation = Derivation.of(question(program, by));
    return TerminalText.of(
        DerivationPage.of(derivation, program.sizes()::text, indices), 80, t -> t, t -> t);
  }

  /** Nothing in a derivation is wider than the terminal that it is written for. */
  @Test
  void linesFit() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            z1 = relu(w11*x1 + w21*x2)
            ŷ1 = sigma(m11*z1^3 + c1)
            ŷ2 = m12*sin z1 + m22*cos(w22*x2^2 + w32*x3 + b2)
            J = ln((y1 - ŷ1)^2) + ln((y2 - ŷ2)^2)
            """);
    assertThat(page(program, "w11,w21,w22,m12").lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }
}
