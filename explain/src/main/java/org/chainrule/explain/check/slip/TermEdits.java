package org.chainrule.explain.check.slip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Subtract;

/**
 * Mistakes in one term of a sum inside an answer: with the term left out, the rest is the same in
 * claim and truth, and what is left of the claim tells by its quotient what became of the term.
 */
final class TermEdits {
  private TermEdits() {}

  /**
   * A term of an answer.
   *
   * @param term the term
   * @param without the answer without it
   */
  record Term(Expr term, Expr without) {}

  static List<Term> terms(Expr answer) {
    Rebuilding graph = new Rebuilding(answer);
    List<Term> terms = new ArrayList<>();
    for (Expr node : graph.order()) {
      if (node.op() instanceof Add || node.op() instanceof Subtract) {
        Expr first = node.input(0);
        Expr second = node.input(1);
        terms.add(new Term(second, graph.replaced(node, first)));
        Expr rest = node.op() instanceof Add ? second : second.negate();
        terms.add(new Term(first, graph.replaced(node, rest)));
      }
    }
    return terms;
  }

  /** The slip in one term of {@code right}, if that explains {@code wrong}. */
  static Optional<Slip> constant(
      Expr right, Expr wrong, boolean rightIsTrue, Trial trial, Wording wording) {
    List<Term> terms = terms(right);
    List<double[]> rests = trial.values(terms.stream().map(Term::without).toList());
    double[] rightValues = trial.values(right);
    double[] wrongValues = trial.values(wrong);
    for (int i = 0; i < terms.size(); i++) {
      double[] own = Trial.minus(rightValues, rests.get(i));
      double[] other = Trial.minus(wrongValues, rests.get(i));
      Optional<Double> number = Quotients.number(other, own);
      if (number.isPresent()) {
        String part = "the term " + wording.of(terms.get(i).term());
        return rightIsTrue
            ? Quotients.slip(number.get(), part)
            : number.get() == 0
                ? Optional.of(new Slip(Slip.Kind.EXTRA_TERM, part + " does not belong there"))
                : Quotients.slip(1 / number.get(), part);
      }
    }
    return Optional.empty();
  }

  /** The slip in a factor of one term of the true answer. */
  static Optional<Slip> factor(Task task, Trial trial, Quotients quotients, Wording wording) {
    List<Term> terms = terms(task.truth());
    List<double[]> rests = trial.values(terms.stream().map(Term::without).toList());
    for (int i = 0; i < terms.size(); i++) {
      double[] own = Trial.minus(trial.values(task.truth()), rests.get(i));
      double[] other = Trial.minus(trial.values(task.claim()), rests.get(i));
      Optional<Slip> slip =
          quotients.factorSlip(other, own, "the term " + wording.of(terms.get(i).term()));
      if (slip.isPresent()) {
        return slip;
      }
    }
    return Optional.empty();
  }
}
