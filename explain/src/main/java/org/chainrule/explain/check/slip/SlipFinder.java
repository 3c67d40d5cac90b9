package org.chainrule.explain.check.slip;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.calculus.Simplify;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Variable;

/**
 * Finds the one edit of the true answer that gives the claim, or of the claim that gives the true
 * answer: first by the quotient of the two, then at the edges of the derivative's chain, then in
 * every node of either formula. What fits at a few points is then judged in full.
 */
public final class SlipFinder {
  private final Task task;
  private final Trial trial;
  private final Wording wording;
  private final Predicate<Expr> isClaim;
  private final Predicate<Expr> isTruth;

  private SlipFinder(Task task, Trial trial) {
    this.task = task;
    this.trial = trial;
    this.wording = new Wording(task.names());
    this.isClaim = formula -> task.same(task.claim(), formula);
    this.isTruth = formula -> task.same(task.truth(), formula);
  }

  /**
   * The slip, if one edit explains the claim: with it the true answer is the claim, for certain.
   *
   * @param points points at which truth and claim both have values, and the truth is not zero
   */
  public static Optional<Slip> find(Task task, List<Map<Expr, Tensor>> points) {
    return points.isEmpty() ? Optional.empty() : new SlipFinder(task, new Trial(points)).find();
  }

  private Optional<Slip> find() {
    double[] truth = trial.values(task.truth());
    double[] claim = trial.values(task.claim());
    Quotients quotients = new Quotients(new Factors(task, trial), task, trial);
    return Quotients.number(claim, truth)
        .filter(number -> isClaim.test(Numeral.of(number).times(task.truth())))
        .flatMap(number -> Quotients.slip(number, "the answer"))
        .map(
            slip ->
                slip.detail().endsWith("missing")
                    ? new Slip(Kind.MISSING_TERM, "the claim is zero")
                    : slip)
        .or(this::transposed)
        .or(this::untouched)
        .or(() -> quotients.factorSlip(task.claim(), task.truth(), "the answer"))
        .or(this::inChain)
        .or(() -> TermEdits.constant(task.truth(), task.claim(), task, trial, wording))
        .or(() -> edited(task.truth(), claim, isClaim))
        .or(() -> TermEdits.constant(task.claim(), task.truth(), task, trial, wording))
        .or(() -> TermEdits.factor(task, trial, quotients, wording))
        .or(() -> edited(task.claim(), truth, isTruth).map(SlipFinder::reversed));
  }

  private Optional<Slip> transposed() {
    Expr answer = task.truth();
    boolean square = answer.shape().rank() == 2 && answer.shape().size(0) == answer.shape().size(1);
    return square
            && Trial.equal(trial.values(answer.transpose()), trial.values(task.claim()))
            && isClaim.test(answer.transpose())
        ? Optional.of(new Slip(Kind.TRANSPOSED, "the answer is transposed"))
        : Optional.empty();
  }

  /** The function itself in place of its derivative. */
  private Optional<Slip> untouched() {
    return task.derivative()
        .map(Task.Derivative::objective)
        .filter(objective -> objective.shape().equals(task.claim().shape()))
        .filter(o -> Trial.equal(trial.values(o), trial.values(task.claim())) && isClaim.test(o))
        .map(_ -> new Slip(Kind.NOT_DIFFERENTIATED, "the claim is the function itself"));
  }

  private Optional<Slip> inChain() {
    return task.derivative()
        .map(derivative -> ChainEdits.of(task.truth(), derivative, wording))
        .flatMap(
            candidates -> first(task.truth(), candidates, trial.values(task.claim()), isClaim));
  }

  private Optional<Slip> edited(Expr answer, double[] wanted, Predicate<Expr> fits) {
    Set<Expr> exchangeable = new LinkedHashSet<>();
    for (Expr node : task.names().keySet()) {
      exchangeable.add(node);
      exchangeable.add(Simplify.of(node));
    }
    Expr.inOrder(List.of(task.truth(), task.claim())).stream()
        .filter(node -> node.op() instanceof Variable)
        .forEach(exchangeable::add);
    return first(answer, GraphEdits.of(answer, List.copyOf(exchangeable), wording), wanted, fits);
  }

  /** The first edit of an answer that gives the wanted values and fits. */
  private Optional<Slip> first(
      Expr answer, List<Candidate> candidates, double[] wanted, Predicate<Expr> fits) {
    Rebuilding graph = new Rebuilding(answer);
    Patches patches = new Patches(answer, trial.points().getFirst());
    double[] start = Arrays.copyOf(wanted, wanted.length / trial.points().size());
    for (Candidate candidate : candidates) {
      if (Trial.equal(patches.value(candidate), start)) {
        Expr edited = graph.replaced(candidate.node(), candidate.other());
        if (Trial.equal(trial.values(edited), wanted)
            && fits.test(edited)
            && !task.same(answer, edited)) {
          return Optional.of(new Slip(candidate.kind(), candidate.detail().get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The slip in a claim, of which an edit of the claim is the remedy. */
  private static Slip reversed(Slip remedy) {
    Kind kind =
        switch (remedy.kind()) {
          case MISSING_FACTOR -> Kind.EXTRA_FACTOR;
          case EXTRA_FACTOR -> Kind.MISSING_FACTOR;
          case MISSING_TERM -> Kind.EXTRA_TERM;
          default -> remedy.kind();
        };
    return new Slip(kind, "the claim would be right but for " + kind.words());
  }
}
