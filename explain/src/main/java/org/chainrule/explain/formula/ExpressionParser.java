package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.chainrule.explain.formula.Syntax.Call;
import org.chainrule.explain.formula.Syntax.Element;
import org.chainrule.explain.formula.Syntax.Literal;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Negation;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.explain.formula.Syntax.Operator;
import org.chainrule.explain.formula.Syntax.Power;
import org.chainrule.explain.formula.Syntax.Transposed;
import org.chainrule.explain.formula.Token.Kind;

/**
 * Reads a formula, by recursive descent: sums of products of powers of atoms; {@link AtomParser}
 * reads the atoms.
 */
final class ExpressionParser {
  private static final int DEEPEST_NESTING = 150;
  private static final int HIGHEST_TREE = 600;

  private final TokenStream tokens;
  private final AtomParser atoms;
  private final IdentityHashMap<Syntax, Integer> heights = new IdentityHashMap<>();
  private int depth;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
    this.atoms = new AtomParser(tokens, this);
  }

  AtomParser atoms() {
    return atoms;
  }

  /** Remembers how high a new tree is, and refuses one that is too high to be worked on. */
  <S extends Syntax> S made(S node) {
    int height = 0;
    for (Syntax child : node.children()) {
      height = Math.max(height, heights.getOrDefault(child, 0) + 1);
    }
    if (height > HIGHEST_TREE) {
      throw tokens.error(
          node.place(), "the formula has more than " + HIGHEST_TREE + " operations in a chain");
    }
    heights.put(node, height);
    return node;
  }

  /** A sum: {@code -a + b - c}. */
  Syntax expression() {
    if (++depth > DEEPEST_NESTING) {
      throw tokens.error(
          tokens.peek().place(), "nested more than " + DEEPEST_NESTING + " levels deep");
    }
    Syntax sum = term();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      Operator operator = tokens.take().is("+") ? Operator.PLUS : Operator.MINUS;
      sum = operation(operator, sum, afterSign());
    }
    depth--;
    return sum;
  }

  private Syntax afterSign() {
    tokens.skipLineEnds();
    return term();
  }

  private Operation operation(Operator operator, Syntax left, Syntax right) {
    return made(new Operation(operator, left, right, left.place().to(right.place())));
  }

  /** A product, with a sign before it: {@code -a * b / c d}. */
  Syntax term() {
    Place start = tokens.peek().place();
    boolean negative = false;
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      negative ^= tokens.take().is("-");
    }
    Syntax product = factors();
    while (true) {
      Operator operator =
          switch (tokens.peek().text()) {
            case "*" -> Operator.TIMES;
            case "·" -> Operator.DOT;
            case "∘" -> Operator.HADAMARD;
            case "/" -> Operator.DIVIDED;
            default -> Operator.JUXTAPOSED;
          };
      if (operator == Operator.JUXTAPOSED) {
        break;
      }
      Place sign = tokens.take().place();
      tokens.skipLineEnds();
      product =
          operator == Operator.DIVIDED
              ? quotient(product, sign)
              : operation(operator, product, signed());
    }
    return negative ? made(new Negation(product, start.to(product.place()))) : product;
  }

  /** An operand after a sign of multiplication, which may have a sign of its own. */
  private Syntax signed() {
    if (!tokens.peek().is("-")) {
      return factors();
    }
    Place sign = tokens.take().place();
    Syntax operand = nested(this::signed);
    return made(new Negation(operand, sign.to(operand.place())));
  }

  private Syntax nested(java.util.function.Supplier<Syntax> part) {
    if (++depth > DEEPEST_NESTING) {
      throw tokens.error(
          tokens.peek().place(), "nested more than " + DEEPEST_NESTING + " levels deep");
    }
    Syntax result = part.get();
    depth--;
    return result;
  }

  /** {@code 1/2 x} is half of x; {@code a/b c} could be either and is refused. */
  private Syntax quotient(Syntax dividend, Place sign) {
    boolean fraction = dividend instanceof Literal && tokens.peek().is(Kind.NUMBER);
    int start = tokens.position();
    Syntax divisor = fraction ? power() : signed();
    if (fraction && startsFactor() && (tokens.peek().spaced() || tokens.peek().is("("))) {
      Syntax half = operation(Operator.DIVIDED, dividend, divisor);
      return operation(Operator.JUXTAPOSED, half, factors());
    }
    if (fraction && startsFactor()) {
      tokens.reset(start);
      divisor = factors();
    }
    if (divisor instanceof Operation product
        && (product.operator() == Operator.JUXTAPOSED || product.operator() == Operator.APPLIED)
        && tokens.startsAt(start, product.place())) {
      throw tokens.error(
          sign.to(divisor.place()),
          "this may be a/(b c) or (a/b) c; write it with parentheses or with *");
    }
    return operation(Operator.DIVIDED, dividend, divisor);
  }

  /** Factors with no sign between them: {@code 3 sin(x)}, {@code wᵀx}. */
  private Syntax factors() {
    Syntax product = power();
    while (startsFactor() || startsOnes(product)) {
      boolean applied = product instanceof Name && tokens.peek().is("(");
      product = operation(applied ? Operator.APPLIED : Operator.JUXTAPOSED, product, power());
    }
    return product;
  }

  /** Whether 1 follows as a vector of ones: {@code A 1}. */
  private boolean startsOnes(Syntax product) {
    Token next = tokens.peek();
    return next.is(Kind.NUMBER)
        && next.text().equals("1")
        && next.spaced()
        && (!(product instanceof Literal)
            || tokens.peek(1).is("'")
            || (tokens.peek(1).is("^")
                && (tokens.peek(2).text().equals("T") || tokens.peek(3).text().equals("T"))));
  }

  /** Whether the next token begins a factor that may follow another without a sign. */
  boolean startsFactor() {
    Token next = tokens.peek();
    return (next.is(Kind.NAME) && !next.text().equals("for"))
        || next.is(Kind.COMMAND)
        || next.is("(")
        || next.is("{")
        || next.is("[")
        || atoms.brackets().opens(next);
  }

  /** An atom with what is raised after it: {@code x'}, {@code x^2}, {@code x[1]}. */
  Syntax power() {
    Syntax base = nested(atoms::atom);
    while (true) {
      Token next = tokens.peek();
      if (next.is("'")) {
        tokens.take();
        base = made(new Transposed(base, base.place().to(next.place())));
      } else if (next.is("^") || next.is(".^")) {
        tokens.take();
        Syntax exponent = exponent();
        base = made(new Power(base, exponent, next.is(".^"), base.place().to(tokens.last())));
      } else if (next.is("[") && !next.spaced() && !(base instanceof Literal)) {
        base = atoms.brackets().element(base);
      } else if (next.is("_") && !(base instanceof Name) && !(base instanceof Literal)) {
        tokens.take();
        List<Syntax> at = atoms.subscript();
        base = made(new Element(base, at, base.place().to(tokens.last())));
      } else {
        return base;
      }
    }
  }

  /** What stands after {@code ^}: a group, or a signed power, so that ^ groups from the right. */
  Syntax exponent() {
    Token next = tokens.peek();
    if (next.is("-")) {
      tokens.take();
      Syntax operand = nested(this::exponent);
      return made(new Negation(operand, next.place().to(operand.place())));
    }
    if (next.is(Kind.NAME) && next.text().equals("T")) {
      tokens.take();
      return made(new Name("T", List.of(), next.place()));
    }
    Syntax exponent = nested(atoms::atom);
    if (next.is("{") || !tokens.peek().is("^")) {
      return exponent;
    }
    tokens.take();
    Syntax higher = nested(this::exponent);
    return made(new Power(exponent, higher, false, exponent.place().to(tokens.last())));
  }

  /** The arguments of a function in parentheses. */
  List<Syntax> arguments() {
    tokens.open();
    List<Syntax> arguments = new ArrayList<>();
    if (!tokens.peek().is(")")) {
      do {
        arguments.add(expression());
      } while (tokens.skip(","));
    }
    tokens.close(")");
    return arguments;
  }

  /** The argument of a function that is written without parentheses: {@code sin 2x}. */
  Syntax bareArgument() {
    Syntax argument = nested(this::power);
    if (argument instanceof Literal && tokens.peek().is(Kind.NAME) && !tokens.peek().spaced()) {
      argument = operation(Operator.JUXTAPOSED, argument, power());
    }
    return argument;
  }

  /** A call, or a power of one where the exponent stands at the function's name. */
  Syntax raised(Call call, List<Syntax> exponents) {
    return exponents.isEmpty()
        ? call
        : made(new Power(call, exponents.getFirst(), false, call.place()));
  }
}
