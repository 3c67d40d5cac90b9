package org.chainrule.explain.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationPage;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.document.Block;
import org.chainrule.explain.document.MarkdownText;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.writing.Written;
import org.junit.jupiter.api.Test;

/** Computation graphs as tables. */
class GraphTableTest {
  private static Question question(String program, String at) {
    return Question.of(FormulaProgram.parse(program, Given.NOTHING.at(at)), List.of());
  }

  private static List<String> rows(String program, String at) {
    Block.Table table = GraphTable.of(question(program, at)).orElseThrow();
    return table.rows().stream()
        .map(
            row ->
                row.stream()
                    .map(Written::text)
                    .collect(Collectors.joining(" | "))
                    .replace('\u00a0', ' '))
        .toList();
  }

  /** By hand: e³ = 20.08553692, ∂f/∂v2 = z = 2, ∂v3/∂z = e³. */
  @Test
  void everyOperationWithItsPartials() {
    assertThat(rows("f = ln(x) + exp(y)*z", "x=1, y=3, z=2"))
        .containsExactly(
            "v1 = ln(x) | 0 | 1 | x: 1",
            "v2 = exp(y) | 20.0855 | 2 | y: 20.0855",
            "v3 = v2·z | 40.1711 | 1 | v2: 2, z: 20.0855",
            "f = v1 + v3 | 40.1711 | 1 | v1: 1, v3: 1");
  }

  /** ln x has no derivative at −1, though 1/x is −1 there. */
  @Test
  void whatHasNoValueHasNoDerivative() {
    assertThat(rows("f = ln(x) + y", "x=-1, y=2"))
        .containsExactly(
            "v1 = ln(x) | undefined | undefined | x: undefined",
            "f = v1 + y | undefined | undefined | v1: 1, y: 1");
  }

  /** d(x^1.5)/dx = 1.5 √x, at 0, too, where not every power that is no whole number has a value. */
  @Test
  void atTheEndOfADomainThereMayBeADerivative() {
    assertThat(rows("f = x^1.5 + y", "x=0, y=2"))
        .containsExactly("v1 = x^1.5 | 0 | 1 | x: 0", "f = v1 + y | 2 | 1 | v1: 1, y: 1");
  }

  /** e^1000 is too large for a number, but only ln(−1) has none. */
  @Test
  void whatIsTooLargeDoesNotHideWhatHasNoValue() {
    assertThat(rows("f = exp(1000*x) + ln(y)", "x=1, y=-1").getLast()).contains("undefined");
    assertThat(rows("f = ln(y) + exp(1000*x)", "x=1, y=-1").getLast()).contains("undefined");
  }

  /**
   * y = σ(−1.15) = .2404890831, σ′ = y(1 − y) = .1826540840, y − t = −.7595109169, and on the way
   * back −.7595109169·.1826540840 = −.1387277708, times −5 = .6936388541.
   */
  @Test
  void aScalarNetwork() {
    assertThat(rows("y = σ(w2*relu(w1*x) + b); C = 1/2*(y - t)^2", "x=3, t=1, w1=.01, w2=-5, b=-1"))
        .containsExactly(
            "v1 = w1·x | 0.03 | 0.693639 | w1: 3, x: 0.01",
            "v2 = relu(v1) | 0.03 | 0.693639 | v1: 1",
            "v3 = w2·v2 | −0.15 | −0.138728 | w2: 0.03, v2: −5",
            "v4 = v3 + b | −1.15 | −0.138728 | v3: 1, b: 1",
            "y = σ(v4) | 0.240489 | −0.759511 | v4: 0.182654",
            "v5 = y − t | −0.759511 | −0.759511 | y: 1, t: −1",
            "v6 = v5² | 0.576857 | 0.5 | v5: −1.51902",
            "C = 1/2·v6 | 0.288428 | 1 | v6: 0.5");
  }

  /** What is used twice: ∂f/∂v = cos v + v, here 1 + 0. */
  @Test
  void partialsAreAddedUpOverTheWaysThatANodeIsUsed() {
    assertThat(rows("v1 = x*y; f = sin(v1) + v1^2/2", "x=0, y=5"))
        .contains("v1 = x·y | 0 | 1 | x: 5, y: 0");
  }

  @Test
  void itsOwnNamesAreNoneOfTheProgram() {
    assertThat(rows("f = v_1*y + y", "v_1=0, y=7").getFirst()).startsWith("u1 = v_1·y");
    assertThat(rows("f = v1*v2 + sin(v1)", "v1=0, v2=7"))
        .containsExactly(
            "u1 = v1·v2 | 0 | 1 | v1: 7, v2: 0",
            "u2 = sin(v1) | 0 | 1 | v1: 1",
            "f = u1 + u2 | 0 | 1 | u1: 1, u2: 1");
  }

  @Test
  void onlyWhereThereAreValuesAndMoreThanOneOperation() {
    assertThat(GraphTable.of(question("f = ln(x) + y", ""))).isEmpty();
    assertThat(GraphTable.of(question("f = relu(x)", "x=0"))).isEmpty();
    assertThat(GraphTable.of(question("f = norm(w)^2", "w=[1,2]"))).isEmpty();
  }

  @Test
  void notWhereItsLinesWouldBeTooLong() {
    String name = "the_learning_rate_of_the_network";
    String other = "another_name_that_is_long";
    String at = name + "=2, " + other + "=3";
    assertThat(GraphTable.of(question("f = sin(" + name + "*" + other + ")", at))).isEmpty();
    assertThat(GraphTable.of(question("f = sin(a_name_not_long)*2", "a_name_not_long=3")))
        .isPresent();
  }

  @Test
  void standsBetweenTheForwardAndTheBackwardPass() {
    Question question =
        question(
            "f = learning_rate*steepness + weight*offset",
            "learning_rate=1.23456789, steepness=-12.3456789, weight=-123.456789,"
                + " offset=9876.54321");
    String page =
        TerminalText.of(
            DerivationPage.of(Derivation.of(question), Object::toString, false),
            80,
            t -> t,
            t -> t);
    assertThat(page)
        .contains(
            """

            Computation graph

              node                          value     ∂f/∂node  ∂node/∂input
              v1 = learning_rate·steepness  −15.2416  1         learning_rate: −12.3457,
                                                                steepness: 1.23457
              v2 = weight·offset            −1219330  1         weight: 9876.54,
                                                                offset: −123.457
              f = v1 + v2                   −1219340  1         v1: 1, v2: 1
            """);
    assertThat(page.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void inMarkdownTheNodesAreFormulas() {
    Question question = question("f = ln(x) + exp(y)*z", "x=1, y=3, z=2");
    assertThat(MarkdownText.of(DerivationPage.of(Derivation.of(question), Object::toString, false)))
        .contains("| $v_{3} = v_{2}\\,z$ | 40.1711 | 1 | $v_{2}\\colon 2,\\; z\\colon 20.0855$ |");
  }

  /** By hand: W x − y = [1, 2], of which twice is ∂f/∂(W x). */
  @Test
  void tensorsHaveShapes() {
    assertThat(rows("f = norm(W*x - y)^2", "W=[1,2;3,4], x=[1,0], y=[0,1]"))
        .containsExactly(
            "v1 = W x | 2 | [1, 3] | [2, 4]",
            "v2 = v1 − y | 2 | [1, 2] | [2, 4]",
            "f = ‖v2‖² |  | 5 | 1");
  }

  /** p = [1/2, 1/2]; ∂J/∂p = −y/p and ∂J/∂z = p − y, by hand. */
  @Test
  void softmaxIsOneOperation() {
    assertThat(
            rows(
                "z = A*B; p = softmax(z*c); J = -sum(y.*ln(p))",
                "A=[0,0;0,0], B=[1,2;3,4], c=[1,0], y=[1,0]"))
        .containsSequence(
            "z = A B | 2×2 | [0, 0; 0, 0] | [−0.5, 0; 0.5, 0]",
            "v1 = z c | 2 | [0, 0] | [−0.5, 0.5]",
            "p = softmax(v1) | 2 | [0.5, 0.5] | [−2, 0]");
  }
}
