package org.chainrule.calculus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;

/** Rewriting by {@link Rules} from the leaves up until no rule applies. */
public final class Simplify {
  private final Map<Expr, Expr> simple = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private Simplify() {}

  /**
   * One application of a rule.
   *
   * @param rule the rule
   * @param from the node before
   * @param to its replacement
   */
  public record Step(Rule rule, Expr from, Expr to) {}

  /** An equal graph that no rule applies to. */
  public static Expr of(Expr node) {
    return of(List.of(node)).getFirst();
  }

  /** Equal graphs that no rule applies to; what they share stays shared. */
  public static List<Expr> of(Collection<Expr> nodes) {
    Simplify rewriting = new Simplify();
    return nodes.stream().map(rewriting::rewrite).toList();
  }

  /** The rule applications that lead from a graph to its simple form, in order. */
  public static List<Step> steps(Expr node) {
    Simplify rewriting = new Simplify();
    rewriting.rewrite(node);
    return List.copyOf(rewriting.steps);
  }

  private Expr rewrite(Expr root) {
    for (Expr node : Expr.inOrder(List.of(root))) {
      if (!simple.containsKey(node)) {
        List<Expr> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(simple.getOrDefault(input, input)));
        Expr rebuilt = inputs.equals(node.inputs()) ? node : Expr.of(node.op(), inputs);
        simple.put(node, applyRules(rebuilt));
      }
    }
    return simple.getOrDefault(root, root);
  }

  private Expr applyRules(Expr node) {
    for (Rule rule : Rules.ALL) {
      Optional<Expr> replacement = rule.apply(node);
      if (replacement.isPresent() && !replacement.get().equals(node)) {
        steps.add(new Step(rule, node, replacement.get()));
        return rewrite(replacement.get());
      }
    }
    return node;
  }
}
