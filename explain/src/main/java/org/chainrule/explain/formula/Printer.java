package org.chainrule.explain.formula;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.explain.formula.Syntax.Call;
import org.chainrule.explain.formula.Syntax.Element;
import org.chainrule.explain.formula.Syntax.Indicator;
import org.chainrule.explain.formula.Syntax.Literal;
import org.chainrule.explain.formula.Syntax.Name;
import org.chainrule.explain.formula.Syntax.Negation;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.explain.formula.Syntax.Power;
import org.chainrule.explain.formula.Syntax.Rows;
import org.chainrule.explain.formula.Syntax.Series;
import org.chainrule.explain.formula.Syntax.Summation;
import org.chainrule.explain.formula.Syntax.Transposed;

/** Writes syntax as text that reads back as the same syntax. */
public final class Printer {
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int FACTORS = 3;
  private static final int POWER = 4;
  private static final int POSTFIX = 5;
  private static final int ATOM = 6;

  private Printer() {}

  /** The formula in one line. */
  public static String print(Syntax node) {
    return switch (node) {
      case Literal literal -> number(literal.value());
      case Name name ->
          Names.written(name.base(), name.subscripts().stream().map(Printer::print).toList());
      case Negation negation -> "-" + within(negation.operand(), PRODUCT);
      case Operation operation -> operation(operation);
      case Power power ->
          within(power.base(), POSTFIX)
              + (power.elementwise() ? ".^" : "^")
              + within(power.exponent(), ATOM);
      case Transposed transposed -> within(transposed.operand(), POWER) + "'";
      case Call call ->
          call.function() + "'".repeat(call.primes()) + "(" + list(call.arguments()) + ")";
      case Indicator indicator ->
          "["
              + print(indicator.left())
              + " "
              + indicator.relation()
              + " "
              + print(indicator.right())
              + "]";
      case Series series ->
          String.format(
              Locale.ROOT,
              "%s(%s = %s..%s, %s)",
              series.product() ? "prod" : "sum",
              series.index(),
              print(series.from()),
              print(series.to()),
              print(series.body()));
      case Summation sum ->
          sum.indices().isEmpty()
              ? "Σ (" + print(sum.body()) + ")"
              : "Σ_{" + String.join(",", sum.indices()) + "} (" + print(sum.body()) + ")";
      case Rows rows ->
          rows.rows().stream().map(Printer::list).collect(Collectors.joining("; ", "[", "]"));
      case Element element ->
          within(element.operand(), POWER) + "[" + list(element.indices()) + "]";
    };
  }

  private static String operation(Operation node) {
    String left = node.operator().sign();
    return switch (node.operator()) {
      case PLUS, MINUS ->
          within(node.left(), SUM) + " " + left + " " + within(node.right(), PRODUCT);
      case TIMES, DOT, HADAMARD, DIVIDED ->
          within(node.left(), PRODUCT) + " " + left + " " + within(node.right(), POWER);
      case JUXTAPOSED -> within(node.left(), FACTORS) + " (" + print(node.right()) + ")";
      case APPLIED -> print(node.left()) + "(" + print(node.right()) + ")";
    };
  }

  private static String list(List<Syntax> parts) {
    return parts.stream().map(Printer::print).collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return value == Math.rint(value) && value < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String within(Syntax node, int binding) {
    return binding(node) >= binding ? print(node) : "(" + print(node) + ")";
  }

  private static int binding(Syntax node) {
    return switch (node) {
      case Negation negation -> SUM;
      case Operation operation ->
          switch (operation.operator()) {
            case PLUS, MINUS -> SUM;
            case JUXTAPOSED, APPLIED -> FACTORS;
            default -> PRODUCT;
          };
      case Summation sum -> SUM;
      case Power power -> POWER;
      case Transposed transposed -> POSTFIX;
      case Element element -> POSTFIX;
      default -> ATOM;
    };
  }
}
