package org.chainrule.explain.formula;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.chainrule.explain.formula.Token.Kind;

/** The tokens of a text, one after the other; the end of a line inside brackets is no end. */
final class TokenStream {
  private final FormulaText source;
  private final List<Token> tokens;
  private final Deque<Token> open = new ArrayDeque<>();
  private int at;

  TokenStream(FormulaText source) {
    this.source = source;
    this.tokens = Lexer.tokens(source);
  }

  Token peek() {
    skipInside();
    return tokens.get(at);
  }

  /** The token this many after the next. */
  Token peek(int ahead) {
    skipInside();
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  private void skipInside() {
    while (!open.isEmpty() && tokens.get(at).is(Kind.LINE_END) && at < tokens.size() - 2) {
      at++;
    }
  }

  /** Makes two bars of a next token that is written as two; else does nothing. */
  boolean splitBars() {
    Token both = peek();
    Place place = both.place();
    if (place.end() - place.start() != 2) {
      return false;
    }
    int middle = place.start() + 1;
    tokens.set(at, new Token(Kind.SIGN, "|", new Place(place.start(), middle), both.spaced()));
    tokens.add(at + 1, new Token(Kind.SIGN, "|", new Place(middle, place.end()), false));
    return true;
  }

  Token take() {
    Token token = peek();
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean skip(String sign) {
    boolean found = peek().is(sign);
    if (found) {
      take();
    }
    return found;
  }

  void skipLineEnds() {
    while (tokens.get(at).is(Kind.LINE_END)) {
      at++;
    }
  }

  int position() {
    return at;
  }

  /** Whether a part begins with the token at this position. */
  boolean startsAt(int position, Place place) {
    return tokens.get(position).place().start() == place.start();
  }

  void reset(int position) {
    at = position;
  }

  /** The place of the token that was taken last. */
  Place last() {
    return tokens.get(Math.max(0, at - 1)).place();
  }

  /** Takes an opening bracket. */
  Token open() {
    Token bracket = take();
    open.push(bracket);
    return bracket;
  }

  /** Takes the closing bracket of the one that was opened last. */
  Place close(String sign) {
    Token bracket = open.element();
    if (!peek().is(sign)) {
      Token found = peek();
      if (found.is(Kind.LINE_END) || found.is(Kind.END)) {
        throw error(bracket.place(), "this " + bracket.text() + " is never closed");
      }
      throw error(
          found.place(),
          String.format(
              Locale.ROOT,
              "expected an operator or %s, which closes the %s in column %d; found %s",
              sign,
              bracket.text(),
              source.column(bracket.place()),
              found.text()));
    }
    open.pop();
    return take().place();
  }

  FormulaException unexpected(String wanted) {
    Token token = peek();
    if (token.is(")") || token.is("]") || token.is("}")) {
      if (open.isEmpty()) {
        return error(token.place(), "this " + token.text() + " closes nothing");
      }
    }
    String found =
        token.is(Kind.END) || token.is(Kind.LINE_END) ? "the end of the line" : token.text();
    return error(token.place(), "expected " + wanted + ", found " + found);
  }

  FormulaException error(Place place, String problem) {
    return new FormulaException(source, place, problem);
  }
}
