package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands {@code derive} and {@code graph}. */
class DeriveCommandTest {
  private static final String FORMULA = "ln(x) + exp(y)*z";
  private static final String AT = "--at=x=1,y=3,z=2";

  @TempDir private Path folder;

  @Test
  void theDerivationStandsOnTheTerminal() {
    Outcome outcome = Outcome.done("derive", FORMULA, AT);
    assertThat(outcome.out())
        .contains("∂f/∂y = z·∂/∂y exp(y)", "constant factor", "= z·exp(y)", "= 40.17107385")
        .doesNotContain("\u001B");
    assertThat(outcome.err()).isEmpty();
  }

  /** A minus before a formula makes no option of it. */
  @Test
  void formulasMayBeginWithAMinus() {
    assertThat(Outcome.done("derive", "-y*ln(p)", "--wrt=p").out()).contains("= −y/p");
    assertThat(Outcome.done("check", "equal", "-x*y", "-y*x").out()).startsWith("right");
    assertThat(Outcome.of("derive", "x^2", "--wtr=x").err()).contains("Unknown option '--wtr=x'");
    assertThat(Outcome.of("derive", "-wrt", "x", "x^2").err()).contains("Unknown option '-wrt'");
  }

  @Test
  void jsonHasValueGradientAndSteps() {
    JsonNode json = Outcome.done("derive", FORMULA, AT, "--format=json", "--wrt=x,y").json();
    assertThat(json.propertyNames())
        .containsExactly(
            "name", "formula", "value", "forward", "remarks", "gradient", "steps", "pattern");
    assertThat(json.get("value").doubleValue()).isCloseTo(2 * Math.exp(3), within(1e-12));
    JsonNode y = json.get("gradient").get("y");
    assertThat(y.propertyNames()).containsExactly("expression", "latex", "value", "shape");
    assertThat(y.get("expression").stringValue()).isEqualTo("z·exp(y)");
    assertThat(y.get("latex").stringValue()).isEqualTo("z\\,e^{y}");
    assertThat(y.get("value").doubleValue()).isCloseTo(2 * Math.exp(3), within(1e-12));
    assertThat(y.get("shape").size()).isZero();
    JsonNode step = json.get("steps").get(0);
    assertThat(step.propertyNames()).containsExactly("rule", "from", "to");
    assertThat(step.get("from").stringValue()).isEqualTo("∂f/∂x");
    assertThat(step.get("to").stringValue()).isEqualTo("∂/∂x ln(x)");
    assertThat(json.get("gradient").has("z")).isFalse();
  }

  @Test
  void aFileWithShapesBecomesAPage() throws IOException {
    Path file = folder.resolve("regression.txt");
    Files.writeString(file, "e = X*w - y\nJ = 1/2*norm(e)^2\n");
    Path page = folder.resolve("page.md");
    Outcome.done(
        "derive", file, "--shape=X: n, d; w: d; y: n", "--wrt=w", "--index", "--output=" + page);
    assertThat(page)
        .content()
        .contains("\\underset{\\scriptscriptstyle d \\times n}{X^{\\top}}")
        .contains("\\sum_{j} X_{ji}\\,e_{j}");
  }

  @Test
  void secondDerivatives() {
    String out = Outcome.done("derive", "x^2*y", "--order=2").out();
    assertThat(out).contains("f_x stands for ∂f/∂x.", "∂f_x/∂x = 2·y", "∂f_x/∂y = 2·x");
  }

  /** Polar coordinates; what stands beside the names is no name. */
  @Test
  void jsonHasTheColumnsOfAMatrix() {
    JsonNode json =
        Outcome.done("derive", "[r*cos(t), r*sin(t)]", "--at=r=2,t=0", "--jacobian", "--json")
            .json();
    assertThat(json.get("jacobian").propertyNames()).containsExactly("r", "t");
    JsonNode matrix = json.get("matrix");
    assertThat(matrix.get("by").toString()).isEqualTo("[\"r\",\"t\"]");
    assertThat(matrix.get("value").toString()).isEqualTo("[[1.0,0.0],[0.0,2.0]]");
  }

  /** x²y at (3, 5): f_x = 2xy has the derivatives 2y = 10 and 2x = 6. */
  @Test
  void jsonTellsWhatPagesTell() {
    JsonNode json =
        Outcome.done("derive", "x^2*y", "--at=x=3,y=5", "--order=2", "--format=json").json();
    JsonNode second = json.get("second").get("f_x").get("derivatives");
    assertThat(second.get("x").get("value").doubleValue()).isEqualTo(10);
    assertThat(second.get("y").get("expression").stringValue()).isEqualTo("2·x");
    assertThat(json.get("forward").get(0).get("value").doubleValue()).isEqualTo(45);
    JsonNode assumed =
        Outcome.done("derive", "J = -sum(y∘ln(softmax(z)))", "--shape=y,z: k", "--format=json")
            .json();
    assertThat(assumed.get("remarks").get(0).stringValue()).contains("Σ y = 1");
  }

  @Test
  void errorsAreSignedByTheVerb() {
    assertThat(Outcome.of("check", "jacobian", "--of=x)", "--wrt=x", "--claim=1").err())
        .startsWith("chainrule check jacobian:");
  }

  @Test
  void theGraphIsDrawn() throws IOException {
    Path svg = folder.resolve("graph.svg");
    Outcome.done("graph", FORMULA, AT, "--output=" + svg);
    assertThat(svg).content().startsWith("<?xml").contains("∂f/∂z = 20.08554", "<style>");
    Path png = folder.resolve("graph.png");
    Outcome.done("graph", FORMULA, "--output=" + png);
    assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void whatIsWrongIsTold() {
    assertThat(Outcome.of("derive", "ln(x) + )").err()).contains("column", "^");
    assertThat(Outcome.of("derive", "x*y", "--wrt=w").err()).contains("nothing is called w");
    assertThat(Outcome.of("derive", "X*w", "--shape=X: n,d; w: d").err())
        .contains("f is n×1 and no single number", "--jacobian");
    assertThat(Outcome.of("graph", "x*y", "--output=" + folder.resolve("a.gif")).err())
        .contains(".svg or .png");
    assertThat(Outcome.of("derive", "x*y", "--order=3").code()).isEqualTo(2);
  }
}
