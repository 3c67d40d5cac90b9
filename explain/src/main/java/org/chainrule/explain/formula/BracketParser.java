package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.explain.formula.Syntax.Call;
import org.chainrule.explain.formula.Syntax.Element;
import org.chainrule.explain.formula.Syntax.Indicator;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.explain.formula.Syntax.Operator;
import org.chainrule.explain.formula.Syntax.Rows;
import org.chainrule.explain.formula.Token.Kind;

/** Reads what stands in parentheses, brackets, braces and bars. */
final class BracketParser {
  private static final List<String> RELATIONS = List.of("<", ">", "≤", "≥", "=", "≠");

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final AtomParser atoms;
  private int bars;
  private int doubleBars;

  BracketParser(TokenStream tokens, ExpressionParser expressions, AtomParser atoms) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.atoms = atoms;
  }

  /** Whether this token is a bar that opens: inside bars, the next one closes. */
  boolean opens(Token token) {
    if (bars > 0 && token.is("‖") && tokens.splitBars()) {
      return false; // |x||y|
    }
    return (token.is("|") && bars == 0) || (token.is("‖") && doubleBars == 0);
  }

  /** {@code (a)}, or a vector {@code (a, b)}. */
  Syntax parenthesised() {
    Token bracket = tokens.open();
    Outside outside = enter();
    List<Syntax> parts = new ArrayList<>();
    do {
      parts.add(expressions.expression());
    } while (tokens.skip(","));
    Place place = bracket.place().to(tokens.close(")"));
    leave(outside);
    return parts.size() == 1 ? parts.getFirst() : expressions.made(new Rows(List.of(parts), place));
  }

  Syntax group() {
    tokens.open();
    Outside outside = enter();
    Syntax inner = expressions.expression();
    tokens.close("}");
    leave(outside);
    return inner instanceof Name name && name.subscripts().isEmpty() && tokens.peek().is("_")
        ? atoms.subscripted(name.base(), name.place())
        : inner;
  }

  /** The bars that are open outside of a bracket. */
  private record Outside(int bars, int doubleBars) {}

  private Outside enter() {
    Outside outside = new Outside(bars, doubleBars);
    bars = 0;
    doubleBars = 0;
    return outside;
  }

  private void leave(Outside outside) {
    bars = outside.bars;
    doubleBars = outside.doubleBars;
  }

  /** {@code [a < b]}, {@code [a, b]} or {@code [a, b; c, d]}. */
  Syntax bracketed() {
    Token bracket = tokens.open();
    Outside outside = enter();
    List<List<Syntax>> rows = new ArrayList<>();
    List<Syntax> row = new ArrayList<>();
    row.add(expressions.expression());
    Token relation = tokens.peek();
    if (relation.is(Kind.SIGN) && RELATIONS.contains(relation.text())) {
      tokens.take();
      Syntax right = expressions.expression();
      Place place = bracket.place().to(tokens.close("]"));
      leave(outside);
      return expressions.made(new Indicator(relation.text(), row.getFirst(), right, place));
    }
    while (tokens.peek().is(",") || tokens.peek().is(";")) {
      if (tokens.take().is(";")) {
        rows.add(row);
        row = new ArrayList<>();
      }
      row.add(expressions.expression());
    }
    rows.add(row);
    Place place = bracket.place().to(tokens.close("]"));
    leave(outside);
    return expressions.made(new Rows(rows, place));
  }

  /** {@code operand[i, j]}, or the operand times an indicator {@code [a < b]}. */
  Syntax element(Syntax operand) {
    Syntax bracket = bracketed();
    Place place = operand.place().to(bracket.place());
    if (!(bracket instanceof Rows rows)) {
      return expressions.made(new Operation(Operator.JUXTAPOSED, operand, bracket, place));
    }
    if (rows.rows().size() != 1) {
      throw tokens.error(bracket.place(), "the indices of an element are separated by commas");
    }
    return expressions.made(new Element(operand, rows.rows().getFirst(), place));
  }

  Syntax magnitude() {
    Token bar = tokens.open();
    bars++;
    Syntax inner = expressions.expression();
    bars--;
    return expressions.made(new Call("abs", 0, List.of(inner), bar.place().to(tokens.close("|"))));
  }

  /** {@code ‖a‖}, also {@code ‖a‖_2}, {@code ‖a‖_F} and {@code ‖a‖_1}. */
  Syntax norm() {
    Token bar = tokens.open();
    doubleBars++;
    Syntax inner = expressions.expression();
    doubleBars--;
    Place place = bar.place().to(tokens.close("‖"));
    String kind = "2";
    if (tokens.skip("_")) {
      tokens.skip("{");
      Token which = tokens.take();
      tokens.skip("}");
      kind = which.text();
      if (!List.of("1", "2", "F").contains(kind)) {
        throw tokens.error(which.place(), "only the norms ‖a‖_1, ‖a‖_2 and ‖a‖_F are known");
      }
    }
    if (kind.equals("1")) {
      Call magnitudes = expressions.made(new Call("abs", 0, List.of(inner), place));
      return expressions.made(new Call("sum", 0, List.of(magnitudes), place));
    }
    return expressions.made(new Call("norm", 0, List.of(inner), place));
  }
}
