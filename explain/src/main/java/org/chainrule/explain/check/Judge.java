package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.explain.check.Comparison.Outcome;
import org.chainrule.explain.check.Equality.Result;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.check.slip.SlipFinder;
import org.chainrule.explain.check.slip.Task;
import org.chainrule.explain.check.slip.Wording;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/** Judges formulas that are claimed to answer a question. */
public final class Judge {
  private static final int TRIAL_POINTS = 3;
  private static final int TRIES = 300;
  private static final long SEED = 7;

  private Judge() {}

  /** The verdict on a claim. */
  public static Verdict of(Question question, Expr claim) {
    Expr answer = question.answer();
    if (!answer.shape().equals(claim.shape())) {
      return shapes(question, claim);
    }
    Pair pair = new Pair(answer, claim, question.domain());
    return switch (Equality.of(pair)) {
      case Result.Equal(String how, List<String> remarks) -> new Verdict.Right(how, remarks);
      case Result.Unknown(String why) -> new Verdict.CannotTell(why);
      case Result.Different different ->
          new Verdict.Wrong(
              "the claim has another value than the answer",
              Optional.of(CounterExamples.of(pair, different)),
              slip(question, claim, different.point()),
              Optional.of(written(question)));
    };
  }

  private static String written(Question question) {
    return new Wording(question.names()).writtenOut(question.answer());
  }

  private static Optional<Slip> slip(Question question, Expr claim, Map<Expr, Tensor> different) {
    Task task =
        new Task(
            question.answer(),
            claim,
            question.names(),
            question.derivative(),
            (known, formula) -> equal(question, known, formula));
    return SlipFinder.find(task, trialPoints(question, claim, different));
  }

  private static boolean equal(Question question, Expr known, Expr formula) {
    return Equality.of(new Pair(known, formula, question.domain())) instanceof Result.Equal;
  }

  /** Points at which the answer has a value other than zero in all elements, if there are such. */
  private static List<Map<Expr, Tensor>> trialPoints(
      Question question, Expr claim, Map<Expr, Tensor> different) {
    List<Expr> formulas = new ArrayList<>(List.of(question.answer(), claim));
    formulas.addAll(question.names().keySet());
    formulas.addAll(question.domain());
    Pair pair = new Pair(question.answer(), claim, question.domain());
    Points points = new Points(formulas, SEED);
    List<Map<Expr, Tensor>> best = new ArrayList<>();
    List<Map<Expr, Tensor>> usable = new ArrayList<>();
    for (int i = 0; i < TRIES && best.size() < TRIAL_POINTS; i++) {
      Map<Expr, Tensor> point = points.next();
      Comparison at = Comparison.quick(pair, List.of(), point);
      if (at.outcome() == Outcome.DIFFERENT) {
        boolean full =
            at.values().getOrDefault(question.answer(), List.of()).stream()
                .allMatch(ball -> Math.abs(ball.approximate()) > 1e-6);
        (full ? best : usable).add(point);
      }
    }
    best.addAll(usable.subList(0, Math.min(usable.size(), TRIAL_POINTS - best.size())));
    if (best.isEmpty() && different.keySet().containsAll(points.variables())) {
      best.add(different);
    }
    return best;
  }

  private static Verdict shapes(Question question, Expr claim) {
    Expr answer = question.answer();
    Shape right = answer.shape();
    String wrong = question.sizes().text(claim.shape());
    String why = "the claim has shape " + wrong + ", the answer another";
    boolean turned =
        right.rank() == 2
            && answer.transpose().shape().equals(claim.shape())
            && equal(question, answer.transpose(), claim);
    Optional<Slip> slip =
        turned
            ? Optional.of(new Slip(Kind.TRANSPOSED, "the claim is the transpose of the answer"))
            : summed(question, claim)
                .or(
                    () ->
                        Optional.of(
                            new Slip(
                                Kind.SHAPE,
                                "the answer has shape "
                                    + question.sizes().text(right)
                                    + ", the claim "
                                    + wrong)));
    return new Verdict.Wrong(why, Optional.empty(), slip, Optional.of(written(question)));
  }

  /** A claim that summed over one of its axes is the answer. */
  private static Optional<Slip> summed(Question question, Expr claim) {
    Expr answer = question.answer();
    for (int axis = 0; axis < claim.shape().rank(); axis++) {
      Expr sum = claim.sum(axis);
      if (sum.shape().equals(answer.shape()) && equal(question, answer, sum)) {
        return Optional.of(
            new Slip(Kind.MISSING_TERM, "the sum over axis " + axis + " of the claim is missing"));
      }
    }
    return Optional.empty();
  }
}
