package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.chainrule.calculus.Gradient;
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
import org.chainrule.explain.formula.Syntax.Transposed;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.op.Variable;

/** From syntax to expressions: says what names stand for and whether shapes fit. */
final class Elaborator {
  private static final int MOST_TERMS = 1_000;
  private static final int MOST_OPERATIONS = 100_000;

  private final FormulaText source;
  private final Algebra algebra;
  private final Map<String, Integer> indices = new HashMap<>();
  private final NameResolver names;
  private int operations;

  Elaborator(FormulaText source, Scope scope, int reluAtZero) {
    this.source = source;
    this.algebra = new Algebra(scope.sizes(), reluAtZero);
    this.names = new NameResolver(source, scope, indices);
  }

  NameResolver names() {
    return names;
  }

  /** What is done while an index has a value. */
  <R> R with(String index, int value, Supplier<R> work) {
    Integer outer = indices.put(index, value);
    R result = work.get();
    if (outer == null) {
      indices.remove(index);
    } else {
      indices.put(index, outer);
    }
    return result;
  }

  FormulaException error(Place place, String problem) {
    return new FormulaException(source, place, problem);
  }

  Term term(Syntax node) {
    if (++operations > MOST_OPERATIONS) {
      throw error(node.place(), "more than " + MOST_OPERATIONS + " operations when written out");
    }
    try {
      return switch (node) {
        case Literal literal -> Term.of(Expr.constant(literal.value()));
        case Name name -> names.resolve(name);
        case Negation negation -> negation(negation);
        case Operation operation -> operation(operation);
        case Power power -> power(power);
        case Transposed transposed -> algebra.transposed(term(transposed.operand()));
        case Call call -> call(call);
        case Indicator indicator -> indicator(indicator);
        case Series series -> series(series);
        case Rows rows -> BracketTerms.of(this, rows);
        case Element element -> element(element);
      };
    } catch (ShapeException misfit) {
      FormulaException error = error(node.place(), String.valueOf(misfit.getMessage()));
      error.initCause(misfit);
      throw error;
    }
  }

  private Term negation(Negation negation) {
    if (negation.operand() instanceof Literal literal) {
      return Term.of(Expr.constant(-literal.value()));
    }
    Term operand = term(negation.operand());
    return new Term(operand.value().negate(), operand.row());
  }

  private Term operation(Operation node) {
    if (node.operator() == Operator.DIVIDED) {
      Optional<Term> derivative = names.derivative(node.left(), node.right());
      if (derivative.isPresent()) {
        return derivative.get();
      }
    }
    if (node.left() instanceof Name name) {
      if (node.operator() == Operator.APPLIED) {
        names.requireFactor(name);
      } else if (node.operator() == Operator.JUXTAPOSED) {
        names.requireNoSlip(name);
      }
    }
    Term left = term(node.left());
    Term right = term(node.right());
    return switch (node.operator()) {
      case PLUS -> algebra.placewise("+", left, right, Expr::plus);
      case MINUS -> algebra.placewise("−", left, right, Expr::minus);
      case HADAMARD -> algebra.placewise("∘", left, right, Expr::times);
      case DIVIDED -> algebra.placewise("/", left, right, Expr::dividedBy);
      case TIMES, JUXTAPOSED, APPLIED -> algebra.product(left, right);
      case DOT -> algebra.dotted(left, right);
    };
  }

  private Term power(Power node) {
    boolean plainT =
        node.exponent() instanceof Name name
            && name.base().equals("T")
            && name.subscripts().isEmpty()
            && !node.elementwise();
    if (node.base() instanceof Name base && names.isEuler(base)) {
      return algebra.exponential(term(node.exponent()));
    }
    Term base = term(node.base());
    if (plainT && (!base.isNumber() || !names.isKnown("T"))) {
      return algebra.transposed(base);
    }
    return algebra.power(base, term(node.exponent()), node.elementwise());
  }

  private Term call(Call call) {
    KnownFunctions.Known function = KnownFunctions.get(call.function());
    int count = call.arguments().size();
    if (count < function.fewest() || count > function.most()) {
      String wanted =
          function.fewest() == function.most()
              ? Integer.toString(function.most())
              : function.fewest() + " or " + function.most();
      throw error(
          call.place(),
          String.format(
              Locale.ROOT,
              "%s takes %s argument%s, not %d",
              call.function(),
              wanted,
              function.most() == 1 ? "" : "s",
              count));
    }
    List<Term> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(term(argument)));
    return call.primes() == 0
        ? function.rule().apply(arguments, algebra)
        : derivative(call, function, arguments);
  }

  /** {@code σ'(x)}: the derivative of a function of one number, place by place. */
  private Term derivative(Call call, KnownFunctions.Known function, List<Term> arguments) {
    if (!function.placewise() || call.primes() > 4) {
      throw error(
          call.place(), call.function() + "' is not known: ' is for functions of one number");
    }
    Term x = arguments.getFirst();
    if (x.isConstant()) {
      x = new Term(Variable.fresh("x", x.value().shape()), x.row());
    }
    List<Term> inner = new ArrayList<>(arguments);
    inner.set(0, x);
    Expr value = function.rule().apply(inner, algebra).value();
    for (int i = 0; i < call.primes(); i++) {
      value = Gradient.by(value.sum(), x.value());
    }
    return new Term(
        arguments.getFirst().isConstant()
            ? BracketTerms.evaluated(value, x.value(), arguments.getFirst().value())
            : value,
        x.row());
  }

  private Term indicator(Indicator node) {
    Term left = term(node.left());
    Term right = term(node.right());
    BinaryOperator<Expr> relation =
        switch (node.relation()) {
          case "<" -> Functions::less;
          case ">" -> Functions::greater;
          case "≤" -> Functions::lessOrEqual;
          case "≥" -> (a, b) -> Functions.lessOrEqual(b, a);
          case "=" -> Functions::equal;
          default -> (a, b) -> Expr.constant(1).minus(Functions.equal(a, b));
        };
    return algebra.placewise(node.relation(), left, right, relation);
  }

  private Term series(Series node) {
    int from = names.wholeNumber(node.from(), "a bound");
    int to = names.wholeNumber(node.to(), "a bound");
    if ((long) to - from >= MOST_TERMS) {
      throw error(node.place(), "more than " + MOST_TERMS + " terms");
    }
    Optional<Term> result = Optional.empty();
    for (int i = from; i <= to; i++) {
      Term next = with(node.index(), i, () -> term(node.body()));
      result =
          Optional.of(
              result.isEmpty()
                  ? next
                  : node.product()
                      ? algebra.product(result.get(), next)
                      : algebra.placewise("+", result.get(), next, Expr::plus));
    }
    return result.orElseGet(() -> Term.of(Expr.constant(node.product() ? 1 : 0)));
  }

  private Term element(Element node) {
    Term operand = term(node.operand());
    List<Integer> positions = new ArrayList<>();
    for (Syntax index : node.indices()) {
      positions.add(names.wholeNumber(index, "an index"));
    }
    return Term.of(BracketTerms.element(operand, positions, algebra));
  }
}
