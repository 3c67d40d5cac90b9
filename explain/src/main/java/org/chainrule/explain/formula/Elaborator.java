package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.chainrule.explain.formula.Syntax.Summation;
import org.chainrule.explain.formula.Syntax.Transposed;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.op.Variable;

/** From syntax to expressions: says what names stand for and whether shapes fit. */
final class Elaborator {
  private static final int MOST_OPERATIONS = 100_000;

  private final FormulaText source;
  private final Scope scope;
  private final Algebra algebra;
  private final IndexReader reader;
  private final NameResolver names;
  private final WrittenFactors factors;
  private final Stars stars;
  private final Sizing sizing;
  private final PlacewiseFirst places;
  private final IndexedTerms indexed;
  private int operations;

  Elaborator(FormulaText source, Scope scope, int reluAtZero) {
    this(source, scope, reluAtZero, Stars.MATRIX_PRODUCT);
  }

  Elaborator(FormulaText source, Scope scope, int reluAtZero, Stars stars) {
    this.source = source;
    this.scope = scope;
    this.algebra = new Algebra(scope.sizes(), reluAtZero);
    this.reader = new IndexReader(source, scope, new Indices());
    this.names = new NameResolver(reader);
    this.factors = new WrittenFactors(source, names);
    this.stars = stars;
    this.sizing = new Sizing(this, algebra);
    this.places = new PlacewiseFirst(this, source, algebra);
    this.indexed = new IndexedTerms(this, algebra, reader);
  }

  IndexReader reader() {
    return reader;
  }

  NameResolver names() {
    return names;
  }

  IndexedTerms indexed() {
    return indexed;
  }

  WrittenFactors factors() {
    return factors;
  }

  FormulaException error(Place place, String problem) {
    return new FormulaException(source, place, problem);
  }

  Term term(Syntax node) {
    if (++operations > MOST_OPERATIONS) {
      throw error(node.place(), "more than " + MOST_OPERATIONS + " operations when written out");
    }
    return guarded(node, () -> unguarded(node));
  }

  /** A value; what does not fit is said at the place of a formula. */
  Term guarded(Syntax node, Supplier<Term> work) {
    try {
      return work.get();
    } catch (ShapeException | OpenSizeException problem) {
      FormulaException error = error(node.place(), String.valueOf(problem.getMessage()));
      error.initCause(problem);
      throw error;
    }
  }

  private Term unguarded(Syntax node) {
    return switch (node) {
      case Literal literal -> Term.of(Expr.constant(literal.value()));
      case Name name -> factors.split(name) ? product(name) : names.resolve(name);
      case Negation negation -> negation(negation);
      case Operation operation -> operation(operation);
      case Power power -> factors.split(power) ? product(power) : power(power);
      case Transposed t when isOne(t.operand()) -> algebra.transposed(Term.ones());
      case Transposed t -> factors.split(t) ? product(t) : algebra.transposed(term(t.operand()));
      case Call call -> call(call);
      case Indicator indicator -> indicator(indicator);
      case Series series -> indexed.series(series);
      case Summation sum -> indexed.summation(sum);
      case Rows rows -> BracketTerms.of(this, rows);
      case Element element -> factors.split(element) ? product(element) : element(element);
    };
  }

  /** As {@link #term}, with all sizes; those that are open are those of this shape. */
  Term whole(Syntax node, Optional<Shape> shape) {
    Term term = shape.map(s -> sizing.of(node, s)).orElseGet(() -> term(node));
    return shape
        .flatMap(term::filled)
        .or(() -> Optional.of(term).filter(Term::isKnown))
        .orElseThrow(() -> error(node.place(), term.sizeProblem()));
  }

  private Term negation(Negation negation) {
    if (negation.operand() instanceof Literal literal) {
      return Term.of(Expr.constant(-literal.value()));
    }
    Term operand = term(negation.operand());
    return new Term(operand.value().negate(), operand.row(), operand.extent());
  }

  private static boolean isOne(Syntax node) {
    return node instanceof Literal literal && literal.value() == 1;
  }

  /** The product that is written as one word. */
  private Term product(Syntax word) {
    List<Syntax> parts = factors.of(word);
    Term product = term(parts.getFirst());
    for (Syntax part : parts.subList(1, parts.size())) {
      product = algebra.product(product, term(part));
    }
    return product;
  }

  private Term operation(Operation node) {
    if (node.operator() == Operator.DIVIDED) {
      Optional<Term> derivative = names.derivative(node.left(), node.right());
      if (derivative.isPresent()) {
        return derivative.get();
      }
    }
    if (node.left() instanceof Name name && !factors.split(name)) {
      if (node.operator() == Operator.APPLIED) {
        Optional<Term> applied = applied(node, name);
        if (applied.isPresent()) {
          return applied.get();
        }
        names.requireFactor(name);
      } else if (node.operator() == Operator.JUXTAPOSED) {
        names.requireNoSlip(name);
      }
    }
    Term left = term(node.left());
    if (node.operator() == Operator.JUXTAPOSED) {
      return juxtaposed(node, left);
    }
    if (node.operator() == Operator.DIVIDED
        && factors.split(node.right())
        && !factors.isEnclosed(node.right())) {
      throw error(
          node.right().place(),
          "this may be a/(b c) or (a/b) c; write it with parentheses or with *");
    }
    Optional<Term> regrouped = places.regrouped(node, left);
    if (regrouped.isPresent()) {
      return regrouped.get();
    }
    return combined(node, left, term(node.right()));
  }

  /** Two values and what stands between them. */
  Term combined(Operation node, Term left, Term right) {
    switch (node.operator()) {
      case PLUS, MINUS, HADAMARD, DIVIDED -> {
        remarkRow(node, node.right(), right, node.left(), left);
        remarkRow(node, node.left(), left, node.right(), right);
      }
      default -> {}
    }
    return switch (node.operator()) {
      case PLUS -> algebra.placewise("+", left, right, Expr::plus);
      case MINUS -> algebra.placewise("−", left, right, Expr::minus);
      case HADAMARD -> algebra.placewise("∘", left, right, Expr::times);
      case DIVIDED -> algebra.placewise("/", left, right, Expr::dividedBy);
      case TIMES ->
          stars == Stars.MATRIX_PRODUCT
              ? algebra.product(left, right)
              : algebra.starred(left, right, stars);
      case JUXTAPOSED, APPLIED -> algebra.product(left, right);
      case DOT -> algebra.dotted(left, right);
    };
  }

  /** Says that a vector counts for every row of a matrix, which not all of mathematics has. */
  private void remarkRow(Operation node, Syntax vector, Term row, Syntax matrix, Term rows) {
    if (row.isKnown() && row.rank() == 1 && rows.isKnown() && rows.rank() == 2) {
      scope.remark(
          String.format(
              Locale.ROOT,
              "In %s, %s is broadcast: it counts as a row, once for every row of %s.",
              Printer.print(node),
              Printer.print(vector),
              Printer.print(matrix)));
    }
  }

  /** {@code xsin(y)}, if that is a product of names and a function of y. */
  private Optional<Term> applied(Operation node, Name word) {
    return factors
        .applied(word)
        .map(
            last -> {
              Syntax argument = node.right();
              boolean several = argument instanceof Rows rows && rows.rows().size() == 1;
              List<Syntax> arguments =
                  several ? ((Rows) argument).rows().getFirst() : List.of(argument);
              Term value = term(new Call(last.function(), 0, arguments, node.place()));
              return algebra.product(product(last.before()), value);
            });
  }

  private static boolean isRow(Term term) {
    boolean matrix = term.isKnown() && term.rank() == 2 && term.value().shape().size(0) == 1;
    return matrix || (term.rank() == 1 && term.row());
  }

  /** {@code a b}, where 1 beside a vector or matrix is a vector of ones. */
  private Term juxtaposed(Operation node, Term left) {
    if (isOne(node.right())) {
      return left.isNumber()
          ? new Term(left.value(), false, Extent.ENTRIES)
          : algebra.product(left, Term.ones());
    }
    Term product = left;
    List<Syntax> parts = factors.of(node.right());
    for (Syntax part : parts) {
      Term right = term(part);
      boolean repeated = isOne(node.left()) && part == parts.getFirst() && isRow(right);
      product = algebra.product(repeated ? Term.ones() : product, right);
    }
    return product;
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
    if (plainT && isOne(node.base())) {
      return algebra.transposed(Term.ones());
    }
    Term base = term(node.base());
    if (plainT && (!base.isNumber() || !names.isKnown("T"))) {
      return algebra.transposed(base);
    }
    Term exponent = term(node.exponent());
    boolean squared = exponent.isConstant() && exponent.number() == 2;
    return squared && !(node.base() instanceof Name) && Algebra.isNorm(base)
        ? algebra.squaredNorm(base)
        : algebra.power(base, exponent, node.elementwise());
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
    KnownFunctions.inverted(call.function())
        .ifPresent(
            base -> {
              Call other = new Call(base, 0, call.arguments(), call.place());
              scope.remark(
                  String.format(
                      Locale.ROOT,
                      "%s is read as the inverse of %s, not as 1/%s.",
                      Printer.print(call),
                      base,
                      Printer.print(other)));
            });
    List<Term> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(term(argument)));
    Optional<Term> open = arguments.stream().filter(argument -> !argument.isKnown()).findFirst();
    if (open.isPresent()) {
      return open(call, function, open.get());
    }
    return call.primes() == 0
        ? function.rule().apply(arguments, algebra)
        : derivative(call, function, arguments);
  }

  /** A function of what leaves sizes open. */
  private Term open(Call call, KnownFunctions.Known function, Term argument) {
    boolean single = call.arguments().size() == 1 && call.primes() == 0;
    if (!single || !function.placewise() || argument.extent() == Extent.IDENTITY) {
      throw error(call.place(), argument.sizeProblem());
    }
    Term value = function.rule().apply(List.of(Term.of(argument.value())), algebra);
    return new Term(value.value(), argument.row(), argument.extent());
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

  private Term element(Element node) {
    Term operand = term(node.operand());
    List<Syntax> subscripts = reader.separated(node.indices());
    Optional<Term> running = names.runningElement(operand, subscripts);
    if (running.isPresent()) {
      return running.get();
    }
    List<Integer> positions = new ArrayList<>();
    for (Syntax index : subscripts) {
      positions.add(reader.wholeNumber(index, "an index"));
    }
    return Term.of(BracketTerms.element(operand, positions, algebra));
  }
}
