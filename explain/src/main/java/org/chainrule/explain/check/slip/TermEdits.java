package org.chainrule.explain.check.slip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
   * @param answer the answer with something else in its place
   */
  record Term(Expr term, UnaryOperator<Expr> answer) {
    Expr without() {
      return answer.apply(Expr.filled(term.shape(), 0));
    }

    Expr times(double number) {
      return answer.apply(Numeral.of(number).times(term));
    }
  }

  static List<Term> terms(Expr answer) {
    Rebuilding graph = new Rebuilding(answer);
    List<Term> terms = new ArrayList<>();
    for (Expr node : graph.order().reversed()) {
      if (node.op() instanceof Add || node.op() instanceof Subtract) {
        for (int place = 1; place >= 0; place--) {
          int at = place;
          terms.add(
              new Term(
                  node.input(place),
                  other -> {
                    List<Expr> inputs = new ArrayList<>(node.inputs());
                    inputs.set(at, other);
                    return graph.replaced(node, Expr.of(node.op(), inputs));
                  }));
        }
      }
    }
    return terms;
  }

  /** The slip in one term of {@code right}, if that explains {@code wrong}. */
  static Optional<Slip> constant(Expr right, Expr wrong, Task task, Trial trial, Wording wording) {
    boolean rightIsTrue = right.equals(task.truth());
    List<Term> terms = terms(right);
    List<double[]> rests = trial.values(terms.stream().map(Term::without).toList());
    double[] rightValues = trial.values(right);
    double[] wrongValues = trial.values(wrong);
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      double[] own = Trial.minus(rightValues, rests.get(i));
      double[] other = Trial.minus(wrongValues, rests.get(i));
      Optional<Double> number = Quotients.number(other, own);
      if (number.isPresent() && task.same(wrong, term.times(number.get()))) {
        String part = "the term " + wording.of(term.term());
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
    for (Term term : terms(task.truth())) {
      Expr rest = term.without();
      Optional<Slip> slip =
          quotients.factorSlip(
              task.claim().minus(rest),
              task.truth().minus(rest),
              "the term " + wording.of(term.term()));
      if (slip.isPresent()) {
        return slip;
      }
    }
    return Optional.empty();
  }
}
