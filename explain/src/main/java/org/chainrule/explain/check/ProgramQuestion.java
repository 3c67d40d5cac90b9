package org.chainrule.explain.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Jacobian;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationException;
import org.chainrule.explain.derivation.DerivationSummary;
import org.chainrule.explain.formula.FormulaException;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Constant;
import org.jspecify.annotations.Nullable;

/**
 * A question about a program of formulas, whose answers are written in the program's names: those
 * of variables, of quantities ({@code h_2}, {@code y_hat}), and of derivatives other than the one
 * that is asked for ({@code dJ_dz1}, {@code dJ/dz1}, {@code ∂h_2/∂w1}).
 */
public final class ProgramQuestion {
  private static final String NAME = "([\\p{L}\\p{M}][\\p{L}\\p{M}\\d_{},^\\\\]*?)";
  private static final Pattern DERIVATIVE =
      Pattern.compile("[d∂]" + NAME + "([_/][d∂])" + NAME + "(?![\\p{L}\\p{M}\\d_{])");

  private final FormulaProgram program;
  private final Question question;
  private final Expr asked;
  private final Optional<Expr> by;

  /** The answer as its derivation ends, once it was needed; empty if it can't be derived. */
  private @Nullable String closed;

  private ProgramQuestion(
      FormulaProgram program, Question question, Expr asked, Optional<Expr> by) {
    this.program = program;
    this.question = question;
    this.asked = asked;
    this.by = by;
  }

  /**
   * The derivative of the program's objective by a variable or quantity: a gradient of the shape of
   * that variable if the objective is a number, else a Jacobian.
   *
   * @throws IllegalArgumentException if there is no quantity of this name
   */
  public static ProgramQuestion derivative(FormulaProgram program, String by) {
    Expr objective = program.objective().value();
    Expr x = program.node(by);
    Question question =
        objective.shape().equals(Shape.SCALAR)
            ? Question.gradient(objective, x, names(program))
            : Question.of(Jacobian.of(objective, x), names(program));
    return new ProgramQuestion(program, question.with(program.sizes()), objective, Optional.of(x));
  }

  /** The objective itself, which a claim may write in another form. */
  public static ProgramQuestion formula(FormulaProgram program) {
    Expr objective = program.objective().value();
    SequencedMap<Expr, String> names = names(program);
    names.remove(objective);
    return new ProgramQuestion(
        program, Question.of(objective, names).with(program.sizes()), objective, Optional.empty());
  }

  private static SequencedMap<Expr, String> names(FormulaProgram program) {
    SequencedMap<Expr, String> names = new LinkedHashMap<>();
    program.variables().forEach(v -> names.put(v, v.op().name()));
    for (Quantity quantity : program.quantities()) {
      if (!(quantity.value().op() instanceof Constant)) {
        names.putIfAbsent(quantity.value(), quantity.name());
      }
    }
    return names;
  }

  /** The question. */
  public Question question() {
    return question;
  }

  /**
   * The verdict on a claim.
   *
   * @throws FormulaException if it can't be read
   */
  public Verdict judge(String claim) {
    Expr formula;
    try {
      formula = read(claim).value();
    } catch (FormulaException e) {
      if (e.getCause() instanceof ShapeException) {
        return misfit(e.problem());
      }
      throw e;
    }
    Verdict verdict = Judge.of(question, spread(formula));
    if (!(verdict instanceof Verdict.Wrong) || question.derivative().isEmpty()) {
      return verdict;
    }
    Set<Expr> distributions = Derivation.distributions(derivation());
    Verdict assumed =
        distributions.isEmpty()
            ? verdict
            : new Probabilities(distributions).judge(question, spread(formula));
    return assumed instanceof Verdict.Wrong wrong ? answered(wrong) : assumed;
  }

  private org.chainrule.explain.derivation.Question derivation() {
    return org.chainrule.explain.derivation.Question.of(program, by.stream().toList());
  }

  /** A verdict with the answer as its derivation ends, which is how a person would write it. */
  private Verdict answered(Verdict.Wrong wrong) {
    String answer = closed;
    if (answer == null) {
      answer = closed();
      closed = answer;
    }
    return answer.isEmpty()
        ? wrong
        : new Verdict.Wrong(wrong.why(), wrong.counterExample(), wrong.slip(), Optional.of(answer));
  }

  private String closed() {
    try {
      return DerivationSummary.of(Derivation.of(derivation())).gradient().values().stream()
          .findFirst()
          .map(partial -> partial.formula().text())
          .orElse("");
    } catch (DerivationException e) {
      return "";
    }
  }

  /** A claim that does not fit together is wrong, whatever the answer. */
  private static Verdict misfit(String problem) {
    return new Verdict.Wrong(
        "the shapes in the claim do not fit",
        Optional.empty(),
        Optional.of(new Slip(Slip.Kind.SHAPE, problem)),
        Optional.empty());
  }

  /** A claim as a formula. */
  public Quantity read(String claim) {
    Map<String, Expr> derivatives = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder(claim);
    Matcher matcher = DERIVATIVE.matcher(claim);
    while (matcher.find()) {
      Optional<Expr> derivative = derivative(matcher.group(1), matcher.group(3));
      if (derivative.isPresent()) {
        String name = "d" + matcher.group(1) + "_d" + matcher.group(3);
        derivatives.put(name, derivative.get());
        derivatives.put(subscripted(name), derivative.get());
        text.setCharAt(matcher.start(), 'd');
        text.setCharAt(matcher.start(2), '_');
        text.setCharAt(matcher.start(2) + 1, 'd');
      }
    }
    return program.read(text.toString(), derivatives);
  }

  /** A name with all that follows its first underscore as subscripts: {@code dJ_{dh,2}}. */
  private static String subscripted(String name) {
    String[] parts = name.replaceAll("[{}]", "").split("_", 2);
    return parts[0] + "_{" + parts[1].replace('_', ',') + "}";
  }

  private Optional<Expr> derivative(String of, String by) {
    try {
      Expr y = program.node(of);
      Expr x = program.node(by);
      boolean isAsked = y.equals(asked) && this.by.filter(x::equals).isPresent();
      return isAsked
          ? Optional.empty()
          : Optional.of(y.shape().equals(Shape.SCALAR) ? Gradient.by(y, x) : Jacobian.of(y, x));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The number 0 stands for zeros of any shape. */
  private Expr spread(Expr claim) {
    boolean zero = claim.op() instanceof Constant c && c.value().equals(Tensor.scalar(0));
    return zero ? claim.broadcast(question.answer().shape()) : claim;
  }
}
