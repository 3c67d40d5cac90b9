package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Sum;

/**
 * Sums over all steps of nodes of a loop's body, outside the loop.
 *
 * <p>The sum is taken inside what is linear, down to contractions, sums and scattered rows, which
 * sum over time and their own axes at once.
 */
final class TimeSum {
  private final Recurrence loop;
  private final Map<Expr, Dependence> dependence;
  private final Set<Expr> inside = new HashSet<>();
  private final Set<Expr> operands = new LinkedHashSet<>();
  private final Set<Expr> summands = new LinkedHashSet<>();

  TimeSum(Recurrence loop, Map<Expr, Dependence> dependence) {
    this.loop = loop;
    this.dependence = dependence;
    for (Expr node : Expr.inOrder(loop.roots())) {
      if (goesInside(node)) {
        inside.add(node);
      }
    }
  }

  private boolean same(Expr node) {
    return dependence.getOrDefault(node, Dependence.NOTHING).same();
  }

  /** Whether summing over time inside the op is more than adding up its values. */
  private boolean goesInside(Expr node) {
    return switch (node.op()) {
      case Contract _, Sum _, ScatterAdd _ -> true;
      case Add _, Subtract _ -> node.inputs().stream().anyMatch(inside::contains);
      case Negate _, Fold _ -> inside.contains(node.input(0));
      case Move move -> move.fill() == 0 && node.inputs().stream().anyMatch(inside::contains);
      case Multiply _ ->
          (same(node.input(0)) && inside.contains(node.input(1)))
              || (same(node.input(1)) && inside.contains(node.input(0)));
      case Divide _ -> same(node.input(1)) && inside.contains(node.input(0));
      default -> false;
    };
  }

  /** Whether the op sums the values of its operands over time by itself. */
  private boolean sumsOperands(Expr node) {
    return switch (node.op()) {
      case ScatterAdd _ -> true;
      case Contract _ -> node.inputs().stream().noneMatch(this::same);
      case Sum _ -> !inside.contains(node.input(0));
      default -> false;
    };
  }

  /** Finds what the sum of a node needs of every step. */
  void require(Expr sum) {
    Set<Expr> seen = new HashSet<>();
    List<Expr> open = new ArrayList<>(List.of(sum));
    while (!open.isEmpty()) {
      Expr node = open.removeLast();
      if (!seen.add(node) || same(node)) {
        continue;
      }
      if (!inside.contains(node)) {
        summands.add(node);
      } else if (sumsOperands(node)) {
        operands.addAll(node.inputs());
      } else {
        open.addAll(node.inputs());
      }
    }
  }

  /** The required nodes that are added up as they are. */
  Set<Expr> summands() {
    return summands;
  }

  /** The required nodes that only the loop knows. */
  List<Expr> emitted() {
    Set<Expr> all = new LinkedHashSet<>(operands);
    all.addAll(summands);
    return all.stream().filter(node -> dependence.get(node) == Dependence.STATE).toList();
  }

  /**
   * The sum of a required node over time.
   *
   * @param sequences the emitted nodes under a leading axis of time
   */
  Expr of(Expr sum, Map<Expr, Expr> sequences) {
    Map<Expr, Expr> sums = new HashMap<>();
    for (Expr node : Expr.inOrder(List.of(sum))) {
      if (same(node)) {
        sums.put(node, AllSteps.once(loop, List.of(node)).getFirst().times(loop.steps()));
      } else if (summands.contains(node)) {
        sums.put(node, sequence(node, sequences).sum(0));
      } else if (sumsOperands(node) && node.inputs().stream().allMatch(operands::contains)) {
        List<Expr> inputs = node.inputs().stream().map(i -> sequence(i, sequences)).toList();
        sums.put(node, summed(node, inputs));
      } else if (inside.contains(node) && node.inputs().stream().allMatch(sums::containsKey)) {
        sums.put(node, linear(node, sums));
      }
    }
    Expr result = sums.get(sum);
    if (result == null) {
      throw new IllegalStateException("rewrite: " + sum + " is not summed over time");
    }
    return result;
  }

  private Expr sequence(Expr node, Map<Expr, Expr> sequences) {
    Expr known = sequences.get(node);
    return known != null ? known : AllSteps.of(loop, List.of(node)).getFirst();
  }

  private static Expr summed(Expr node, List<Expr> sequences) {
    return switch (node.op()) {
      case ScatterAdd op -> Expr.of(op, sequences);
      case Contract op -> {
        char time = 'A';
        while ((op.left() + op.right()).indexOf(time) >= 0) {
          time++;
        }
        yield Expr.of(new Contract(time + op.left(), time + op.right(), op.out()), sequences);
      }
      case Sum op -> {
        List<Integer> axes = new ArrayList<>(List.of(0));
        op.axes().forEach(axis -> axes.add(axis + 1));
        yield Expr.of(new Sum(axes), sequences);
      }
      default -> throw new IllegalStateException("rewrite: " + node + " sums nothing");
    };
  }

  /** A linear op of the sums of its inputs; a factor that stays the same is not summed. */
  private Expr linear(Expr node, Map<Expr, Expr> sums) {
    List<Expr> inputs = new ArrayList<>();
    for (Expr input : node.inputs()) {
      boolean factor =
          switch (node.op()) {
            case Contract _, Multiply _, Divide _ -> same(input);
            default -> false;
          };
      inputs.add(
          factor
              ? AllSteps.once(loop, List.of(input)).getFirst()
              : sums.getOrDefault(input, input));
    }
    return Expr.of(node.op(), inputs);
  }
}
