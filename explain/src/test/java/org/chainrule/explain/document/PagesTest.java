package org.chainrule.explain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.chainrule.explain.document.Block.Fold;
import org.chainrule.explain.document.Block.Heading;
import org.chainrule.explain.document.Block.Paragraph;
import org.chainrule.explain.document.Block.Step;
import org.chainrule.explain.document.Block.Steps;
import org.chainrule.explain.document.Block.Table;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.UnicodeNotation;
import org.junit.jupiter.api.Test;

/** The forms of one page. */
class PagesTest {
  private static final char MARK = UnicodeNotation.MARK;
  private static final Document PAGE =
      new Document(
          "A & B",
          List.of(
              Heading.of(2, "Part"),
              new Paragraph("100 % of words"),
              new Fold(
                  new Written("∂f/∂x", "\\frac{\\partial f}{\\partial x}"),
                  List.of(
                      new Steps(
                          new Written("f", "f"),
                          List.of(
                              new Step("first rule", new Written("a + b", "a + b")),
                              new Step(
                                  "second rule",
                                  new Written(
                                      "A" + MARK + "n×d" + MARK + " x" + MARK + "d" + MARK,
                                      "A\\,x"))),
                          Optional.of("1.5")))),
              new Table(
                  List.of("name", "value"),
                  List.of(List.of(new Written("x", "x"), Written.words("2"))))));

  private static String terminal(int width) {
    return TerminalText.of(PAGE, width, text -> text, text -> text);
  }

  @Test
  void terminal() {
    assertThat(terminal(40))
        .isEqualTo(
            """
            A & B

            Part

            100 % of words

            ∂f/∂x
              f = a + b                   first rule
                = A   x                  second rule
                  n×d d
                = 1.5

              name  value
              x     2
            """);
  }

  @Test
  void longFormulasAreBrokenAtTheirOutermostSigns() {
    Written formula = new Written("(aaaa + bbbb)·cccc + (dddd + eeee)·ffff", "");
    Document page =
        new Document(
            "T",
            List.of(
                new Steps(
                    new Written("f", "f"), List.of(new Step("", formula)), Optional.empty())));
    assertThat(TerminalText.of(page, 30, t -> t, t -> t))
        .isEqualTo("T\n  f = (aaaa + bbbb)·cccc\n        + (dddd + eeee)·ffff\n");
  }

  @Test
  void markdown() {
    assertThat(MarkdownText.of(PAGE))
        .contains("# A & B\n", "## Part", "### $\\frac{\\partial f}{\\partial x}$")
        .contains("f &= a + b && \\text{first rule} \\\\\n&= A\\,x && \\text{second rule}")
        .contains("| name | value |\n| --- | --- |\n| $x$ | 2 |");
  }

  @Test
  void latex() {
    assertThat(LatexText.of(PAGE))
        .contains("\\section*{A \\& B}", "100 \\% of words", "\\begin{tabular}{ll}")
        .startsWith("\\documentclass")
        .endsWith("\\end{document}\n");
  }

  @Test
  void latexKnowsEverySignInWords() {
    assertThat(LatexText.words("(ln Σ exp z)′, (‖u‖²)′ ≥ δᵀ"))
        .isEqualTo("(ln $\\Sigma$ exp z)$'$, ($\\|$u$\\|$$^2$)$'$ $\\ge$ $\\delta$$^\\top$");
  }

  @Test
  void htmlNeedsNothingButItself() {
    String html = HtmlPage.of(PAGE);
    assertThat(html)
        .contains("<title>A &amp; B</title>", "data-latex=\"\\displaystyle A\\,x\"", "<details")
        .contains("font-family:KaTeX_Main", "data:font/woff2;base64,", "katex.render")
        .doesNotContain("url(fonts/", "<link");
    assertThat(html.substring(0, html.indexOf("<script>"))).doesNotContain("{{", "<img");
  }
}
