package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chainrule.explain.formula.Syntax.Call;
import org.chainrule.explain.formula.Syntax.Element;
import org.chainrule.explain.formula.Syntax.Indicator;
import org.chainrule.explain.formula.Syntax.Literal;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Negation;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.explain.formula.Syntax.Operator;
import org.chainrule.explain.formula.Syntax.Power;
import org.chainrule.explain.formula.Syntax.Rows;
import org.chainrule.explain.formula.Syntax.Series;
import org.chainrule.explain.formula.Syntax.Summation;
import org.chainrule.explain.formula.Syntax.Transposed;
import org.junit.jupiter.api.Test;

/** What is printed reads back as the same tree. */
class PrinterTest {
  private static final List<Operator> OPERATORS = List.of(Operator.values());
  private static final Place NOWHERE = new Place(0, 0);

  @Test
  void printedTreesReadBack() {
    for (long seed = 0; seed < 5000; seed++) {
      Syntax tree = tree(new Random(seed), 5);
      String text = Printer.print(tree);
      assertThat(erased(StatementParser.formula(FormulaText.of(text))))
          .as("seed %d: %s", seed, text)
          .isEqualTo(tree);
    }
  }

  private static Syntax tree(Random random, int depth) {
    int kind = random.nextInt(depth <= 0 ? 2 : 11);
    return switch (kind) {
      case 0 -> new Literal(random.nextInt(20) / 4.0, NOWHERE);
      case 1 -> name(random);
      case 2 -> new Negation(tree(random, depth - 1), NOWHERE);
      case 3, 4 -> operation(random, depth);
      case 5 ->
          new Power(
              tree(random, depth - 1), exponent(random, depth), random.nextInt(5) == 0, NOWHERE);
      case 6 -> new Transposed(tree(random, depth - 1), NOWHERE);
      case 7 -> new Call("relu", random.nextInt(3), List.of(tree(random, depth - 1)), NOWHERE);
      case 8 ->
          new Indicator(
              List.of("<", "≤", "=", "≠").get(random.nextInt(4)),
              tree(random, depth - 1),
              tree(random, depth - 1),
              NOWHERE);
      case 9 ->
          new Series(
              random.nextBoolean(),
              "i",
              new Literal(1, NOWHERE),
              new Name("n", List.of(), NOWHERE),
              tree(random, depth - 1),
              NOWHERE);
      default -> brackets(random, depth);
    };
  }

  /** Not the name T, which would be read as a transposition all the same, and never a group. */
  private static Syntax exponent(Random random, int depth) {
    return tree(random, depth - 2);
  }

  private static Syntax operation(Random random, int depth) {
    Operator operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
    Syntax left = operator == Operator.APPLIED ? name(random) : tree(random, depth - 1);
    boolean applied = operator == Operator.JUXTAPOSED && left instanceof Name;
    Syntax right = tree(random, depth - 1);
    return right instanceof Rows
        ? left
        : new Operation(applied ? Operator.APPLIED : operator, left, right, NOWHERE);
  }

  private static Syntax brackets(Random random, int depth) {
    List<Syntax> row = List.of(tree(random, depth - 1), tree(random, depth - 1));
    if (random.nextBoolean()) {
      return new Element(name(random), row, NOWHERE);
    }
    List<List<Syntax>> rows = new ArrayList<>(List.of(row));
    if (random.nextBoolean()) {
      rows.add(List.of(tree(random, depth - 1), tree(random, depth - 1)));
    }
    return new Rows(rows, NOWHERE);
  }

  private static Syntax name(Random random) {
    String base = List.of("x", "W", "θ", "h1", "ŷ").get(random.nextInt(5));
    List<Syntax> subscripts =
        switch (random.nextInt(5)) {
          case 0 -> List.of(new Literal(random.nextInt(12), NOWHERE));
          case 1 -> List.of(new Name("fh", List.of(), NOWHERE));
          case 2 ->
              List.of(
                  new Operation(
                      Operator.MINUS,
                      new Name("t", List.of(), NOWHERE),
                      new Literal(1, NOWHERE),
                      NOWHERE));
          default -> List.of();
        };
    return new Name(base, subscripts, NOWHERE);
  }

  /** The tree without places. */
  private static Syntax erased(Syntax node) {
    return switch (node) {
      case Literal n -> new Literal(n.value(), NOWHERE);
      case Name n -> new Name(n.base(), erased(n.subscripts()), NOWHERE);
      case Negation n -> new Negation(erased(n.operand()), NOWHERE);
      case Operation n -> new Operation(n.operator(), erased(n.left()), erased(n.right()), NOWHERE);
      case Power n -> new Power(erased(n.base()), erased(n.exponent()), n.elementwise(), NOWHERE);
      case Transposed n -> new Transposed(erased(n.operand()), NOWHERE);
      case Call n -> new Call(n.function(), n.primes(), erased(n.arguments()), NOWHERE);
      case Indicator n -> new Indicator(n.relation(), erased(n.left()), erased(n.right()), NOWHERE);
      case Series n ->
          new Series(
              n.product(), n.index(), erased(n.from()), erased(n.to()), erased(n.body()), NOWHERE);
      case Summation n ->
          new Summation((Name) erased(n.sign()), n.indices(), erased(n.body()), n.bare(), NOWHERE);
      case Rows n -> new Rows(n.rows().stream().map(PrinterTest::erased).toList(), NOWHERE);
      case Element n -> new Element(erased(n.operand()), erased(n.indices()), NOWHERE);
    };
  }

  private static List<Syntax> erased(List<Syntax> nodes) {
    return nodes.stream().map(PrinterTest::erased).toList();
  }
}
