package org.chainrule.engine.rewrite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.chainrule.graph.Expr;

/**
 * Replaces nodes of a graph from the leaves up, each once, however deep the graph is.
 *
 * <p>What it has found is kept, so that a graph that shares nodes with an earlier one costs only
 * its own nodes.
 */
final class Rebuild {
  private final Map<Expr, Expr> found = new HashMap<>();
  private final Map<Expr, Expr> replaced = new HashMap<>();
  private final Function<Expr, Optional<Expr>> rule;

  /**
   * A rebuilding.
   *
   * @param rule the replacement of a node whose inputs are done; it is rebuilt in turn
   */
  Rebuild(Function<Expr, Optional<Expr>> rule) {
    this.rule = rule;
  }

  /** The nodes with others in the place of some, which stay as they are. */
  static List<Expr> substitute(List<Expr> nodes, Map<Expr, Expr> others) {
    Rebuild rebuild = new Rebuild(node -> Optional.empty());
    rebuild.found.putAll(others);
    return rebuild.of(nodes);
  }

  /** The nodes with others in the place of some, also in the inputs of those others. */
  static List<Expr> replace(List<Expr> nodes, Map<Expr, Expr> others) {
    Rebuild rebuild = new Rebuild(node -> Optional.empty());
    rebuild.replaced.putAll(others);
    return rebuild.of(nodes);
  }

  /** What these nodes become. */
  List<Expr> of(List<Expr> nodes) {
    return nodes.stream().map(this::of).toList();
  }

  private Expr of(Expr root) {
    Deque<Expr> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Expr node = open.peek();
      if (found.containsKey(node)) {
        open.pop();
        continue;
      }
      Expr other = replaced.get(node);
      if (other != null) {
        finish(node, other, open);
        continue;
      }
      List<Expr> unknown = node.inputs().stream().filter(i -> !found.containsKey(i)).toList();
      if (unknown.isEmpty()) {
        visit(node);
      } else {
        unknown.reversed().forEach(open::push);
      }
    }
    return known(root);
  }

  /** Takes over what another node has become, or sees to it first. */
  private void finish(Expr node, Expr other, Deque<Expr> open) {
    Expr result = found.get(other);
    if (result == null) {
      open.push(other);
    } else {
      found.put(node, result);
      open.pop();
    }
  }

  private void visit(Expr node) {
    Expr rebuilt = Expr.of(node.op(), node.inputs().stream().map(this::known).toList());
    if (found.containsKey(rebuilt)) {
      found.put(node, known(rebuilt));
      return;
    }
    Optional<Expr> other = rule.apply(rebuilt).filter(result -> !result.equals(rebuilt));
    if (other.isPresent()) {
      replaced.put(node, other.get());
    } else {
      found.put(rebuilt, rebuilt);
      found.put(node, rebuilt);
    }
  }

  private Expr known(Expr node) {
    Expr result = found.get(node);
    if (result == null) {
      throw new IllegalStateException("rewrite: " + node + " was not rebuilt");
    }
    return result;
  }
}
