package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.formula.Statement.Assignment;
import org.chainrule.explain.formula.Statement.Declaration;
import org.chainrule.explain.formula.Statement.Range;
import org.chainrule.explain.formula.Statement.Value;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Token.Kind;

/** Reads the lines of a program, lists of sizes and lists of values. */
final class StatementParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final AtomParser atoms;

  private StatementParser(FormulaText source) {
    this.tokens = new TokenStream(source);
    this.expressions = new ExpressionParser(tokens);
    this.atoms = expressions.atoms();
  }

  /** The statements of a program. */
  static List<Statement> program(FormulaText source) {
    StatementParser parser = new StatementParser(source);
    List<Statement> statements = new ArrayList<>();
    while (parser.more()) {
      parser.statement(statements);
    }
    return statements;
  }

  /** A formula alone. */
  static Syntax formula(FormulaText source) {
    StatementParser parser = new StatementParser(source);
    parser.tokens.skipLineEnds();
    Syntax formula = parser.expressions.expression();
    parser.tokens.skipLineEnds();
    if (!parser.tokens.peek().is(Kind.END)) {
      throw parser.tokens.unexpected("an operator or the end");
    }
    return formula;
  }

  /** Sizes such as {@code X: n, d; y: n}. */
  static List<Statement> declarations(FormulaText source) {
    StatementParser parser = new StatementParser(source);
    List<Statement> found = new ArrayList<>();
    while (parser.more()) {
      found.add(
          parser.declaration().orElseThrow(() -> parser.tokens.unexpected("sizes, as X: n, d")));
      parser.end();
    }
    return found;
  }

  /** Values such as {@code x = 1, W = [1, 2; 3, 4]}. */
  static List<Statement> values(FormulaText source) {
    StatementParser parser = new StatementParser(source);
    List<Statement> found = new ArrayList<>();
    while (parser.more()) {
      parser.values(found);
    }
    return found;
  }

  private boolean more() {
    do {
      tokens.skipLineEnds();
    } while (tokens.skip(";"));
    return !tokens.peek().is(Kind.END);
  }

  private void end() {
    if (!tokens.peek().is(Kind.LINE_END) && !tokens.peek().is(";")) {
      throw tokens.unexpected("an operator or the end of the line");
    }
    tokens.take();
  }

  private void statement(List<Statement> statements) {
    if (tokens.peek().is(Kind.NAME)
        && tokens.peek().text().equals("given")
        && tokens.peek(1).is(Kind.NAME)) {
      tokens.take();
      values(statements);
      return;
    }
    Optional<Statement> declaration = declaration();
    statements.add(declaration.orElseGet(this::assignment));
    end();
  }

  private void values(List<Statement> found) {
    do {
      tokens.skipLineEnds();
      Name name = atoms.plainName();
      if (!tokens.skip("=")) {
        throw tokens.unexpected("= and a value");
      }
      Syntax value = expressions.expression();
      found.add(new Value(name, value, name.place().to(value.place())));
    } while (tokens.skip(","));
    end();
  }

  /** Whether a name follows, and not a sum over an index, as {@code sum_{n=1}^3 x_n}. */
  private boolean nameFollows() {
    return tokens.peek().is(Kind.NAME) && !(tokens.peek(2).is("{") && tokens.peek(4).is("="));
  }

  private Optional<Statement> declaration() {
    int start = tokens.position();
    List<Name> names = new ArrayList<>();
    do {
      if (!nameFollows()) {
        tokens.reset(start);
        return Optional.empty();
      }
      names.add(atoms.plainName());
    } while (tokens.skip(","));
    if (!tokens.skip(":")) {
      tokens.reset(start);
      return Optional.empty();
    }
    List<Syntax> sizes = new ArrayList<>();
    if (tokens.peek().text().equals("scalar")) {
      tokens.take();
    } else {
      do {
        sizes.add(atoms.atom());
      } while (tokens.skip(",") || tokens.skip("*"));
    }
    return Optional.of(new Declaration(names, sizes, names.getFirst().place().to(tokens.last())));
  }

  private Assignment assignment() {
    int start = tokens.position();
    Optional<Name> target = Optional.empty();
    if (nameFollows()) {
      Name name = atoms.plainName();
      skipParameters();
      if (tokens.skip("=")) {
        target = Optional.of(name);
        tokens.skipLineEnds();
      } else {
        tokens.reset(start);
      }
    }
    Place first = tokens.peek().place();
    Syntax value = expressions.expression();
    Place formula = first.to(tokens.last());
    if (tokens.peek().is("=")) {
      throw tokens.error(value.place(), "only a name can stand on the left of =");
    }
    Place place = target.map(name -> name.place().to(value.place())).orElse(value.place());
    if (tokens.peek().is(",") && tokens.peek(1).text().equals("for")) {
      tokens.take();
    }
    if (!tokens.peek().text().equals("for")) {
      return new Assignment(target, value, Optional.empty(), formula, place);
    }
    if (target.isEmpty()) {
      throw tokens.error(place, "a formula for every index needs a name, as h_t = …");
    }
    Range range = range();
    return new Assignment(target, value, Optional.of(range), formula, place.to(range.place()));
  }

  /** In {@code f(x, y) = …} the names in parentheses say nothing that the formula does not. */
  private void skipParameters() {
    int start = tokens.position();
    if (!tokens.skip("(")) {
      return;
    }
    do {
      if (!tokens.peek().is(Kind.NAME)) {
        tokens.reset(start);
        return;
      }
      atoms.plainName();
    } while (tokens.skip(","));
    if (!tokens.skip(")") || !tokens.peek().is("=")) {
      tokens.reset(start);
    }
  }

  private Range range() {
    Place start = tokens.take().place();
    if (!tokens.peek().is(Kind.NAME)) {
      throw tokens.unexpected("an index, as in for t = 1..3");
    }
    String index = tokens.take().text();
    if (!tokens.skip("=") && !tokens.peek().text().equals("in")) {
      throw tokens.unexpected("=, as in for t = 1..3");
    }
    if (tokens.peek().text().equals("in")) {
      tokens.take();
    }
    Syntax from = expressions.expression();
    boolean list = tokens.skip(",");
    if (!tokens.skip("..")) {
      throw tokens.unexpected(".., as in for t = 1..3");
    }
    if (list) {
      tokens.skip(",");
    }
    Syntax to = expressions.expression();
    return new Range(index, from, to, start.to(to.place()));
  }
}
