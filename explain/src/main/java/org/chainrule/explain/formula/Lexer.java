package org.chainrule.explain.formula;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.explain.formula.Token.Kind;

/** Cuts a text into tokens, with signs of one meaning in one spelling and LaTeX understood. */
final class Lexer {
  private static final Pattern SUBSCRIPT = Pattern.compile("_\\{?([A-Za-z])\\}?");
  private static final int LONGEST_TEXT = 200_000;
  private final FormulaText source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean spaced;

  private Lexer(FormulaText source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Token> tokens(FormulaText source) {
    if (source.text().length() > LONGEST_TEXT) {
      throw new FormulaException(
          source, new Place(0, 0), "the text is longer than " + LONGEST_TEXT + " characters");
    }
    Lexer lexer = new Lexer(source);
    while (lexer.at < lexer.text.length()) {
      lexer.next();
    }
    lexer.add(Kind.LINE_END, "", lexer.at);
    lexer.add(Kind.END, "", lexer.at);
    return lexer.tokens;
  }

  private void add(Kind kind, String tokenText, int from) {
    tokens.add(new Token(kind, tokenText, new Place(from, at), spaced));
    spaced = false;
  }

  private FormulaException error(int from, String problem) {
    return new FormulaException(source, new Place(from, Math.max(at, from + 1)), problem);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private void next() {
    int from = at;
    char c = peek(0);
    if (c == '\n') {
      at++;
      add(Kind.LINE_END, "", from);
    } else if (c == '#') {
      while (at < text.length() && peek(0) != '\n') {
        at++;
      }
    } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '$' || c == '&') {
      at++;
      spaced = true;
    } else if (Spelling.raised(c) != 0) {
      script("^");
    } else if (Spelling.lowered(c) != 0) {
      script("_");
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
    } else if (c == '\\') {
      at++;
      latex(from);
    } else if (startsName(at)) {
      name();
    } else {
      sign();
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean startsName(int i) {
    if (i >= text.length()) {
      return false;
    }
    int c = text.codePointAt(i);
    return (Character.isLetter(c)
            && (c > 0xffff || (Spelling.raised((char) c) == 0 && Spelling.lowered((char) c) == 0)))
        || c == '∂'
        || c == '∇';
  }

  private void name() {
    int from = at;
    boolean exponent = !tokens.isEmpty() && tokens.getLast().is("^");
    while (startsName(at)
        || (at < text.length()
            && (isDigit(peek(0)) || Character.getType(peek(0)) == Character.NON_SPACING_MARK))) {
      at += Character.charCount(text.codePointAt(at));
      if (exponent && at == from + 1 && text.charAt(from) == 'T') {
        break; // w^Tx is wᵀ x, as in TeX
      }
    }
    add(Kind.NAME, Normalizer.normalize(text.substring(from, at), Normalizer.Form.NFC), from);
    subscript();
  }

  /** What follows the underscore of {@code x_1}, {@code W_fh}: letters and digits as one name. */
  private void subscript() {
    if (peek(0) != '_' || (!isDigit(peek(1)) && !startsName(at + 1))) {
      return;
    }
    int from = at++;
    add(Kind.SIGN, "_", from);
    from = at;
    while (at < text.length()
        && (isDigit(peek(0)) || startsName(at) || (peek(0) == '_' && startsName(at + 1)))) {
      at += Character.charCount(text.codePointAt(at));
    }
    String word = text.substring(from, at);
    add(word.chars().allMatch(c -> isDigit((char) c)) ? Kind.NUMBER : Kind.NAME, word, from);
  }

  private void number() {
    int from = at;
    while (isDigit(peek(0))) {
      at++;
    }
    if (peek(0) == '.' && ".*/^'T".indexOf(peek(1)) < 0) {
      at++;
      while (isDigit(peek(0))) {
        at++;
      }
    }
    int sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if ((peek(0) == 'e' || peek(0) == 'E') && isDigit(peek(sign))) {
      at += sign;
      while (isDigit(peek(0))) {
        at++;
      }
    }
    add(Kind.NUMBER, text.substring(from, at), from);
  }

  private void sign() {
    int from = at;
    if (text.startsWith(".T", at) && !startsName(at + 2) && !isDigit(peek(2))) {
      at += 2;
      add(Kind.SIGN, "'", from); // as NumPy writes a transpose
      return;
    }
    String found =
        Spelling.LONG_SIGNS.stream()
            .filter(s -> text.startsWith(s, from))
            .findFirst()
            .orElse(text.substring(from, from + 1));
    at += found.length();
    String meaning = Spelling.SAME.getOrDefault(found, found);
    if (Spelling.FRACTIONS.indexOf(found) >= 0) {
      add(Kind.NUMBER, List.of("0.25", "0.5", "0.75").get(Spelling.FRACTIONS.indexOf(found)), from);
    } else if (found.equals("√")) {
      add(Kind.COMMAND, "sqrt", from);
    } else if (found.equals("∛")) {
      add(Kind.COMMAND, "cbrt", from);
    } else if (found.equals("∑")) {
      add(Kind.COMMAND, "sum", from);
    } else if (found.equals("∏")) {
      add(Kind.COMMAND, "prod", from);
    } else if (meaning.equals("T")) {
      add(Kind.NAME, meaning, from);
    } else if (Spelling.SIGNS.contains(meaning)) {
      add(Kind.SIGN, meaning, from);
    } else {
      throw error(from, "the character " + found + " means nothing here");
    }
  }

  /** A run of raised or lowered characters, as {@code ^{…}} or {@code _{…}}. */
  private void script(String sign) {
    int from = at;
    boolean raised = sign.equals("^");
    StringBuilder means = new StringBuilder();
    while (at < text.length()) {
      char c = raised ? Spelling.raised(peek(0)) : Spelling.lowered(peek(0));
      if (c == 0) {
        break;
      }
      means.append(c);
      at++;
    }
    add(Kind.SIGN, sign, from);
    add(Kind.SIGN, "{", from);
    for (Token token : tokens(FormulaText.of(means.toString()))) {
      if (!token.is(Kind.LINE_END) && !token.is(Kind.END)) {
        add(token.kind(), token.text(), from);
      }
    }
    add(Kind.SIGN, "}", from);
  }

  private void latex(int from) {
    if (Character.isLetter(peek(0))) {
      while (Character.isLetter(peek(0)) && peek(0) < 128) {
        at++;
      }
      at = at == from + 1 ? at + 1 : at;
    } else if (at < text.length()) {
      at++;
    }
    String word = text.substring(from + 1, at);
    if (word.equals("\\")) {
      add(Kind.LINE_END, "", from);
    } else if (Spelling.LATEX_SPACE.contains(word)) {
      spaced = true;
    } else if (Spelling.LATEX_SIGNS.containsKey(word)) {
      add(Kind.SIGN, Spelling.LATEX_SIGNS.getOrDefault(word, word), from);
    } else if (Spelling.LATEX_COMMANDS.containsKey(word)) {
      add(Kind.COMMAND, Spelling.LATEX_COMMANDS.getOrDefault(word, word), from);
    } else if (Spelling.LATEX_TYPE.contains(word)) {
      typed(from);
    } else if (Spelling.LATEX_ACCENTS.containsKey(word)) {
      accented(from, word);
    } else if (Spelling.LATEX_WORDS.contains(word)) {
      add(Kind.NAME, word, from);
      subscript();
    } else {
      String letter =
          Spelling.LATEX_NAMES.getOrDefault(word, Spelling.GREEK.getOrDefault(word, ""));
      if (letter.isEmpty()) {
        throw error(from, "the LaTeX command \\" + word + " is not known here");
      }
      add(Kind.NAME, letter, from);
      subscript();
    }
  }

  /** {@code \mathbf{w}} is the name w; {@code \mathbb{1}[…]} is the indicator after it. */
  private void typed(int from) {
    int end = peek(0) == '{' ? text.indexOf('}', at) : -1;
    String inner = end < 0 ? "" : text.substring(at + 1, end).strip();
    if (inner.equals("1")) {
      at = end + 1;
      spaced = true;
      ones(from);
    } else if (!inner.isEmpty() && inner.chars().allMatch(Character::isLetterOrDigit)) {
      at = end + 1;
      add(Kind.NAME, inner, from);
      subscript();
    }
  }

  /** {@code \mathbf{1}} is 1 or ones, {@code \mathbf{1}_n} ones(n); before an indicator nothing. */
  private void ones(int from) {
    String rest = text.substring(at).replaceFirst("^(\\s|\\\\left|\\\\[,;!])+", "");
    if (rest.startsWith("[")) {
      return;
    }
    Matcher size = SUBSCRIPT.matcher(text).region(at, text.length());
    if (size.lookingAt()) {
      at = size.end();
      add(Kind.NAME, "ones", from);
      add(Kind.SIGN, "(", from);
      add(Kind.NAME, size.group(1), from);
      add(Kind.SIGN, ")", from);
    } else {
      add(Kind.NUMBER, "1", from);
    }
  }

  /** {@code \hat{y}} is the name ŷ. */
  private void accented(int from, String word) {
    while (peek(0) == ' ') {
      at++;
    }
    int first = tokens.size();
    int depth = 0;
    do {
      if (at >= text.length()) {
        throw error(from, "\\" + word + " needs a name, as \\" + word + "{y}");
      }
      depth += peek(0) == '{' ? 1 : peek(0) == '}' ? -1 : 0;
      int before = at;
      if (peek(0) == '{' || peek(0) == '}') {
        at++;
      } else if (depth == 0) {
        at++;
        add(Kind.NAME, text.substring(before, at), before);
      } else {
        next();
      }
    } while (depth > 0);
    List<Token> inside = tokens.subList(first, tokens.size());
    boolean plain =
        !inside.isEmpty()
            && inside.getFirst().is(Kind.NAME)
            && (inside.size() == 1 || (inside.size() == 3 && inside.get(1).is("_")));
    if (!plain) {
      throw error(from, "\\" + word + " needs a name, as \\" + word + "{y}");
    }
    List<Token> rest = List.copyOf(inside.subList(1, inside.size()));
    String name =
        Normalizer.normalize(
            inside.getFirst().text() + Spelling.LATEX_ACCENTS.getOrDefault(word, ""),
            Normalizer.Form.NFC);
    inside.clear();
    add(Kind.NAME, name, from);
    tokens.addAll(rest);
    subscript();
  }
}
