package org.chainrule.explain.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Tanh;

/** Another form of a formula, by laws of algebra applied at random places. */
final class Disguise {
  private Disguise() {}

  static Expr of(Expr formula, SplittableRandom random, int rewritings) {
    Expr form = formula;
    for (int i = 0; i < rewritings; i++) {
      form = once(form, random);
    }
    return form;
  }

  private static Expr once(Expr root, SplittableRandom random) {
    List<Expr> order = Expr.inOrder(List.of(root));
    for (int tries = 0; tries < 20; tries++) {
      Expr node = order.get(random.nextInt(order.size()));
      Optional<Expr> other = rewritten(node, random);
      if (other.isPresent()) {
        return replaced(root, node, other.get());
      }
    }
    return root;
  }

  static Expr replaced(Expr root, Expr node, Expr other) {
    Map<Expr, Expr> changed = new HashMap<>(Map.of(node, other));
    for (Expr user : Expr.inOrder(List.of(root))) {
      if (!user.equals(node) && user.inputs().stream().anyMatch(changed::containsKey)) {
        changed.put(
            user,
            Expr.of(
                user.op(), user.inputs().stream().map(i -> changed.getOrDefault(i, i)).toList()));
      }
    }
    return changed.getOrDefault(root, root);
  }

  private static Optional<Expr> rewritten(Expr node, SplittableRandom random) {
    return switch (node.op()) {
      case Add _ ->
          Optional.of(
              random.nextBoolean()
                  ? node.input(1).plus(node.input(0))
                  : node.input(0).minus(node.input(1).negate()));
      case Subtract _ ->
          Optional.of(
              random.nextBoolean()
                  ? node.input(1).minus(node.input(0)).negate()
                  : node.input(1).negate().plus(node.input(0)));
      case Multiply _ -> Optional.of(multiplied(node.input(0), node.input(1)));
      case Divide _ -> Optional.of(node.input(1).power(-1).times(node.input(0)));
      case Negate _ -> negated(node.input(0));
      case Power(double p) when p == 2 -> Optional.of(node.input(0).times(node.input(0)));
      case Power(double p) when p == 3 -> Optional.of(node.input(0).times(node.input(0).power(2)));
      case Sigmoid _ ->
          Optional.of(
              Expr.filled(node.shape(), 1)
                  .dividedBy(Functions.exp(node.input(0).negate()).plus(1)));
      case Tanh _ -> Optional.of(Functions.sigmoid(node.input(0).times(2)).times(2).minus(1));
      case Contract c when distributes(node) ->
          Optional.of(
              Expr.of(c, node.input(0).input(0), node.input(1))
                  .plus(Expr.of(c, node.input(0).input(1), node.input(1))));
      case Contract c ->
          Optional.of(
              Expr.of(
                  new Contract(/* left= */ c.right(), /* right= */ c.left(), c.out()),
                  node.input(1),
                  node.input(0)));
      default -> Optional.empty();
    };
  }

  private static boolean distributes(Expr contraction) {
    return contraction.input(0).op() instanceof Add;
  }

  private static Optional<Expr> negated(Expr x) {
    return x.op() instanceof Multiply
        ? Optional.of(x.input(0).negate().times(x.input(1)))
        : x.op() instanceof Subtract ? Optional.of(x.input(1).minus(x.input(0))) : Optional.empty();
  }

  /** Written out over a sum if there is one, else the other way round. */
  private static Expr multiplied(Expr a, Expr b) {
    if (b.op() instanceof Add) {
      return a.times(b.input(0)).plus(a.times(b.input(1)));
    }
    if (b.op() instanceof Subtract) {
      return a.times(b.input(0)).minus(a.times(b.input(1)));
    }
    return b.times(a);
  }
}
