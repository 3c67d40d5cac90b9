package org.chainrule.explain.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatexNotationTest {
  private static final LatexNotation LATEX = new LatexNotation();

  private static LatexNotation.Piece name(String name) {
    return LATEX.name(name);
  }

  @Test
  void names() {
    assertThat(name("w11").text()).isEqualTo("w_{11}");
    assertThat(name("h_t").text()).isEqualTo("h_{t}");
    assertThat(name("h_{t−1}").text()).isEqualTo("h_{t-1}");
    assertThat(name("ŷ1").text()).isEqualTo("\\hat{y}_{1}");
    assertThat(name("α").text()).isEqualTo("\\alpha");
    assertThat(name("loss").text()).isEqualTo("\\mathrm{loss}");
    assertThat(name("W_fh").text()).isEqualTo("W_{\\mathrm{fh}}");
  }

  @Test
  void keepsTheParenthesesThatMatter() {
    LatexNotation.Piece sum = LATEX.sum(name("a"), name("b"));
    assertThat(LATEX.product(sum, name("c")).text()).isEqualTo("(a + b)\\,c");
    assertThat(LATEX.hadamard(LATEX.product(name("A"), name("b")), name("c")).text())
        .isEqualTo("(A\\,b) \\odot c");
    assertThat(LATEX.difference(name("a"), sum).text()).isEqualTo("a - (a + b)");
    assertThat(LATEX.power(sum, 2).text()).isEqualTo("(a + b)^{2}");
    assertThat(LATEX.quotient(sum, name("c")).text()).isEqualTo("\\frac{a + b}{c}");
    assertThat(LATEX.call("exp", List.of(sum)).text()).isEqualTo("e^{a + b}");
    assertThat(LATEX.call("softmax", List.of(sum)).text())
        .isEqualTo("\\operatorname{softmax}(a + b)");
  }

  @Test
  void aFunctionAndItsDerivativeAreWrittenAlike() {
    assertThat(LATEX.call("σ", List.of(name("z"))).text()).isEqualTo("\\sigma(z)");
    assertThat(LATEX.call("σ′", List.of(name("z"))).text()).isEqualTo("\\sigma'(z)");
    assertThat(LATEX.call("tanh′", List.of(name("z"))).text()).isEqualTo("\\tanh'(z)");
  }

  @Test
  void numbers() {
    assertThat(LATEX.number(3).text()).isEqualTo("3");
    assertThat(LATEX.number(1e-5).text()).isEqualTo("1.0\\cdot 10^{-5}");
  }
}
