package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;
import org.junit.jupiter.api.Test;

/**
 * True answers in disguise are right, answers with a slip never, and the slip is named. {@code
 * -Dchainrule.claims=500} judges that many true answers and six times as many wrong ones, {@code
 * -Dchainrule.seed=1} starts elsewhere.
 */
class RandomClaimsTest {
  private static final int CLAIMS = Integer.getInteger("chainrule.claims", 30);
  private static final long SEED = Long.getLong("chainrule.seed", 4);
  private static final int WRONG_FOR_EACH_RIGHT = 6;
  private static final double NAMED = 0.9;

  @Test
  void trueAnswersInDisguiseAreRight() {
    SplittableRandom random = new SplittableRandom(SEED);
    Cases cases = new Cases(random);
    List<String> failures = new ArrayList<>();
    Map<String, Integer> how = new TreeMap<>();
    for (int i = 0; i < CLAIMS; i++) {
      Case source = cases.varied();
      Question question = source.question();
      Expr claim = Disguise.of(question.answer(), random, random.nextInt(2, 9));
      Verdict verdict = Judge.of(question, claim);
      if (verdict instanceof Verdict.Right right) {
        how.merge(right.how().replaceAll("\\d+", "n"), 1, Integer::sum);
      } else {
        failures.add(source.origin() + " by " + source.by() + ": " + brief(verdict));
      }
    }
    System.out.println("seed " + SEED + ", " + CLAIMS + " true answers: " + how);
    assertThat(failures).isEmpty();
  }

  @Test
  void wrongAnswersAreNeverRightAndTheirSlipIsNamed() {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    Cases cases = new Cases(random);
    List<String> accepted = new ArrayList<>();
    Map<Kind, int[]> table = new TreeMap<>();
    Map<String, Integer> confused = new HashMap<>();
    int wanted = CLAIMS * WRONG_FOR_EACH_RIGHT;
    int judged = 0;
    int equal = 0;
    while (judged < wanted) {
      Case source = cases.varied();
      Question question = source.question();
      Expr form = Disguise.of(question.answer(), random, random.nextInt(0, 3));
      Optional<Mutation> mutation = Mutation.of(source, form, random);
      if (mutation.isEmpty()) {
        continue;
      }
      if (!differs(question.answer(), mutation.get().claim(), random)) {
        equal++;
        continue;
      }
      judged++;
      Verdict verdict = Judge.of(question, mutation.get().claim());
      int[] row = table.computeIfAbsent(mutation.get().kind(), k -> new int[3]);
      row[0]++;
      switch (verdict) {
        case Verdict.Right right -> accepted.add(source.origin() + ": " + right);
        case Verdict.CannotTell _ -> row[2]++;
        case Verdict.Wrong wrong -> {
          String named = wrong.slip().map(Slip::kind).map(Kind::name).orElse("none");
          if (wrong.slip().map(Slip::kind).filter(mutation.get().kinds()::contains).isPresent()) {
            row[1]++;
          } else {
            confused.merge(mutation.get().kind() + " named " + named, 1, Integer::sum);
            if (Boolean.getBoolean("chainrule.verbose")) {
              System.out.println(
                  mutation.get().kind()
                      + ": "
                      + Formula.of(question.answer()).replace("\n", " | ")
                      + "\n    claim "
                      + Formula.of(mutation.get().claim()).replace("\n", " | ")
                      + "\n    "
                      + wrong.slip());
            }
          }
        }
      }
    }
    report(judged, equal, table, confused);
    int named = table.values().stream().mapToInt(row -> row[1]).sum();
    assertThat(accepted).isEmpty();
    assertThat((double) named / judged).isGreaterThanOrEqualTo(NAMED);
  }

  private static void report(
      int judged, int equal, Map<Kind, int[]> table, Map<String, Integer> confused) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "seed %d, %d wrong answers (%d more were equal)%n", SEED, judged, equal));
    text.append(
        String.format(Locale.ROOT, "%-20s %6s %6s %8s%n", "slip", "claims", "named", "no verdict"));
    table.forEach(
        (kind, row) ->
            text.append(
                String.format(Locale.ROOT, "%-20s %6d %6d %8d%n", kind, row[0], row[1], row[2])));
    confused.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(entry -> text.append("  " + entry.getValue() + " " + entry.getKey() + "\n"));
    System.out.println(text);
  }

  /** Whether the interpreter finds two formulas apart at a random point, for certain. */
  private static boolean differs(Expr a, Expr b, SplittableRandom random) {
    if (!a.shape().equals(b.shape())) {
      return true;
    }
    List<Expr> variables =
        Expr.inOrder(List.of(a, b)).stream().filter(n -> n.op() instanceof Variable).toList();
    for (int i = 0; i < 30; i++) {
      Map<Expr, Tensor> point = new HashMap<>();
      for (Expr v : variables) {
        double[] values = random.doubles(v.shape().elements(), -2, 2).toArray();
        point.put(v, Tensor.of(v.shape(), values));
      }
      List<Tensor> values = Interpreter.evaluate(List.of(a, b), point);
      for (int k = 0; k < a.shape().elements(); k++) {
        double p = values.get(0).at(k);
        double q = values.get(1).at(k);
        if (Double.isFinite(p)
            && Double.isFinite(q)
            && Math.abs(p - q) > 1e-6 * Math.max(1e-3, Math.max(Math.abs(p), Math.abs(q)))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String brief(Verdict verdict) {
    String text = verdict.toString();
    return text.substring(0, Math.min(300, text.length()));
  }

  @Test
  void theAnswerItselfIsRight() {
    SplittableRandom random = new SplittableRandom(SEED);
    Cases cases = new Cases(random);
    for (int i = 0; i < 10; i++) {
      Case source = cases.varied();
      Expr answer = Gradient.by(source.objective(), source.by());
      assertThat(Judge.of(source.question(), answer)).isInstanceOf(Verdict.Right.class);
    }
  }
}
