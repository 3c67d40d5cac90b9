package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chainrule.explain.formula.Syntax.Call;
import org.chainrule.explain.formula.Syntax.Literal;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Negation;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.explain.formula.Syntax.Operator;
import org.chainrule.explain.formula.Syntax.Power;
import org.chainrule.explain.formula.Syntax.Series;
import org.chainrule.explain.formula.Syntax.Summation;
import org.chainrule.explain.formula.Token.Kind;

/** Reads what holds together by itself: numbers, names, calls, and all that stands in brackets. */
final class AtomParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final BracketParser brackets;

  AtomParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.brackets = new BracketParser(tokens, expressions, this);
  }

  BracketParser brackets() {
    return brackets;
  }

  Syntax atom() {
    Token next = tokens.peek();
    return switch (next.kind()) {
      case NUMBER -> literal(tokens.take());
      case NAME -> name();
      case COMMAND -> command(tokens.take());
      default ->
          switch (next.text()) {
            case "(" -> brackets.parenthesised();
            case "{" -> brackets.group();
            case "[" -> brackets.bracketed();
            case "|" -> brackets.magnitude();
            case "‖" -> brackets.norm();
            default -> throw tokens.unexpected("a number, a name or (");
          };
    };
  }

  private Literal literal(Token token) {
    double value = Double.parseDouble(token.text());
    if (Double.isInfinite(value)) {
      throw tokens.error(token.place(), "the number " + token.text() + " is too large");
    }
    return expressions.made(new Literal(value, token.place()));
  }

  /** A name, or a call if it is a function's. */
  private Syntax name() {
    Token word = tokens.take();
    if (word.text().equals("for")) {
      tokens.reset(tokens.position() - 1);
      throw tokens.unexpected("a number, a name or (");
    }
    if (KnownFunctions.isSeries(word.text()) && tokens.peek().is("_") && tokens.peek(3).is("=")) {
      return bigSeries(word);
    }
    boolean bounds = tokens.peek().is("(") && tokens.peek(2).is("=");
    if ((word.text().equals("Σ") && !bounds)
        || (word.text().equals("sum") && tokens.peek().is("_"))) {
      Optional<Syntax> sum = summation(word);
      if (sum.isPresent()) {
        return sum.get();
      }
    }
    if (tokens.peek().is("_") && tokens.peek(1).is(Kind.NAME)) {
      String joined = word.text() + "_" + tokens.peek(1).text();
      if (KnownFunctions.isKnown(joined) && tokens.peek(2).is("(")) {
        tokens.take();
        Place place = word.place().to(tokens.take().place());
        return call(new Token(Kind.NAME, joined, place, word.spaced()));
      }
    }
    if (word.text().equals("log") && tokens.peek().is("_")) {
      return logarithm(word);
    }
    if (KnownFunctions.isKnown(word.text()) && !tokens.peek().is("_")) {
      return call(word);
    }
    return subscripted(word.text(), word.place());
  }

  /** {@code log_2 x}, to this base; only a name if nothing follows that it could be of. */
  private Syntax logarithm(Token word) {
    int start = tokens.position();
    Name name = subscripted(word.text(), word.place());
    boolean numbered =
        name.subscripts().size() == 1 && name.subscripts().getFirst() instanceof Literal;
    if (!numbered || (!expressions.startsFactor() && !tokens.peek().is(Kind.NUMBER))) {
      tokens.reset(start);
      return subscripted(word.text(), word.place());
    }
    Literal base = (Literal) name.subscripts().getFirst();
    Syntax argument = tokens.peek().is("(") ? brackets.parenthesised() : expressions.bareArgument();
    Place place = word.place().to(tokens.last());
    if (base.value() == 2 || base.value() == 10) {
      return expressions.made(
          new Call(base.value() == 2 ? "log2" : "log10", 0, List.of(argument), place));
    }
    Call above = expressions.made(new Call("ln", 0, List.of(argument), place));
    Call below = expressions.made(new Call("ln", 0, List.of(base), base.place()));
    return expressions.made(new Operation(Operator.DIVIDED, above, below, place));
  }

  /** {@code Σ x}, {@code Σ_k a_k} or {@code Σ_k,l A_{k,l}}; empty if nothing is summed. */
  private Optional<Syntax> summation(Token sign) {
    int start = tokens.position();
    List<String> indices = new ArrayList<>();
    if (tokens.peek().is("_")) {
      boolean braced = tokens.peek(1).is("{");
      if (!tokens.peek(braced ? 2 : 1).is(Kind.NAME)) {
        return Optional.empty();
      }
      tokens.take();
      if (braced) {
        tokens.open();
      }
      boolean more = true;
      while (more) {
        String letters = tokens.take().text();
        letters.chars().forEach(c -> indices.add(Character.toString(c)));
        boolean next = tokens.peek(1).is(Kind.NAME) && tokens.peek(1).text().length() == 1;
        more = tokens.peek().is(",") && next;
        if (more) {
          tokens.take();
        }
      }
      if (braced) {
        tokens.close("}");
      }
    }
    if (!expressions.startsFactor() && !tokens.peek().is(Kind.NUMBER)) {
      tokens.reset(start);
      return Optional.empty();
    }
    Token first = tokens.peek();
    Syntax body = expressions.term();
    boolean bare = body.place().start() == first.place().start();
    Name name = expressions.made(new Name(sign.text(), List.of(), sign.place()));
    return Optional.of(
        expressions.made(new Summation(name, indices, body, bare, sign.place().to(body.place()))));
  }

  Name subscripted(String base, Place start) {
    List<Syntax> subscripts = List.of();
    while (tokens.peek().is("_")) {
      tokens.take();
      subscripts = new ArrayList<>(subscripts);
      subscripts.addAll(subscript());
    }
    return expressions.made(new Name(base, subscripts, start.to(tokens.last())));
  }

  /** A name without its meaning as a function, for the left of an equals sign. */
  Name plainName() {
    if (!tokens.peek().is(Kind.NAME)) {
      throw tokens.unexpected("a name");
    }
    Token word = tokens.take();
    return subscripted(word.text(), word.place());
  }

  List<Syntax> subscript() {
    Token next = tokens.peek();
    if (!next.is("{")) {
      if (next.is(Kind.NUMBER)) {
        return List.of(literal(tokens.take()));
      }
      if (!next.is(Kind.NAME)) {
        throw tokens.unexpected("a subscript");
      }
      tokens.take();
      return List.of(expressions.made(new Name(next.text(), List.of(), next.place())));
    }
    tokens.open();
    List<Syntax> parts = new ArrayList<>();
    do {
      parts.add(expressions.expression());
    } while (tokens.skip(","));
    tokens.close("}");
    return parts;
  }

  private Syntax call(Token word) {
    String function = word.text();
    int primes = 0;
    while (tokens.peek(primes).is("'")) {
      primes++;
    }
    if (tokens.peek(primes).is("(")) {
      for (int i = 0; i < primes; i++) {
        tokens.take();
      }
      if (KnownFunctions.isSeries(function)
          && tokens.peek(1).is(Kind.NAME)
          && tokens.peek(2).is("=")) {
        return series(word);
      }
      if (!KnownFunctions.names().contains(function)) {
        throw tokens.error(word.place(), function + " needs bounds, as prod(n = 1..3, x_n)");
      }
      List<Syntax> arguments = expressions.arguments();
      return expressions.made(
          new Call(function, primes, arguments, word.place().to(tokens.last())));
    }
    if (tokens.peek().is("[") && !tokens.peek().spaced()) {
      throw tokens.unexpected("( after " + function);
    }
    if (!KnownFunctions.isPrefix(function)) {
      return subscripted(function, word.place());
    }
    List<Syntax> exponents = new ArrayList<>();
    if (tokens.peek().is("^")) {
      tokens.take();
      exponents.add(expressions.exponent());
    }
    if (!expressions.startsFactor() && !tokens.peek().is(Kind.NUMBER)) {
      Name name = subscripted(function, word.place());
      return exponents.isEmpty()
          ? name
          : expressions.made(
              new Power(name, exponents.getFirst(), false, name.place().to(tokens.last())));
    }
    List<Syntax> arguments =
        tokens.peek().is("(") ? expressions.arguments() : List.of(expressions.bareArgument());
    Place place = word.place().to(tokens.last());
    if (KnownFunctions.isTrigonometric(function)
        && exponents.stream().anyMatch(AtomParser::isMinusOne)) {
      String inverse =
          KnownFunctions.inverse(function)
              .orElseThrow(
                  () ->
                      tokens.error(
                          place,
                          String.format(
                              Locale.ROOT,
                              "the inverse of %s is not known here; for the reciprocal write"
                                  + " 1/%s(x)",
                              function,
                              function)));
      return expressions.made(new Call(inverse, 0, arguments, place));
    }
    return expressions.raised(expressions.made(new Call(function, 0, arguments, place)), exponents);
  }

  private static boolean isMinusOne(Syntax exponent) {
    return exponent instanceof Negation(Literal(double number, Place _), Place _) && number == 1;
  }

  /** {@code sum(n = 1..3, body)}. */
  private Syntax series(Token word) {
    tokens.open();
    String index = tokens.take().text();
    tokens.take();
    Syntax from = expressions.expression();
    if (!tokens.skip("..")) {
      throw tokens.unexpected("..");
    }
    Syntax to = expressions.expression();
    if (!tokens.skip(",")) {
      throw tokens.unexpected(", and what is summed");
    }
    Syntax body = expressions.expression();
    Place place = word.place().to(tokens.close(")"));
    return expressions.made(new Series(!isSum(word), index, from, to, body, place));
  }

  private static boolean isSum(Token word) {
    return word.text().equals("sum") || word.text().equals("Σ");
  }

  private Syntax command(Token command) {
    return switch (command.text()) {
      case "frac" -> {
        Syntax dividend = braced();
        Syntax divisor = braced();
        yield expressions.made(
            new Operation(Operator.DIVIDED, dividend, divisor, command.place().to(tokens.last())));
      }
      case "sqrt", "cbrt" -> root(command);
      case "sum" -> {
        boolean bounded =
            tokens.peek().is("_") && (tokens.peek(3).is("=") || !tokens.peek(1).is("{"));
        yield bounded && !tokens.peek(1).is(Kind.NAME)
            ? bigSeries(command)
            : summation(command).orElseThrow(() -> tokens.unexpected("what is summed"));
      }
      default -> bigSeries(command);
    };
  }

  private Syntax braced() {
    if (!tokens.peek().is("{")) {
      throw tokens.unexpected("{, as in \\frac{a}{b}");
    }
    return brackets.group();
  }

  private Syntax root(Token command) {
    List<Syntax> degree = new ArrayList<>();
    if (command.text().equals("sqrt") && tokens.peek().is("[")) {
      tokens.open();
      degree.add(expressions.expression());
      tokens.close("]");
    }
    Syntax operand = expressions.bareArgument();
    Place place = command.place().to(tokens.last());
    boolean cube = degree.stream().anyMatch(d -> d instanceof Literal l && l.value() == 3);
    if (degree.isEmpty() || cube) {
      String function = cube ? "cbrt" : command.text();
      return expressions.made(new Call(function, 0, List.of(operand), place));
    }
    Literal one = expressions.made(new Literal(1, command.place()));
    Operation exponent =
        expressions.made(
            new Operation(Operator.DIVIDED, one, degree.getFirst(), degree.getFirst().place()));
    return expressions.made(new Power(operand, exponent, false, place));
  }

  /** {@code \sum_{n=1}^{3} body}. */
  private Syntax bigSeries(Token command) {
    String example = "bounds, as in " + command.text() + "_{n=1}^{3}";
    if (!tokens.skip("_") || !tokens.peek().is("{")) {
      throw tokens.unexpected(example);
    }
    tokens.open();
    if (!tokens.peek().is(Kind.NAME) || !tokens.peek(1).is("=")) {
      throw tokens.unexpected(example);
    }
    String index = tokens.take().text();
    tokens.take();
    Syntax from = expressions.expression();
    tokens.close("}");
    if (!tokens.skip("^")) {
      throw tokens.unexpected(example);
    }
    Syntax to = tokens.peek().is("{") ? brackets.group() : atom();
    Syntax body = expressions.term();
    Place place = command.place().to(body.place());
    return expressions.made(new Series(!isSum(command), index, from, to, body, place));
  }
}
