package org.chainrule.engine.rewrite;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Loop;

/** Rewriting by rules from the leaves up, bodies of loops included, until no rule applies. */
final class BottomUp {
  private final List<Rule> rules;
  private final Applied applied;
  private final Rebuild rebuild = new Rebuild(this::apply);

  BottomUp(List<Rule> rules, Applied applied) {
    this.rules = rules;
    this.applied = applied;
  }

  List<Expr> of(List<Expr> roots) {
    return rebuild.of(roots);
  }

  private Optional<Expr> apply(Expr node) {
    if (node.op() instanceof Loop loop) {
      Loop rewritten =
          new Loop(
              loop.steps(),
              loop.backward(),
              loop.states(),
              loop.slices(),
              loop.invariants(),
              rebuild.of(loop.next()),
              rebuild.of(loop.emitted()));
      return Optional.of(Expr.of(rewritten, node.inputs()));
    }
    for (Rule rule : rules) {
      Optional<Expr> other = rule.apply(node).filter(result -> !result.equals(node));
      if (other.isPresent()) {
        applied.add(rule.name());
        return other;
      }
    }
    return Optional.empty();
  }
}
