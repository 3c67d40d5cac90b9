package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.explain.formula.Token.Kind;

/**
 * What stands on the left of = in an answer, as {@code df/dx}, {@code ∂s_i/∂z_j}, {@code ∇_w J},
 * {@code f'(x)} or {@code grad}.
 */
public final class AnswerLabel {
  private static final String ANY_NAME = "[\\p{L}\\p{M}\\d]+?";
  private static final String INDICES = "([i-n]{0,2})";
  private static final String WORDS =
      "grad|gradient|∇|jacobian|jac|derivative|answer|solution|result";

  private final FormulaText source;
  private final int end;

  private AnswerLabel(FormulaText source, int end) {
    this.source = source;
    this.end = end;
  }

  /** The label of an answer, if it has one: what stands before an = outside of all brackets. */
  public static Optional<AnswerLabel> of(String answer) {
    int depth = 0;
    for (int i = 0; i < answer.length(); i++) {
      char c = answer.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      boolean relation =
          (i > 0 && "<>!=".indexOf(answer.charAt(i - 1)) >= 0) || answer.startsWith("==", i);
      if (c == '=' && depth == 0 && !relation) {
        return Optional.of(new AnswerLabel(FormulaText.of(answer), i));
      }
    }
    return Optional.empty();
  }

  /** The answer without it, every character at its place. */
  public String answer() {
    return " ".repeat(end + 1) + source.text().substring(end + 1);
  }

  /**
   * The indices that it has, in order.
   *
   * @param objective what the differentiated quantity is called, if it has a name
   * @param by what is differentiated by; empty if nothing is
   * @param known whether a word is the name of something else
   * @throws FormulaException if it names something else than this derivative
   */
  public List<String> indices(
      Optional<String> objective, Optional<String> by, Predicate<String> known) {
    String of = objective.map(name -> Pattern.quote(plain(name))).orElse(ANY_NAME);
    String x = by.map(name -> Pattern.quote(plain(name))).orElse("(?!)");
    String called = "(?<of>" + of + ")";
    String arguments = "(?:\\([^()]*\\))?";
    String text = plain(source.text().substring(0, end));
    List<String> forms =
        List.of(
            "[d∂](?:" + called + arguments + "|\\(.*\\))" + INDICES + "/[d∂]" + x + INDICES,
            "[d∂]/[d∂]" + x + INDICES + "(?:" + called + arguments + "|\\(.*\\))?" + INDICES,
            "[d∂]" + called + "[d∂]" + x + INDICES,
            "(?:∇|grad|D)" + x + INDICES + "(?:\\(?" + called + "\\)?" + arguments + ")?",
            "(?:" + WORDS + ")(?:\\(?" + called + "\\)?" + arguments + ")?" + INDICES,
            called + "'" + arguments + INDICES,
            called + x + INDICES,
            by.isEmpty() ? called + arguments + INDICES : known.test("J") ? "(?!)" : "J" + INDICES);
    return forms.stream()
        .map(form -> Pattern.compile(form).matcher(text))
        .filter(matcher -> matcher.matches() && isFree(matcher, objective, known))
        .findFirst()
        .map(AnswerLabel::letters)
        .orElseThrow(
            () ->
                new FormulaException(
                    source,
                    new Place(0, source.text().substring(0, end).stripTrailing().length()),
                    "what stands before = is not "
                        + by.map(
                                name ->
                                    "the derivative asked for, ∂"
                                        + objective.orElse("(the formula)")
                                        + "/∂"
                                        + name)
                            .orElse(
                                "what is asked for" + objective.map(o -> ", " + o).orElse(""))));
  }

  /** A formula without a name may be called anything but what has another meaning. */
  private static boolean isFree(
      Matcher matcher, Optional<String> objective, Predicate<String> known) {
    Optional<String> of =
        matcher.namedGroups().containsKey("of")
            ? Optional.ofNullable(matcher.group("of"))
            : Optional.empty();
    return objective.isPresent() || of.filter(known).isEmpty();
  }

  private static List<String> letters(Matcher matcher) {
    List<String> letters = new ArrayList<>();
    int name = matcher.namedGroups().getOrDefault("of", 0);
    for (int i = 1; i <= matcher.groupCount(); i++) {
      if (i != name && matcher.group(i) != null) {
        Stream.of(matcher.group(i).split("")).filter(s -> !s.isEmpty()).forEach(letters::add);
      }
    }
    return letters;
  }

  /** A text in one spelling: without spaces, underscores and braces, fractions with a stroke. */
  private static String plain(String text) {
    return Lexer.tokens(FormulaText.of(text)).stream()
        .filter(token -> !token.is(Kind.LINE_END) && !token.is(Kind.END))
        .map(token -> token.is(Kind.NAME) ? Names.key(token.text()) : token.text())
        .collect(Collectors.joining())
        .replace("frac{", "")
        .replace("}{", "/")
        .replaceAll("[_{},]", "");
  }
}
