package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.chainrule.explain.check.NetworkClaim.Agreement;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.linear.Certificate;
import org.chainrule.explain.linear.Constraint;
import org.chainrule.explain.linear.LinearSystem;
import org.chainrule.explain.linear.LinearSystem.Outcome;
import org.chainrule.explain.number.Rational;
import org.chainrule.graph.Expr;
import org.junit.jupiter.api.Test;

/** Exclusive or: one unit can't, two layers can, from zero nothing but the last bias moves. */
class ExclusiveOrTest {
  private static final List<Constraint.Relation> RELATIONS = List.of(Constraint.Relation.values());
  private static final TruthTable XOR = TruthTable.parse("0 0: 0; 0 1: 1; 1 0: 1; 1 1: 0");

  @Test
  void noSingleUnitHasItsTable() {
    Outcome outcome = SingleUnit.fit(XOR);
    assertThat(outcome).isInstanceOf(Outcome.Contradiction.class);
    Certificate certificate = ((Outcome.Contradiction) outcome).certificate();
    assertThat(certificate.terms()).hasSize(4);
    assertThat(certificate.contradiction()).isEqualTo("0 ≤ −2");
  }

  @Test
  void conjunctionAndDisjunctionOfThreeHaveWeights() {
    for (String text : List.of("0 0: 0; 0 1: 0; 1 0: 0; 1 1: 1", "0 0: 2; 1 0: 1; 0 1: 3")) {
      TruthTable table = TruthTable.parse(text);
      Outcome.Solution solution = (Outcome.Solution) SingleUnit.fit(table);
      for (TruthTable.Row row : table.rows()) {
        Rational sum = solution.values().getLast();
        for (int i = 0; i < row.inputs().size(); i++) {
          sum = sum.plus(solution.values().get(i).times(row.inputs().get(i)));
        }
        assertThat(sum.signum() > 0 ? sum : Rational.ZERO).isEqualTo(row.output());
      }
    }
  }

  /** Every system has a solution that satisfies it or a proof that adds up, which is checked. */
  @Test
  void randomSystemsHaveASolutionOrAProof() {
    SplittableRandom random = new SplittableRandom(15);
    int solved = 0;
    for (int i = 0; i < 200; i++) {
      int unknowns = random.nextInt(1, 4);
      List<Constraint> system =
          java.util.stream.IntStream.range(0, random.nextInt(1, 8))
              .mapToObj(k -> constraint(random, unknowns))
              .toList();
      if (LinearSystem.solve(system) instanceof Outcome.Solution(List<Rational> values)) {
        solved++;
        assertThat(system).allMatch(constraint -> constraint.holds(values));
      }
    }
    assertThat(solved).isBetween(40, 160);
  }

  private static Constraint constraint(SplittableRandom random, int unknowns) {
    List<Rational> coefficients = random.ints(unknowns, -3, 4).mapToObj(Rational::of).toList();
    Constraint.Relation relation = RELATIONS.get(random.nextInt(RELATIONS.size()));
    return new Constraint(coefficients, relation, Rational.of(random.nextInt(-4, 5)), "");
  }

  @Test
  void aProofThatDoesNotAddUpIsRefused() {
    Constraint constraint =
        new Constraint(List.of(Rational.ONE), Constraint.Relation.AT_MOST, Rational.ZERO, "x ≤ 0");
    assertThatThrownBy(
            () -> new Certificate(List.of(new Certificate.Term(Rational.ONE, constraint))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weightsAreCheckedRowByRow() {
    Given weights = Given.NOTHING.at("W = [1, 1; 1, 1], c = [0, -1], v = [1, -2], b = 0");
    FormulaProgram network = FormulaProgram.parse("x: 2\nh = relu(W*x + c)\ny = v'h + b", weights);
    assertThat(verdict(network)).isInstanceOf(Verdict.Right.class);
    Given wrong = Given.NOTHING.at("W = [1, 1; 1, 1], c = [0, -1], v = [1, -1], b = 0");
    Verdict verdict = verdict(FormulaProgram.parse("x: 2\nh = relu(W*x + c)\ny = v'h + b", wrong));
    assertThat(((Verdict.Wrong) verdict).why()).contains("1 of 4").contains("(1, 1) → 0");
  }

  private static Verdict verdict(FormulaProgram network) {
    return NetworkClaim.judge(
        network, NetworkClaim.pairs(XOR, List.of(network.node("x"))), new Agreement.Exact());
  }

  @Test
  void fromZeroOnlyTheOutputBiasMoves() {
    Given zeros = Given.NOTHING.at("W = [0, 0; 0, 0], c = [0, 0], v = [0, 0], b = 0");
    FormulaProgram network =
        FormulaProgram.parse("x: 2\nh = relu(W*x + c)\ny = v'h + b\nJ = (y - t)^2", zeros);
    List<Expr> parameters = List.of("W", "c", "v", "b").stream().map(network::node).toList();
    assertThat(Movable.of(network.objective().value(), parameters, network.values()))
        .containsExactly(network.node("b"));
  }

  @Test
  void withASigmoidInTheHiddenLayerMoreMoves() {
    Given zeros = Given.NOTHING.at("W = [0, 0; 0, 0], c = [0, 0], v = [0, 0], b = 0");
    FormulaProgram network =
        FormulaProgram.parse("x: 2\nh = sigma(W*x + c)\ny = v'h + b\nJ = (y - t)^2", zeros);
    List<Expr> parameters = List.of("W", "c", "v", "b").stream().map(network::node).toList();
    assertThat(Movable.of(network.objective().value(), parameters, network.values())).hasSize(4);
  }
}
