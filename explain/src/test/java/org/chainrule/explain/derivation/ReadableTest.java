package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivations as a person would write them. */
class ReadableTest {
  private static FormulaProgram program(String shapes, String text) {
    return FormulaProgram.parse(
        text.replace("; ", "\n"), shapes.isEmpty() ? Given.NOTHING : Given.NOTHING.shape(shapes));
  }

  private static Derivation derive(FormulaProgram program, String by) {
    return Derivation.of(Question.of(program, List.of(program.node(by))));
  }

  private static String page(String shapes, String text, String by) {
    FormulaProgram program = program(shapes, text);
    return TerminalText.of(
        DerivationPage.of(derive(program, by), program.sizes()::text, false), 80, t -> t, t -> t);
  }

  /** Answers worked out by hand. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X: n,d; w: d; y: n | p = sigma(X*w); J = -mean(y∘ln(p) + (1-y)∘ln(1-p)) | w | (Xᵀ (p − y))/n
          A: n,m; B: m,n     | trace(A*B)                                         | A | Bᵀ
          A: n,m             | trace(A'*A)                                        | A | 2·A
          X: n,d; W: m,d     | norm(X*W')^2                                       | W | 2·(W Xᵀ X)
          x: 3               | x[1]*x[2]^2                                        | x | [x_2², 2·x_1·x_2, 0]
          W: k,d; x: d       | logsumexp(W*x)                                     | x | Wᵀ softmax(W x)
          ''                 | (y - w*x - b)^2                                    | w | −2·x·(y − w·x − b)
          z: n; v: n         | f = exp(z)/sum(exp(z)); J = v'*f                   | z | f ∘ (v − Σ v ∘ f)
          z: k; y: k         | s = softmax(z); J = -sum(y∘ln(s))                  | s | −y/s
          z: k               | p = softmax(z); J = sum(p∘ln(p))                   | p | ln(p) + 1
          z, a, b: k         | s = softmax(z); J = sum(a∘s) + sum(b∘ln(s))        | s | a + b/s
          x: n               | s = norm(x); J = s + s^2                           | s | 1 + 2·s
          a, x: n; b, u: m   | J = u'*((a'*x)*b)                                   | u | (aᵀ x)·b
          W: m,n; x: n; y: m | J = 1/2 Σ_i (Σ_j W_ij x_j - y_i)^2                 | W | (W x − y) xᵀ
          W: m,n; x: n; y: m | z_i = Σ_j W_ij x_j; J = 1/2 Σ_i (z_i - y_i)^2      | W | (z − y) xᵀ
          z, y: k            | s_i = exp(z_i)/Σ_j exp(z_j); J = -Σ_k y_k ln(s_k)  | s | −y/s
          W: k,d; x: d; y: k | p = softmax(W x); J = -Σ_k y_k ln p_k              | W | (p − y) xᵀ
          z: 3               | s = softmax(z); J = -ln(s_2)                       | z | s − [0, 1, 0]
          z: k               | s = softmax(z); J = s_1                            | z | s_1·e_1 − s_1·s
          x: n               | x[1]*x[2]^2                                        | x | x_2²·e_1 + 2·x_1·x_2·e_2
          W: 2,2; x: 2       | W[1,2]*x[1]^2 + W[2,1]                             | W | [0, x_1²; 1, 0]
          x: n               | J = norm(x)^2                                      | x | 2·x
          ''                 | p = exp(z); J = p*ln(p)                            | p | ln(p) + 1
          w, x: d            | z = w'*x; p = sigma(z); J = -y*ln(p)-(1-y)*ln(1-p) | w | (p − y)·x
          x, y: n            | c = x'*y/(norm(x)*norm(y))                         | x | (y/z3 − c·x/z2)/z2
          x: n               | s = norm(x); J = ln(s)                             | x | x/s²
          w, x: d            | J = 1/(1+exp(-w'*x))                               | w | J·(1 − J)·x
          ''                 | p = 1/(1+exp(-w*x)); J = -y*ln(p)-(1-y)*ln(1-p)    | w | x·(p − y)
          ''                 | -(x - m)^2/(2*s^2) - ln(2*π*s^2)/2                  | s | ((x − m)²/s² − 1)/s
          ''                 | ln(1/sqrt(2*π*s^2)*exp(-(x - m)^2/(2*s^2)))         | s | ((x − m)²/s² − 1)/s
          ''                 | ln(1 + exp(-y*w*x))                                 | w | −x·y·σ(−y·w·x)
          ''                 | σ*ln(1 + exp(x))                                    | x | σ·exp(x)/(1 + exp(x))
          ''                 | sigma*ln(1 + exp(x))                                | x | σ·exp(x)/(1 + exp(x))
          ''                 | π*(1 - x)                                           | x | −π
          X: n,d; w: d; y: n | sum(ln(1 + exp(-y∘(X*w))))                          | w | −Xᵀ (σ(z1) ∘ y)
          X: n,d; w: d; y: n | z = y - X*w; J = sum(huber(z, 2))                   | z | [a1 ≤ 2] ∘ z + (2·[a1 > 2]) ∘ sign(z)
          ''                 | x*step(w) + sign(x)                                 | x | [w > 0]
          ''                 | cos(2*π*f*t)                                        | t | −2·π·f·sin(2·π·f·t)
          ''                 | J = sqrt(x*y)*sqrt(x*y)                             | x | y
          ''                 | J = arctan(x*y)                                    | x | y/(1 + x²·y²)
          ''                 | J = arcsin(x) - acos(y)                            | x | 1/√(1 − x²)
          ''                 | J = arcsin(x) - acos(y)                            | y | 1/√(1 − y²)
          """)
  void closedForms(String shapes, String text, String by, String expected) {
    DerivationSummary.Partial partial =
        DerivationSummary.of(derive(program(shapes, text), by)).gradient().firstEntry().getValue();
    assertThat(partial.formula().text()).isEqualTo(expected);
  }

  /**
   * By the chain rule through z = wᵀx, as with a number in its place, never several rules at once.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          J = 1/(1+exp(-w'*x))        | z1 = wᵀ x     | = −J·exp(−z1)/(1 + exp(−z1))·∂/∂z1 (−z1)
          J = 1/(1+exp(-(w'*x + b)))  | z1 = wᵀ x + b | ∂J/∂w = x·∂J/∂z1
          J = max(0, 1 - y*(w'*x))    | z1 = wᵀ x     | ∂J/∂z1 = [J > 0]·∂/∂z1 (1 − y·z1)
          J = (sigma(w'*x + b) - y)^2 | a1 = σ(z1)    | ∂J/∂a1 = 2·(a1 − y)
          p = tanh(w'*x); J = (p-y)^2 | z1 = wᵀ x     | ∂p/∂z1 = 1 − p²
          J = exp(-norm(w - x)^2)     | z1 = ‖w − x‖² | ∂J/∂z1 = J·∂/∂z1 (−z1)
          """)
  void numbersMadeOfTensorsHaveNames(String text, String name, String step) {
    assertThat(page("w, x: d", text, "w")).contains(name + "\n", step);
  }

  /** A square, a mean or a factor needs no name: there is one rule for what it is made of. */
  @ParameterizedTest
  @ValueSource(
      strings = {"J = (w'*x - y)^2", "J = -sum(w∘x)/n", "J = lambda/2*(w'*w)", "J = norm(w)"})
  void oneRuleNeedsNoName(String text) {
    assertThat(page("w, x: d", text, "w")).doesNotContain("z1", "z =");
  }

  /** Of ln x at −1, 1/x is −1, but no derivative; of [1, −2] it is that of the first alone. */
  @Test
  void whatHasNoValueHasNoDerivative() {
    FormulaProgram number = FormulaProgram.parse("f = ln(x) + y", Given.NOTHING.at("x=-1, y=2"));
    DerivationSummary summary = DerivationSummary.of(Derivation.of(Question.of(number, List.of())));
    assertThat(summary.gradient().values())
        .allSatisfy(partial -> assertThat(partial.value().orElseThrow().item()).isNaN());
    assertThat(summary.remarks())
        .singleElement()
        .asString()
        .endsWith("no value has no derivative.");
    FormulaProgram vector = FormulaProgram.parse("f = ln(x)", Given.NOTHING.at("x=[2, -4]"));
    Derivation jacobian = Derivation.jacobian(Question.of(vector, List.of()));
    Tensor value =
        DerivationSummary.of(jacobian).gradient().firstEntry().getValue().value().orElseThrow();
    assertThat(value.at(0)).isEqualTo(0.5);
    assertThat(value.at(1)).isZero();
    assertThat(List.of(value.at(2), value.at(3))).allMatch(found -> found.isNaN());
  }

  @Test
  void broadcastingIsTold() {
    String told = "In X * w + b, b is broadcast: it counts as a row, once for every row of X * w.";
    assertThat(page("X: n,d; w: d,k; b: k", "J = norm(X*w + b)^2", "w")).contains(told);
    assertThat(page("X: n,d; w: d,k; b: k", "J = norm(X*w + 1 b')^2", "w"))
        .doesNotContain("broadcast");
    assertThat(page("X: d,n; w: d; b: d", "J = norm(X'*w + X'*b)^2", "w"))
        .doesNotContain("broadcast");
  }

  /** h_{t−1} does not depend on x_t. */
  @Test
  void whatIsReadAtOneTimeHasNoPattern() {
    String text = "h_1 = tanh(w*x_1 + u*h_0); h_2 = tanh(w*x_2 + u*h_1); h_3 = tanh(w*x_3 + u*h_2)";
    assertThat(page("", text, "w")).contains("dh_t/dw = (x_t + u·dh_{t−1}/dw)·(1 − h_t²)");
    assertThat(page("", text, "x_3")).doesNotContain("dh_{t−1}/dx_t");
  }

  @Test
  void nothingIsToldTwice() {
    String page =
        page("x, c: n", "m = mean(x); v = mean((x-m)^2); J = c'*((x-m)/sqrt(v+eps))", "x");
    assertThat(page.split("∂J/∂\\(x − m\\) =", -1)).hasSize(2);
  }

  @Test
  void aLossAtEachTimeHasOnePattern() {
    String page =
        page(
            "",
            "h_1 = tanh(w*x_1 + u*h_0); h_2 = tanh(w*x_2 + u*h_1); h_3 = tanh(w*x_3 + u*h_2); "
                + "J = (h_1-y_1)^2 + (h_2-y_2)^2 + (h_3-y_3)^2",
            "w");
    assertThat(page)
        .contains("dJ/dh_t = 2·(h_t − y_t) + u·(1 − h_{t+1}²)·dJ/dh_{t+1} ")
        .contains("∂J/∂w = Σ_t x_t·(1 − h_t²)·dJ/dh_t");
  }

  /** A person differentiates like terms side by side, and leaves them where they stand. */
  @Test
  void likeTermsAreDifferentiatedTogether() {
    assertThat(page("", "J = (v*a - p)^2/2 + (v*b - q)^2/2 + (v*c - r)^2/2", "v"))
        .contains("∂J/∂v = (∂/∂v ((v·a − p)²) + ∂/∂v ((v·b − q)²) + ∂/∂v ((v·c − r)²))/2\n")
        .contains("= (v·a − p)·∂/∂v (v·a − p) + (v·b − q)·∂/∂v (v·b − q)\n")
        .contains("= a·(v·a − p) + b·(v·b − q) + c·(v·c − r)      sum rule, constant factor\n")
        .doesNotContain("insert");
  }

  /** What is constant between jumps is a factor like any constant. */
  @Test
  void casesAreFactors() {
    assertThat(page("", "r = y - w*x; J = huber(r, δ)", "w"))
        .contains("J = ([|r| ≤ δ]·r)²/2 + [|r| > δ]·δ·(|r| − δ/2)\n")
        .contains("= [|r| ≤ δ]·r + δ·[|r| > δ]·sign(r) ")
        .contains("= −x·([|r| ≤ δ]·r + δ·[|r| > δ]·sign(r)) ")
        .doesNotContain("product rule");
  }

  /** What an output at time t is the softmax of has a letter of its own. */
  @Test
  void newNamesKeepTheirIndex() {
    String page =
        page(
            "W, U: h,h; V: k,h; x_1, x_2, h_0: h; y_1, y_2: k",
            "h_1 = tanh(W*x_1 + U*h_0); h_2 = tanh(W*x_2 + U*h_1); p_1 = softmax(V*h_1); "
                + "p_2 = softmax(V*h_2); J = -y_1'*ln(p_1) - y_2'*ln(p_2)",
            "V");
    assertThat(page).contains("s_1 = V h_1", "s_2 = V h_2").doesNotContain("z_1_1");
  }

  private static String pattern(String page) {
    return page.substring(page.indexOf("The general pattern"));
  }

  /** Whatever a gated unit's pattern names, it tells, at the first step too, where h_0 = 0. */
  @Test
  void patternsOfGatesAreComplete() {
    String page =
        page(
            "",
            """
            h_0 = 0
            z_t = σ(W_z*x_t + U_z*h_{t-1}) for t = 1..3
            r_t = σ(W_r*x_t + U_r*h_{t-1}) for t = 1..3
            g_t = tanh(W*x_t + U*(r_t*h_{t-1})) for t = 1..3
            h_t = (1 - z_t)*h_{t-1} + z_t*g_t for t = 1..3
            L = 1/2*(h_3 - y)^2
            """,
            "U_z");
    assertThat(pattern(page))
        .contains("Here h_0 = 0.")
        .contains("∂L/∂h_3 = h_3 − y ")
        .contains("∂L/∂h_t = (1 − z_{t+1})·∂L/∂h_{t+1} + ")
        .contains("∂L/∂z_t = (g_t − h_{t−1})·∂L/∂h_t\n")
        .contains("∂L/∂r_t = U·h_{t−1}·(1 − g_t²)·∂L/∂g_t\n")
        .contains("∂L/∂g_t = z_t·∂L/∂h_t\n")
        .contains("∂L/∂U_z = Σ_t h_{t−1}·z_t·(1 − z_t)·∂L/∂z_t ");
  }

  private static final String VECTORS = "W: m,m; U: m,d; b: m; x_t: d; y_t: m";

  /** δ_t = (Wᵀ δ_{t+1} + h_t − y_t) ∘ (1 − h_t²), with δ_t written ∂L/∂z_t. */
  @Test
  void vectorsHaveAPattern() {
    String page =
        page(
            VECTORS,
            """
            h_0 = zeros(m)
            h_t = tanh(W*h_{t-1} + U*x_t) for t = 1..3
            L = sum(t=1..3, 1/2*norm(h_t - y_t)^2)
            """,
            "W");
    assertThat(pattern(page))
        .contains("z_t = W h_{t−1} + U   x_t\n")
        .contains("∂L/∂h_t = h_t − y_t + Wᵀ ∂L/∂z_{t+1} ")
        .contains("∂L/∂z_t = ∂L/∂h_t ∘ (1 − h_t²)\n")
        .contains("∂L/∂W = Σ_t ∂L/∂z_t h_{t−1}ᵀ ");
    assertThat(page.indexOf("h_0 = 0")).isLessThan(page.indexOf("h_1 ="));
  }

  /** A first state that is not 0 has terms of its own in every sum. */
  @Test
  void sumsNameTheirTimes() {
    String program =
        """
        h_1 = tanh(U*x_1)
        h_t = tanh(W*h_{t-1} + U*x_t) for t = 2..4
        L = 1/2*norm(h_4 - y_4)^2
        """;
    assertThat(pattern(page(VECTORS, program, "W")))
        .contains("∂L/∂W = Σ_{t=2..4} ∂L/∂z_t h_{t−1}ᵀ ")
        .containsPattern("z_t = W h_.t−1. \\+ U   x_t +for t > 1\n");
    assertThat(pattern(page(VECTORS, program, "U"))).contains("∂L/∂U = Σ_t ∂L/∂z_t x_tᵀ ");
  }

  /** Each gate's argument has one letter at all times. */
  @Test
  void vectorsOfGatesHaveAPattern() {
    String page =
        page(
            "W_f, W_i, W_o, W_g: m,m; U_f, U_i, U_o, U_g: m,d; x_t: d; y: m",
            """
            h_0 = zeros(m)
            c_0 = zeros(m)
            f_t = σ(W_f*h_{t-1} + U_f*x_t) for t = 1..3
            i_t = σ(W_i*h_{t-1} + U_i*x_t) for t = 1..3
            o_t = σ(W_o*h_{t-1} + U_o*x_t) for t = 1..3
            g_t = tanh(W_g*h_{t-1} + U_g*x_t) for t = 1..3
            c_t = f_t∘c_{t-1} + i_t∘g_t for t = 1..3
            h_t = o_t∘tanh(c_t) for t = 1..3
            L = 1/2*norm(h_3 - y)^2
            """,
            "U_i");
    assertThat(pattern(page))
        .contains("z_t = W_i h_{t−1} + U_i x_t\n")
        .contains("∂L/∂z_t = ∂L/∂i_t ∘ i_t ∘ (1 − i_t)\n")
        .contains("∂L/∂c_t = ∂L/∂a_t ∘ (1 − a_t²) + ∂L/∂c_{t+1} ∘ f_{t+1} ")
        .contains("∂L/∂U_i = Σ_t ∂L/∂z_t x_tᵀ ");
  }

  /** ∂L/∂h_2 = h_2 − y_2 is only the part of L's own use of h_1. */
  @Test
  void partsAndWholesAreWrittenApart() {
    String page =
        page(
            "",
            """
            h_0 = 0
            h_t = tanh(w*h_{t-1} + u*x_t) for t = 1..3
            L = sum(t=1..3, 1/2*(h_t - y_t)^2)
            """,
            "w");
    assertThat(page)
        .contains("\ndL/dh_2\n")
        .contains("dL/dh_3 is the derivative by all ways from h_3 to L; ∂L/∂h_3 is")
        .contains("= h_2 − y_2")
        .doesNotContain("\n∂L/∂h_2\n");
  }

  /** ∂J/∂z = (Σ y)·s − y in general; that it is s − y needs Σ y = 1, and ∂J/∂y needs nothing. */
  @Test
  void assumptionsAreToldWhereTheyAreUsed() {
    String program = "s = softmax(z); J = -sum(y∘ln(s))";
    assertThat(page("z, y: k", program, "z"))
        .contains("It is assumed that Σ y = 1, as of probabilities.")
        .contains("= s − y");
    assertThat(page("z, y: k", program, "y")).doesNotContain("assumed");
  }

  /** One sentence says it of all of them, in the order of the program. */
  @Test
  void assumptionsAreToldInOneSentence() {
    String losses = "p = softmax(a); q = softmax(b); L = -sum(y_1 ∘ ln(p)) - sum(y_2 ∘ ln(q))";
    assertThat(page("a, b, y_1, y_2: n", losses, "a"))
        .contains("It is assumed that Σ y_1 = 1, as of probabilities.");
    FormulaProgram program = program("a, b, y_1, y_2: n", losses);
    Question both = Question.of(program, List.of(program.node("a"), program.node("b")));
    assertThat(
            TerminalText.of(
                DerivationPage.of(Derivation.of(both), program.sizes()::text, false),
                80,
                t -> t,
                t -> t))
        .contains("It is assumed that Σ y_1 = 1 and Σ y_2 = 1, as of probabilities.");
  }

  /** What stands beside a name has no spaces. */
  @Test
  void namesOfOtherTimesAreNames() {
    assertThat(page("", "h_t = tanh(w*x_t + u*h_{t-1})", "h_{t-1}"))
        .contains("= u·(1 − h_t²)")
        .contains("∂h_t/∂h_{t−1} =")
        .doesNotContain("t - 1");
  }

  /** What needs a name keeps the program's; all else is written out. */
  @Test
  void composedFormulasKeepTheNamesTheyNeed() {
    FormulaProgram program =
        program("W: m,d; x: d; y: m", "h = relu(W*x); e = h - y; L = norm(e)^2");
    Question question = Question.of(program, List.of(program.node("W"))).composed();
    String page =
        TerminalText.of(
            DerivationPage.of(Derivation.of(question), program.sizes()::text, false),
            80,
            t -> t,
            t -> t);
    assertThat(page).contains("h = relu(z1)", "L = ‖h − y‖²").doesNotContain("a1", "e =");
  }

  /** δ^l = (W^{l+1})ᵀ δ^{l+1} ∘ f′(z^l), whatever the sizes of the layers. */
  @Test
  void layersHaveAPattern() {
    String page =
        page(
            "W_1: 4,h; W_2: 3,4; W_3: 2,3; h_0: h; y: 2",
            """
            h_t = sigma(W_t*h_{t-1}) for t = 1..3
            L = 1/2*norm(h_3 - y)^2
            """,
            "W_1");
    assertThat(pattern(page))
        .contains("z_t = W_t h_{t−1}\n")
        .containsPattern("∂L/∂h_t = W_.t.1.ᵀ ∂L/∂z_.t.1. +for t < 3")
        .contains("∂L/∂z_t = ∂L/∂h_t ∘ h_t ∘ (1 − h_t)\n")
        .doesNotContain("2×3");
  }

  /** The letter of the index is no name of the program. */
  @Test
  void indicesAreNoQuantities() {
    String program = "h_t = sigma(W_t*h_{t-1}) for t = 1..3; C = 1/2*norm(h_3 - t)^2";
    assertThat(pattern(page("W_1, W_2, W_3: m,m; h_0, t: m", program, "W_1")))
        .contains("For every l from 1 to 3", "∂C/∂z_l = ∂C/∂h_l ∘ h_l ∘ (1 − h_l)", "h_3 − t");
  }

  /** The argument of the output's softmax, z1, is none of the states' arguments z_1, z_2, z_3. */
  @Test
  void numberedNamesAreNoTimes() {
    String page =
        page(
            "W: m,m; U: d,m; V: m,k; X_1, X_2, X_3: n,d; Y: n,k",
            """
            H_0 = zeros(n, m)
            H_t = tanh(H_{t-1}*W + X_t*U) for t = 1..3
            P = softmax(H_3*V)
            L = -sum(Y∘ln(P))/n
            """,
            "W");
    assertThat(pattern(page))
        .contains("z_t = H_{t−1}  W + X_t U\n")
        .containsPattern("∂L/∂H_3 = ∂L/∂z1 Vᵀ +at the end")
        .contains("∂L/∂z1 = (P − Y)/n\n")
        .containsPattern("∂L/∂W = Σ_t H_.t−1.ᵀ ∂L/∂z_t +sum over all times");
  }

  /** What is differentiated, h_3, stays h_3 whatever the time of what it is differentiated by. */
  @Test
  void theLastStateIsNoStateOfThePattern() {
    String page = page("", "h_0 = 0; h_t = tanh(w*x_t + u*h_{t-1}) for t = 1..3", "w");
    assertThat(pattern(page))
        .contains("dh_t/dw = (x_t + u·dh_{t−1}/dw)·(1 − h_t²)")
        .contains("∂h_3/∂h_t = u·(1 − h_{t+1}²)")
        .doesNotContain("∂h_t/∂h", "∂h_{t+1}/∂h");
  }

  /** p ∘ (Σ y) − y, whatever is asked for beside z, and each result where it was asked for. */
  @Test
  void whatIsAskedForOnTheWayIsDerivedFirst() {
    FormulaProgram program =
        program("z, y: k", "e = exp(z); s = sum(e); p = e/s; J = -sum(y∘ln(p))");
    Question question =
        Question.of(program, List.of(program.node("e"), program.node("s"), program.node("p")));
    DerivationSummary summary = DerivationSummary.of(Derivation.of(question));
    assertThat(summary.gradient().keySet()).containsExactly("e", "s", "p");
    assertThat(summary.gradient().values())
        .extracting(partial -> partial.formula().text())
        .containsExactly("(Σ y − y/p)/s", "(Σ y)/s", "−y/p");
  }

  /** ln p is what J is made of; that p is its exponential is softmax. */
  @Test
  void oneNameHasOneMeaning() {
    FormulaProgram program = program("z, y: k", "p = softmax(z); J = -sum(y∘ln(p))");
    Question question = Question.of(program, List.of(program.node("p"), program.node("z")));
    String page =
        TerminalText.of(
            DerivationPage.of(Derivation.of(question), program.sizes()::text, false),
            80,
            t -> t,
            t -> t);
    assertThat(page.split("∂J/∂ln\\(p\\) =", -1)).hasSize(2);
    assertThat(page).contains("= (Σ y)·p − y");
  }
}
