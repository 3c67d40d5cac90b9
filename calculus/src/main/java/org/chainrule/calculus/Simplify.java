package org.chainrule.calculus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.op.Loop;

/**
 * Rewriting by {@link Rules}, or by some rules of one's own, from the leaves up, bodies of loops
 * included, until no rule applies.
 */
public final class Simplify {
  private final Map<Expr, Expr> simple = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private final List<Rule> rules;

  private Simplify(List<Rule> rules) {
    this.rules = rules;
  }

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
    return of(nodes, Rules.ALL);
  }

  /** Equal graphs that none of these rules applies to; what they share stays shared. */
  public static List<Expr> of(Collection<Expr> nodes, List<Rule> rules) {
    Simplify rewriting = new Simplify(rules);
    return nodes.stream().map(rewriting::rewrite).toList();
  }

  /** The rule applications that lead from a graph to its simple form, in order. */
  public static List<Step> steps(Expr node) {
    return steps(node, Rules.ALL);
  }

  /** The applications of these rules that lead to a graph that none of them applies to. */
  public static List<Step> steps(Expr node, List<Rule> rules) {
    Simplify rewriting = new Simplify(rules);
    rewriting.rewrite(node);
    return List.copyOf(rewriting.steps);
  }

  private Expr rewrite(Expr root) {
    Deque<Expr> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Expr node = open.peek();
      List<Expr> unknown =
          node.inputs().stream().filter(input -> !simple.containsKey(input)).toList();
      if (simple.containsKey(node)) {
        open.pop();
      } else if (unknown.isEmpty()) {
        open.pop();
        Expr result =
            applyRules(Expr.of(op(node), node.inputs().stream().map(this::known).toList()));
        simple.put(node, result);
        simple.put(result, result);
      } else {
        unknown.reversed().forEach(open::push);
      }
    }
    return known(root);
  }

  private Expr known(Expr node) {
    return simple.getOrDefault(node, node);
  }

  /** The node's op; that of a loop with a simple body. */
  private Op op(Expr node) {
    if (!(node.op() instanceof Loop loop)) {
      return node.op();
    }
    return new Loop(
        loop.steps(),
        loop.backward(),
        loop.states(),
        loop.slices(),
        loop.invariants(),
        loop.next().stream().map(this::rewrite).toList(),
        loop.emitted().stream().map(this::rewrite).toList());
  }

  private Expr applyRules(Expr node) {
    for (Rule rule : rules) {
      Optional<Expr> replacement = rule.apply(node);
      if (replacement.isPresent() && !replacement.get().equals(node)) {
        steps.add(new Step(rule, node, replacement.get()));
        return rewrite(replacement.get());
      }
    }
    return node;
  }
}
