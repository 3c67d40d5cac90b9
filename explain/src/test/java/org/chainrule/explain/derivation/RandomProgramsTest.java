package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.chainrule.explain.check.ProgramQuestion;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;
import org.matheclipse.core.eval.ExprEvaluator;

/**
 * Derivations of random programs: every step is verified as it is made, and the closed forms agree
 * with an outside judge. {@code -Dchainrule.derivations=2000} tries more programs, {@code
 * -Dchainrule.seed=1} starts elsewhere.
 */
class RandomProgramsTest {
  private static final int PROGRAMS = Integer.getInteger("chainrule.derivations", 60);
  private static final long SEED = Long.getLong("chainrule.seed", 20_261_129);

  /** A number in both languages. */
  private record Pair(Expr expr, String symja) {}

  /** A random program of numbers. */
  private static final class Scalars {
    private final Random random;
    private final List<Pair> known = new ArrayList<>();
    private final List<Expr> variables = new ArrayList<>();
    private final SequencedMap<String, Expr> names = new LinkedHashMap<>();

    Scalars(Random random) {
      this.random = random;
      for (String name : List.of("x", "y", "z")) {
        variables.add(Expr.variable(name));
        known.add(new Pair(variables.getLast(), name));
      }
    }

    private Pair pick() {
      return known.get(random.nextInt(known.size()));
    }

    Pair next() {
      Pair a = pick();
      Pair b = pick();
      String u = a.symja;
      String v = b.symja;
      double c = 1 + random.nextInt(3);
      return switch (random.nextInt(15)) {
        case 0, 1 -> new Pair(a.expr.plus(b.expr), "(" + u + "+" + v + ")");
        case 2 -> new Pair(a.expr.minus(b.expr), "(" + u + "-(" + v + "))");
        case 3, 4 -> new Pair(a.expr.times(b.expr), "((" + u + ")*(" + v + "))");
        case 5 ->
            new Pair(a.expr.dividedBy(b.expr.power(2).plus(1)), "((" + u + ")/(1+(" + v + ")^2))");
        case 6 -> new Pair(a.expr.times(c), "(" + c + "*(" + u + "))");
        case 7 -> new Pair(a.expr.power(2), "((" + u + ")^2)");
        case 8 -> new Pair(Functions.sin(a.expr), "Sin(" + u + ")");
        case 9 -> new Pair(Functions.cos(a.expr), "Cos(" + u + ")");
        case 10 -> new Pair(Functions.tanh(a.expr), "Tanh(" + u + ")");
        case 11 -> new Pair(Functions.sigmoid(a.expr), "(1/(1+Exp(-(" + u + "))))");
        case 12 -> new Pair(Functions.exp(Functions.sin(a.expr)), "Exp(Sin(" + u + "))");
        case 13 -> new Pair(Functions.log(a.expr.power(2).plus(c)), "Log((" + u + ")^2+" + c + ")");
        default -> new Pair(Functions.softplus(a.expr), "Log(1+Exp(" + u + "))");
      };
    }

    Pair program() {
      int quantities = 2 + random.nextInt(4);
      Pair last = pick();
      for (int i = 0; i < quantities; i++) {
        last = next();
        if (random.nextBoolean()) {
          known.add(last);
          last = next();
        }
        known.add(last);
        names.put("q" + i, last.expr);
      }
      return last;
    }
  }

  @Test
  void scalarsAgreeWithSymja() {
    ExprEvaluator symja = new ExprEvaluator(false, (short) 10);
    for (int i = 0; i < PROGRAMS; i++) {
      long seed = SEED + i;
      Random random = new Random(seed);
      Scalars program = new Scalars(random);
      Pair objective = program.program();
      Map<Expr, Tensor> at = new HashMap<>();
      StringBuilder rules = new StringBuilder();
      for (Expr variable : program.variables) {
        double value = Math.round(1000 * (random.nextDouble() * 2.4 - 1.2)) / 1000.0;
        at.put(variable, Tensor.scalar(value));
        rules
            .append(rules.isEmpty() ? "" : ",")
            .append(variable.op().name())
            .append("->")
            .append(value);
      }
      Derivation derivation =
          derived(seed, new Question("q", objective.expr, program.names, program.variables, at));
      requireReadable(seed, derivation, objective.expr, program.names, program.variables);
      Map<Expr, Expr> gradient = derivation.gradient();
      for (Expr variable : program.variables) {
        double expected =
            symja
                .eval("N(D(" + objective.symja + "," + variable.op().name() + ")/.{" + rules + "})")
                .evalf();
        double actual =
            Interpreter.evaluate(gradient.getOrDefault(variable, Expr.constant(0)), at).item();
        assertThat(Math.abs(actual - expected))
            .as("seed %d: %s by %s", seed, objective.symja, variable.op().name())
            .isLessThan(1e-8 * (1 + Math.abs(expected)));
      }
    }
  }

  /** A random program of matrices and vectors that ends in a number. */
  private static final class Matrices {
    private final Random random;
    private final List<Expr> known = new ArrayList<>();
    private final List<Expr> variables;
    private final SequencedMap<String, Expr> names = new LinkedHashMap<>();

    Matrices(Random random) {
      this.random = random;
      variables =
          List.of(
              Expr.variable("A", 3, 3),
              Expr.variable("B", 3, 3),
              Expr.variable("u", 3),
              Expr.variable("v", 3));
      known.addAll(variables);
    }

    private Expr pick(int rank) {
      List<Expr> fitting = known.stream().filter(e -> e.shape().rank() == rank).toList();
      return fitting.get(random.nextInt(fitting.size()));
    }

    private Expr next() {
      int rank = 1 + random.nextInt(2);
      Expr a = pick(rank);
      return switch (random.nextInt(13)) {
        case 0 -> a.plus(pick(rank));
        case 1 -> a.minus(pick(rank));
        case 2 -> a.times(pick(rank));
        case 3, 4 -> pick(2).matmul(a);
        case 5 -> pick(2).transpose().matmul(a);
        case 6 -> a.matmul(pick(2));
        case 7 -> Functions.tanh(a);
        case 8 -> Functions.sigmoid(a);
        case 9 -> Functions.softmax(a);
        case 10 -> a.times(0.5);
        case 11 -> Functions.sin(pick(2).matmul(pick(1)).plus(pick(1)));
        default -> a.power(2).plus(1).power(-1);
      };
    }

    Expr program() {
      int quantities = 2 + random.nextInt(3);
      Expr last = pick(1);
      for (int i = 0; i < quantities; i++) {
        last = next();
        known.add(last);
        names.put("q" + i, last);
      }
      return switch (random.nextInt(4)) {
        case 0 -> last.power(2).sum().times(0.5);
        case 1 -> last.times(pick(last.shape().rank())).sum();
        case 2 -> Functions.logSumExp(last);
        default -> last.sum();
      };
    }
  }

  @Test
  void matricesAgreeWithDifferences() {
    for (int i = 0; i < Math.max(1, PROGRAMS / 4); i++) {
      long seed = SEED + 1_000_000 + i;
      Random random = new Random(seed);
      Matrices program = new Matrices(random);
      Expr objective = program.program();
      Map<Expr, Tensor> at = new HashMap<>();
      for (Expr variable : program.variables) {
        double[] numbers = random.doubles(variable.shape().elements(), -1, 1).toArray();
        at.put(variable, Tensor.of(variable.shape(), numbers));
      }
      Derivation derivation =
          derived(seed, new Question("q", objective, program.names, program.variables, at));
      requireReadable(seed, derivation, objective, program.names, program.variables);
      derivation
          .gradient()
          .forEach(
              (variable, closed) -> {
                double[] actual = Interpreter.evaluate(closed, at).toArray();
                for (int k = 0; k < actual.length; k++) {
                  double expected = difference(objective, variable, k, at);
                  assertThat(Math.abs(actual[k] - expected))
                      .as("seed %d, element %d of %s", seed, k, variable)
                      .isLessThan(2e-7 * (1 + Math.abs(expected)));
                }
              });
    }
  }

  /** What is printed as an answer is right when it is read as a claim. */
  private static void requireReadable(
      long seed,
      Derivation derivation,
      Expr objective,
      SequencedMap<String, Expr> names,
      List<Expr> variables) {
    List<Quantity> quantities = new ArrayList<>();
    names.forEach((name, value) -> quantities.add(Quantity.of(name, value)));
    quantities.add(Quantity.of("q", objective));
    FormulaProgram program = FormulaProgram.of(quantities, Map.of());
    DerivationSummary.of(derivation)
        .gradient()
        .forEach(
            (name, partial) -> {
              Expr by =
                  variables.stream()
                      .filter(v -> v.op().name().equals(name))
                      .findFirst()
                      .orElseThrow();
              if (Expr.inOrder(List.of(objective)).contains(by)) {
                String text = partial.formula().text();
                assertThat(ProgramQuestion.derivative(program, name).judge(text))
                    .as("seed %d: %s by %s: %s", seed, Formula.of(objective), name, text)
                    .isNotInstanceOf(Verdict.Wrong.class);
              }
            });
  }

  /** The derivation; a step that is wrong is told with the program's seed. */
  private static Derivation derived(long seed, Question question) {
    try {
      return Derivation.of(question);
    } catch (DerivationException e) {
      throw new AssertionError(
          "seed " + seed + ": " + Formula.of(question.objective()) + ": " + e.getMessage(), e);
    }
  }

  /** A central difference of fourth order by one element. */
  private static double difference(Expr objective, Expr variable, int k, Map<Expr, Tensor> at) {
    double h = 1e-3;
    double[] weights = {1 / 12.0, -2 / 3.0, 2 / 3.0, -1 / 12.0};
    int[] places = {-2, -1, 1, 2};
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      Tensor value = at.getOrDefault(variable, Tensor.filled(Shape.SCALAR, 0));
      double[] moved = value.toArray();
      moved[k] += places[i] * h;
      Map<Expr, Tensor> values = new HashMap<>(at);
      values.put(variable, Tensor.of(variable.shape(), moved));
      sum += weights[i] * Interpreter.evaluate(objective, values).item();
    }
    return sum / h;
  }
}
