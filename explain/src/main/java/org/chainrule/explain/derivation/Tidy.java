package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.chainrule.calculus.Rule;
import org.chainrule.calculus.Rules;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Transpose;

/**
 * Derivatives as a person would write them: numbers first, equal factors and like terms collected,
 * what cancels cancelled, what all terms share set before them. The arguments of functions are left
 * as they are.
 *
 * <p>Both sides are equal wherever neither has a zero in a denominator nor a negative number below
 * a root.
 */
final class Tidy {
  private static final String COPIES = "sum of copies";
  private static final String ARITHMETIC = "arithmetic on numbers";

  private final Symbols symbols;
  private final Assembly assembly;
  private final Factoring factoring;
  private final Expansion expansion;
  private final Contractions contractions;
  private final NamedQuotients quotients;
  private final Optional<Deviations> deviations;
  private final List<Rule> rules;
  private final Set<Expr> distributions;
  private final Set<Expr> assumed = new LinkedHashSet<>();
  private final Map<Expr, List<Product>> known = new HashMap<>();

  /**
   * A tidier that also knows what sums are of: 1 of probabilities, 0 of deviations from a mean.
   *
   * @param distributions variables that are assumed to sum to 1 along their last axis
   */
  Tidy(Symbols symbols, Set<Expr> distributions) {
    this(symbols, distributions, true);
  }

  /** A tidier that knows sums of probabilities, and of deviations from a mean if told so. */
  Tidy(Symbols symbols, Set<Expr> distributions, boolean centred) {
    this.symbols = symbols;
    this.assembly = new Assembly(symbols);
    this.factoring = new Factoring(this, assembly);
    this.expansion = new Expansion(this);
    this.contractions = new Contractions(this, assembly);
    this.quotients = new NamedQuotients(this, symbols);
    this.rules =
        Stream.concat(Rules.ALL.stream(), SingleElement.RULES.stream())
            .map(rule -> rule.name().equals(COPIES) ? counting(rule) : rule)
            .map(rule -> rule.name().equals(ARITHMETIC) ? sparing(rule) : rule)
            .toList();
    this.distributions = distributions;
    this.deviations = centred ? Optional.of(new Deviations(symbols)) : Optional.empty();
  }

  /** The same without what is known of deviations from a mean. */
  Tidy uncentred() {
    return new Tidy(symbols, distributions, false);
  }

  /** The variables whose sum has been taken to be 1. */
  Set<Expr> assumed() {
    return assumed;
  }

  /** An equal graph, tidied. */
  Expr of(Expr node) {
    return of(node, quotients::named);
  }

  /**
   * Equal graphs, tidied, of which the last is a result that is shown without the steps to it: with
   * a new σ in it, it follows from that with the exponentials.
   */
  List<Expr> forms(Expr node) {
    Expr tidied = of(node);
    Logistic logistic = new Logistic(this, symbols);
    Expr shorter =
        of(tidied, product -> logistic.named(quotients.complemented(quotients.named(product))));
    Expr result = shorter == tidied ? tidied : of(shorter);
    return Logistic.isNew(result, tidied) ? List.of(tidied, result) : List.of(result);
  }

  private Expr of(Expr node, UnaryOperator<Product> shorter) {
    List<Product> terms = terms(simplified(node)).stream().map(shorter).toList();
    return assembly.of(factoring.of(terms).stream().map(shorter).toList(), node.shape());
  }

  /** An equal graph that no rule applies to. */
  Expr simplified(Expr node) {
    return Simplify.of(List.of(node), rules).getFirst();
  }

  /** The rule that counts copies, by the symbols of sizes. */
  private Rule counting(Rule copies) {
    return new Rule(
        copies.name(),
        copies.formula(),
        copies.assumes(),
        node -> copies.apply(node).map(numbered -> counted(node, numbered)));
  }

  /** The rule that computes with numbers, but for those that have a name. */
  private static Rule sparing(Rule arithmetic) {
    return new Rule(
        arithmetic.name(),
        arithmetic.formula(),
        arithmetic.assumes(),
        node ->
            node.inputs().stream().anyMatch(Uniform::isNamed)
                ? Optional.empty()
                : arithmetic.apply(node));
  }

  private Expr counted(Expr node, Expr numbered) {
    if (!(node.op() instanceof Sum sum)) {
      return numbered;
    }
    Expr copied = node.input(0).input(0).reshape(node.shape());
    return copied.times(count(node, sum));
  }

  /** How many elements a sum has. */
  private Expr count(Expr node, Sum sum) {
    Shape shape = node.input(0).shape();
    return symbols.sizes().count(sum.axes().stream().map(shape::size).toList());
  }

  /** The terms of a sum, like ones collected. */
  List<Product> terms(Expr node) {
    List<Product> found = known.get(node);
    if (found == null) {
      found = collect(termsOf(node).stream().map(Tidy::once).toList());
      known.put(node, found);
    }
    return found;
  }

  /** {@code [x > 0]²} as {@code [x > 0]}, which is 0 or 1. */
  private static Product once(Product term) {
    boolean once =
        term.factors().entrySet().stream().noneMatch(f -> f.getValue() > 1 && isTruth(f.getKey()));
    if (once) {
      return term;
    }
    SequencedMap<Expr, Double> factors = new LinkedHashMap<>(term.factors());
    factors.replaceAll((factor, power) -> isTruth(factor) ? Math.min(power, 1) : power);
    return new Product(term.coefficient(), factors);
  }

  private static boolean isTruth(Expr factor) {
    return Uniform.number(factor).orElse(factor).op() instanceof Compare;
  }

  private List<Product> termsOf(Expr node) {
    OptionalDouble number = Uniform.value(node);
    if (Uniform.isNamed(node)) {
      return List.of(Product.factor(node, 1));
    }
    if (number.isPresent()) {
      return number.getAsDouble() == 0 ? List.of() : List.of(Product.number(number.getAsDouble()));
    }
    return switch (node.op()) {
      case Add _ -> both(terms(node.input(0)), terms(node.input(1)));
      case Subtract _ -> both(terms(node.input(0)), scaled(terms(node.input(1)), -1));
      case Negate _ -> scaled(terms(node.input(0)), -1);
      case Multiply _ -> product(node);
      case Divide _ -> List.of(apart(single(node.input(0)).times(single(node.input(1)).power(-1))));
      case Power p -> List.of(power(node, p.exponent()));
      case Broadcast _ -> lifted(node, inner -> inner.broadcast(node.shape()));
      case Reshape _ -> lifted(node, inner -> simplified(inner.reshape(node.shape())));
      case Transpose _ when Matrices.transposedProduct(node.input(0)).isPresent() ->
          terms(Matrices.transposedProduct(node.input(0)).orElseThrow());
      case Transpose t -> lifted(node, inner -> Expr.of(t, inner));
      case Slice slice -> lifted(node, inner -> Expr.of(slice, inner));
      case Pad pad ->
          List.of(SingleElement.term(pad, single(node.input(0)), tidied(node.input(0))));
      case Sum sum -> sum(node, sum);
      case Contract contract ->
          contractions
              .diagonal(node)
              .orElseGet(() -> List.of(contractions.product(node, contract)));
      case Fold fold -> List.of(folded(node, fold));
      default -> List.of(Product.factor(node, 1));
    };
  }

  private static List<Product> both(List<Product> a, List<Product> b) {
    List<Product> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  static List<Product> scaled(List<Product> terms, double number) {
    return terms.stream().map(term -> term.times(number)).toList();
  }

  private List<Product> product(Expr node) {
    for (int i = 0; i < 2; i++) {
      List<Product> factor = terms(node.input(i));
      boolean number = factor.size() == 1 && factor.getFirst().factors().isEmpty();
      if (number && Math.abs(factor.getFirst().coefficient()) == 1) {
        return scaled(terms(node.input(1 - i)), factor.getFirst().coefficient());
      }
    }
    return expansion.of(apart(single(node.input(0)).times(single(node.input(1)))));
  }

  /** A node as one product; what is a sum is one factor of it. */
  Product single(Expr node) {
    return single(terms(node), node.shape());
  }

  private Product single(List<Product> sum, Shape shape) {
    List<Product> terms = factoring.of(sum);
    if (terms.size() == 1) {
      return terms.getFirst();
    }
    return terms.isEmpty() ? Product.number(0) : Product.factor(assembly.of(terms, shape), 1);
  }

  /** A product as a graph. */
  Expr whole(Product product, Shape shape) {
    return assembly.of(List.of(product), shape);
  }

  private Product power(Expr node, double exponent) {
    Product base = single(node.input(0));
    boolean whole = exponent == Math.rint(exponent);
    if (whole && (base.coefficient() != 0 || exponent > 0)) {
      return base.power(exponent);
    }
    boolean atom = base.coefficient() == 1 && base.factors().size() == 1;
    return atom && base.factors().firstEntry().getValue() == 1
        ? base.power(exponent)
        : Product.factor(assembly.of(List.of(base), node.shape()), exponent);
  }

  /** A product in which roots of the same have met: √u √u is u, taken apart again. */
  private Product apart(Product product) {
    if (product.factors().entrySet().stream().noneMatch(Tidy::isMet)) {
      return product;
    }
    Product apart = Product.number(product.coefficient());
    for (Map.Entry<Expr, Double> factor : product.factors().entrySet()) {
      Product base = isMet(factor) ? single(factor.getKey()) : Product.factor(factor.getKey(), 1);
      apart = apart.times(base.power(factor.getValue()));
    }
    return apart;
  }

  private static boolean isMet(Map.Entry<Expr, Double> factor) {
    return factor.getValue() == Math.rint(factor.getValue()) && isProduct(factor.getKey());
  }

  private static boolean isProduct(Expr node) {
    return node.op() instanceof Multiply
        || node.op() instanceof Divide
        || (node.op() instanceof Power p && p.exponent() == Math.rint(p.exponent()));
  }

  /**
   * A rearranged node: its number stays outside, and so do factors that are the same everywhere.
   */
  private List<Product> lifted(Expr node, UnaryOperator<Expr> arrange) {
    Product inner = single(node.input(0));
    if (node.op() instanceof Broadcast || inner.factors().size() <= 1) {
      SequencedMap<Expr, Double> factors = new LinkedHashMap<>();
      inner
          .factors()
          .forEach(
              (f, power) -> {
                Expr arranged = arrange.apply(f);
                Expr number =
                    Uniform.number(arranged).map(s -> s.broadcast(node.shape())).orElse(arranged);
                factors.merge(number, power, Double::sum);
              });
      return List.of(new Product(inner.coefficient(), factors));
    }
    Parts parts = Parts.of(inner, node.shape());
    if (parts.rest().factors().isEmpty()) {
      return List.of(parts.outside());
    }
    Expr rest = assembly.of(List.of(parts.rest()), node.input(0).shape());
    return List.of(parts.outside().times(Product.factor(arrange.apply(rest), 1)));
  }

  /**
   * A vector as a number times a vector.
   *
   * @param number all that is the same in every place
   * @param vector the rest, tidied
   */
  record Multiple(Expr number, Expr vector) {}

  Multiple multiple(Expr vector) {
    Parts parts = Parts.of(single(of(vector)), Shape.SCALAR);
    return new Multiple(
        assembly.of(List.of(parts.outside()), Shape.SCALAR),
        assembly.of(List.of(parts.rest()), vector.shape()));
  }

  private Expr tidied(Expr node) {
    return assembly.of(factoring.of(terms(node)), node.shape());
  }

  /** A sum of terms with numbers before them is the sum of their sums. */
  private List<Product> sum(Expr node, Sum sum) {
    List<Product> inner =
        terms(node.input(0)).stream()
            .filter(term -> deviations.filter(d -> d.vanish(term, sum)).isEmpty())
            .toList();
    boolean apart =
        inner.size() > 1
            && node.input(0).shape().rank() > 0
            && inner.stream()
                .map(term -> Parts.of(term, node.shape()).outside())
                .noneMatch(o -> o.factors().isEmpty() && Math.abs(o.coefficient()) == 1);
    return apart && factoring.of(inner).size() > 1
        ? inner.stream().map(term -> sum(node, sum, term)).toList()
        : List.of(sum(node, sum, single(inner, node.input(0).shape())));
  }

  private Product sum(Expr node, Sum sum, Product product) {
    Parts parts = Parts.of(product, node.shape());
    if (node.input(0).shape().rank() == 0) {
      return product;
    }
    Shape shape = node.input(0).shape();
    if (parts.rest().factors().isEmpty()) {
      return parts.outside().times(single(count(node, sum).broadcast(node.shape())));
    }
    Expr inner = assembly.of(List.of(parts.rest()), shape);
    boolean last = sum.axes().equals(List.of(shape.rank() - 1));
    if (last && distributions.contains(inner)) {
      assumed.add(inner);
      return parts.outside();
    }
    Expr total = Expr.of(sum, inner);
    Expr simple = simplified(total);
    return parts.outside().times(simple == total ? Product.factor(total, 1) : single(simple));
  }

  /** Windows put back: numbers stay outside. */
  private Product folded(Expr node, Fold fold) {
    Parts parts = Parts.of(single(node.input(0)), node.shape());
    Expr windows = assembly.of(List.of(parts.rest()), node.input(0).shape());
    return parts.outside().times(Product.factor(Expr.of(fold, windows), 1));
  }

  static List<Product> collect(List<Product> terms) {
    SequencedMap<Map<Expr, Double>, Product> collected = new LinkedHashMap<>();
    for (Product term : terms) {
      collected.merge(term.factors(), term, Product::plusAlike);
    }
    return collected.values().stream().filter(term -> term.coefficient() != 0).toList();
  }
}
