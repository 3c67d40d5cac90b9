package org.chainrule.learn.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Loop;

/**
 * The floating-point operations that contractions need: 2 for every product, which is multiplied
 * and added. Elementwise work is not counted, which is usual.
 *
 * <p>A contraction is done once for its value and, for a gradient, once more for each operand that
 * depends on what the gradient is by. What a gradient's graph computes twice is counted once, so
 * that a figure is comparable whoever computes it.
 */
public final class Flops {
  private Flops() {}

  /** Those of computing some nodes. */
  public static double of(Collection<Expr> nodes) {
    return of(nodes, List.of());
  }

  /** Those of computing some nodes and their gradient by others. */
  public static double of(Collection<Expr> nodes, Collection<Expr> by) {
    Set<Expr> dependent = dependent(nodes, new HashSet<>(by));
    double sum = 0;
    for (Expr node : Expr.inOrder(nodes)) {
      sum +=
          switch (node.op()) {
            case Contract contract -> {
              long operands = node.inputs().stream().filter(dependent::contains).count();
              yield 2 * products(contract, node.inputs()) * (1 + operands);
            }
            case Loop loop -> loop.steps() * ofBody(loop, node, dependent);
            default -> 0;
          };
    }
    return sum;
  }

  /** The nodes among these and what they are made of that depend on some. */
  private static Set<Expr> dependent(Collection<Expr> nodes, Set<Expr> by) {
    for (Expr node : Expr.inOrder(nodes)) {
      if (node.inputs().stream().anyMatch(by::contains)) {
        by.add(node);
      }
    }
    return by;
  }

  private static double ofBody(Loop loop, Expr node, Set<Expr> dependent) {
    List<Expr> variables = new ArrayList<>(loop.states());
    variables.addAll(loop.slices());
    variables.addAll(loop.invariants());
    List<Expr> results = new ArrayList<>(loop.next());
    results.addAll(loop.emitted());
    Set<Expr> by = new HashSet<>();
    for (int i = 0; i < variables.size(); i++) {
      if (dependent.contains(node.input(i))) {
        by.add(variables.get(i));
      }
    }
    int before;
    do { // a state depends on what it becomes
      before = by.size();
      dependent(results, by);
      for (int i = 0; i < loop.states().size(); i++) {
        if (by.contains(loop.next().get(i))) {
          by.add(loop.states().get(i));
        }
      }
    } while (by.size() > before);
    return of(results, by);
  }

  private static double products(Contract contract, List<Expr> inputs) {
    List<Shape> shapes = inputs.stream().map(Expr::shape).toList();
    return (contract.left() + contract.right())
        .chars()
        .distinct()
        .mapToDouble(letter -> contract.size((char) letter, shapes))
        .reduce(1, (a, b) -> a * b);
  }
}
