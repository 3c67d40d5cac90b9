package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.chainrule.calculus.Simplify;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Unary;
import org.chainrule.graph.op.Variable;

/**
 * A wrong answer: a true one with one slip.
 *
 * @param kinds names of the slip; several where one edit has several names
 * @param claim the wrong answer
 */
record Mutation(Kind kind, Set<Kind> kinds, Expr claim) {
  private static Mutation of(Kind kind, Expr claim, Kind... others) {
    Set<Kind> kinds = new java.util.HashSet<>(Arrays.asList(others));
    kinds.add(kind);
    return new Mutation(kind, kinds, claim);
  }

  /** A slip of a random kind at a random place, if there is one of this kind. */
  static Optional<Mutation> of(Case source, Expr answer, SplittableRandom random) {
    Mutator mutator = new Mutator(source, answer, random);
    return switch (random.nextInt(10)) {
      case 0 -> mutator.sign();
      case 1 -> mutator.factor();
      case 2 -> mutator.missingFactor();
      case 3 -> mutator.extraFactor();
      case 4 -> mutator.wrongVariable();
      case 5 -> mutator.missingTerm();
      case 6 -> mutator.transposed();
      case 7 -> mutator.exponent();
      case 8 -> mutator.notDifferentiated();
      default -> mutator.chainFactor();
    };
  }

  private record Mutator(Case source, Expr answer, SplittableRandom random) {
    private <T> Optional<T> pick(List<T> choices) {
      return choices.isEmpty()
          ? Optional.empty()
          : Optional.of(choices.get(random.nextInt(choices.size())));
    }

    private List<Expr> nodes(java.util.function.Predicate<Expr> wanted) {
      return Expr.inOrder(List.of(answer)).stream().filter(wanted).toList();
    }

    private Expr with(Expr node, Expr other) {
      return Disguise.replaced(answer, node, other);
    }

    private static boolean isSum(Expr node) {
      return node.op() instanceof Add || node.op() instanceof Subtract;
    }

    private static boolean isVaried(Expr node) {
      return Expr.inOrder(List.of(node)).stream().anyMatch(n -> n.op() instanceof Variable);
    }

    Optional<Mutation> sign() {
      if (random.nextBoolean()) {
        return Optional.of(of(Kind.SIGN, answer.negate()));
      }
      return pick(nodes(Mutator::isSum))
          .map(
              node ->
                  of(
                      Kind.SIGN,
                      with(
                          node,
                          node.op() instanceof Add
                              ? node.input(0).minus(node.input(1))
                              : node.input(0).plus(node.input(1)))));
    }

    Optional<Mutation> factor() {
      double factor = pick(List.of(2.0, 0.5, 3.0, -2.0)).orElseThrow();
      if (random.nextBoolean()) {
        return Optional.of(of(Kind.FACTOR, answer.times(factor)));
      }
      return pick(nodes(Mutator::isSum))
          .map(
              node ->
                  of(
                      Kind.FACTOR,
                      with(node, Expr.of(node.op(), node.input(0), node.input(1).times(factor)))));
    }

    Optional<Mutation> missingFactor() {
      List<Expr> products =
          nodes(n -> n.op() instanceof Multiply && isVaried(n.input(0)) && isVaried(n.input(1)));
      int kept = random.nextInt(2);
      return pick(products)
          .map(
              n ->
                  functions().stream().anyMatch(f -> derivative(f).equals(n))
                      ? of(
                          Kind.MISSING_FACTOR,
                          with(n, n.input(kept)),
                          Kind.EXPONENT,
                          Kind.NOT_DIFFERENTIATED)
                      : of(Kind.MISSING_FACTOR, with(n, n.input(kept)), Kind.EXPONENT));
    }

    Optional<Mutation> extraFactor() {
      List<Expr> factors =
          source.names().keySet().stream()
              .filter(n -> n.shape().rank() == 0 || n.shape().equals(answer.shape()))
              .toList();
      return pick(factors).map(f -> of(Kind.EXTRA_FACTOR, answer.times(f), Kind.EXPONENT));
    }

    Optional<Mutation> wrongVariable() {
      List<Expr> variables = nodes(n -> n.op() instanceof Variable);
      return pick(variables)
          .flatMap(
              variable -> {
                List<Expr> others =
                    source.names().keySet().stream()
                        .filter(n -> n.op() instanceof Variable)
                        .filter(n -> n.shape().equals(variable.shape()) && !n.equals(variable))
                        .toList();
                return pick(others)
                    .flatMap(
                        other ->
                            pick(nodes(n -> n.inputs().contains(variable)))
                                .map(
                                    user ->
                                        of(
                                            Kind.WRONG_VARIABLE,
                                            with(user, exchanged(user, variable, other)),
                                            Kind.WRONG_INDEX)));
              });
    }

    private static Expr exchanged(Expr user, Expr variable, Expr other) {
      List<Expr> inputs = new ArrayList<>(user.inputs());
      inputs.set(inputs.indexOf(variable), other);
      return Expr.of(user.op(), inputs);
    }

    Optional<Mutation> missingTerm() {
      return pick(nodes(n -> isSum(n) && isVaried(n.input(0)) && isVaried(n.input(1))))
          .map(n -> of(Kind.MISSING_TERM, with(n, n.input(0))));
    }

    Optional<Mutation> transposed() {
      if (answer.shape().rank() == 2) {
        return Optional.of(of(Kind.TRANSPOSED, answer.transpose()));
      }
      List<Expr> products =
          nodes(
              n ->
                  n.op() instanceof Contract
                      && n.input(0).shape().rank() == 2
                      && n.input(0).shape().size(0) == n.input(0).shape().size(1));
      return pick(products)
          .map(
              n ->
                  of(
                      Kind.TRANSPOSED,
                      with(n, Expr.of(n.op(), n.input(0).transpose(), n.input(1)))));
    }

    Optional<Mutation> exponent() {
      return pick(nodes(n -> n.op() instanceof Power && isVaried(n)))
          .map(
              n -> {
                double p = ((Power) n.op()).exponent();
                double wrong = random.nextBoolean() || p == 1 ? p + 1 : p - 1;
                Expr base = n.input(0);
                Expr other =
                    wrong == 0
                        ? Expr.filled(base.shape(), 1)
                        : wrong == 1 ? base : base.power(wrong);
                return of(Kind.EXPONENT, with(n, other), Kind.MISSING_FACTOR, Kind.EXTRA_FACTOR);
              });
    }

    /** Places where a local derivative stands in the answer as it is. */
    private List<Expr> functions() {
      List<Expr> own = nodes(n -> true);
      return Expr.inOrder(List.of(source.objective())).stream()
          .filter(n -> n.op() instanceof Unary && own.contains(derivative(n)))
          .filter(n -> isVaried(derivative(n)))
          .toList();
    }

    private static Expr derivative(Expr node) {
      return Simplify.of(((Unary) node.op()).derivative(node.input(0), node));
    }

    Optional<Mutation> notDifferentiated() {
      return pick(functions()).map(n -> of(Kind.NOT_DIFFERENTIATED, with(derivative(n), n)));
    }

    Optional<Mutation> chainFactor() {
      return pick(functions())
          .map(
              n ->
                  of(
                      Kind.MISSING_FACTOR,
                      with(derivative(n), Expr.filled(n.shape(), 1)),
                      Kind.EXPONENT));
    }
  }
}
