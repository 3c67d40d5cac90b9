package org.chainrule.explain.check;

import java.util.LinkedHashMap;
import java.util.List;
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
import org.chainrule.explain.derivation.JacobianWriter;
import org.chainrule.explain.formula.AnswerLabel;
import org.chainrule.explain.formula.FormulaException;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.explain.formula.Reading;
import org.chainrule.explain.formula.Stars;
import org.chainrule.explain.writing.Written;
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

  private static final Pattern FRACTION = fraction("(?:\\\\partial|[d∂])\\s*");

  private static Pattern fraction(String sign) {
    String name = sign + "(\\p{L}[\\p{L}\\d]*(?:_(?:[\\p{L}\\d]|\\{[^{}]*\\}))?)\\s*\\}";
    return Pattern.compile("\\\\[dt]?frac\\s*\\{\\s*" + name + "\\s*\\{\\s*" + name);
  }

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
            : Question.jacobian(objective, x, names(program));
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
      boolean invented = program.objectiveName().isEmpty() && quantity.equals(program.objective());
      if (!invented && !(quantity.value().op() instanceof Constant)) {
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
    return StarReading.of(claim, judge(claim, Stars.MATRIX_PRODUCT), stars -> judge(claim, stars));
  }

  private Verdict judge(String claim, Stars stars) {
    try {
      Quantity formula = read(claim, stars, Map.of());
      return judgeFormula(formula.value()).remarked(formula.remarks());
    } catch (FormulaException e) {
      return e.getCause() instanceof ShapeException
          ? misfit(e.problem())
          : judgeAsDerived(claim, stars).orElseThrow(() -> e);
    }
  }

  /** A claim with the names that its derivation gives to inner quantities, if it is right. */
  private Optional<Verdict> judgeAsDerived(String claim, Stars stars) {
    if (question.derivative().isEmpty()) {
      return Optional.empty();
    }
    SequencedMap<String, Expr> names = new LinkedHashMap<>();
    Derivation.names(derivation())
        .forEach(
            (name, node) -> {
              if (!program.has(name)) {
                names.put(name, node);
              }
            });
    try {
      if (names.isEmpty()) {
        return Optional.empty();
      }
      Quantity formula = read(claim, stars, names);
      return Optional.of(judgeFormula(formula.value()))
          .filter(verdict -> verdict instanceof Verdict.Right)
          .map(v -> v.remarked(List.of("with the names of its derivation")))
          .map(v -> v.remarked(formula.remarks()));
    } catch (FormulaException e) {
      return Optional.empty();
    }
  }

  private Verdict judgeFormula(Expr formula) {
    boolean number = formula.shape().rank() == 0 && question.answer().shape().rank() > 0;
    if (number) {
      Verdict everywhere = judge(formula.broadcast(question.answer().shape()));
      if (everywhere instanceof Verdict.Right) {
        return isZero(formula)
            ? everywhere
            : everywhere.remarked(List.of("the number stands for every element"));
      }
      if (isZero(formula)) {
        return everywhere;
      }
    }
    return judge(formula);
  }

  private Verdict judge(Expr formula) {
    Verdict verdict = Judge.of(question, formula);
    if (!(verdict instanceof Verdict.Wrong wrong)) {
      return verdict;
    }
    if (question.derivative().isEmpty()) {
      return answered(wrong);
    }
    Set<Expr> distributions = Derivation.distributions(derivation());
    Verdict assumed =
        distributions.isEmpty()
            ? verdict
            : new Probabilities(distributions).judge(question, formula);
    return assumed instanceof Verdict.Wrong still ? answered(still) : assumed;
  }

  private org.chainrule.explain.derivation.Question derivation() {
    org.chainrule.explain.derivation.Question derived =
        org.chainrule.explain.derivation.Question.of(program, by.stream().toList());
    return program.objectiveName().isPresent() ? derived : derived.unnamed();
  }

  /** A verdict with the answer as its derivation ends, which is how a person would write it. */
  private Verdict answered(Verdict.Wrong wrong) {
    String answer = closed;
    if (answer == null) {
      answer = closed();
      closed = answer;
    }
    return answer.isEmpty() ? wrong : wrong.answered(answer);
  }

  private String closed() {
    try {
      return by.isEmpty()
          ? program.objective().text()
          : question.derivative().isEmpty()
              ? JacobianWriter.whole(derivation()).map(Written::text).orElse("")
              : gradient();
    } catch (DerivationException e) {
      return "";
    }
  }

  /**
   * The gradient in writing; with the name that its derivation gives the objective where that is
   * shorter: f·(1 − f), where f = 1/(1 + exp(−x)).
   */
  private String gradient() {
    org.chainrule.explain.derivation.Question asked = derivation();
    String written = explained(asked);
    if (program.objectiveName().isPresent()) {
      return written;
    }
    try {
      String named = explained(asked.named());
      return named.length() < written.length() ? named : written;
    } catch (DerivationException e) {
      return written;
    }
  }

  /** The gradient, and what the names in it mean that are not the program's. */
  private String explained(org.chainrule.explain.derivation.Question asked) {
    DerivationSummary summary = DerivationSummary.of(Derivation.of(asked));
    StringBuilder text = new StringBuilder();
    summary.gradient().values().stream()
        .findFirst()
        .ifPresent(partial -> text.append(partial.formula().text()));
    String separator = ", where ";
    for (DerivationSummary.Quantity quantity : summary.forward().reversed()) {
      if (!isTaken(quantity.name()) && mentions(text, quantity.name())) {
        text.append(separator)
            .append(quantity.name())
            .append(" = ")
            .append(quantity.formula().text());
        separator = ", ";
      }
    }
    return text.toString();
  }

  private static boolean mentions(CharSequence text, String name) {
    return Pattern.compile("(?<![\\p{L}\\d_])" + Pattern.quote(name) + "(?![\\p{L}\\d_])")
        .matcher(text)
        .find();
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
    return read(claim, Stars.MATRIX_PRODUCT, Map.of());
  }

  private Quantity read(String claim, Stars stars, Map<String, Expr> more) {
    Map<String, Expr> derivatives = new LinkedHashMap<>(more);
    Optional<AnswerLabel> label = AnswerLabel.of(claim);
    List<String> indices =
        label
            .map(l -> l.indices(program.objectiveName(), by.flatMap(program::name), this::isTaken))
            .orElse(List.of());
    String answer = fractions(label.map(AnswerLabel::answer).orElse(claim));
    StringBuilder text = new StringBuilder(answer);
    Matcher matcher = DERIVATIVE.matcher(answer);
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
    Reading reading = new Reading(stars, Optional.of(question.answer().shape()), indices);
    return program.read(text.toString(), derivatives, reading);
  }

  /** Fractions of LaTeX that are derivatives in one line, what follows at its place. */
  private static String fractions(String answer) {
    return FRACTION
        .matcher(answer)
        .replaceAll(
            fraction -> {
              String line = " ∂" + fraction.group(1) + "/∂" + fraction.group(2);
              return Matcher.quoteReplacement(
                  line + " ".repeat(Math.max(1, fraction.group().length() - line.length())));
            });
  }

  /** Whether a word has a meaning in the program's text. */
  private boolean isTaken(String word) {
    boolean invented = program.objectiveName().isEmpty() && word.equals(program.objective().name());
    return !invented && program.has(word);
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

  private static boolean isZero(Expr claim) {
    return claim.op() instanceof Constant c && c.value().equals(Tensor.scalar(0));
  }
}
