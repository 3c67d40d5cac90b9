package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Sum;
import org.chainrule.graph.op.Unfold;
import org.chainrule.graph.op.Variable;

/**
 * ∂J/∂x of tensors: the recorded adjoint of every node on the way that says something new, then
 * that of x.
 */
final class TensorSteps {
  private final Symbols symbols;
  private final Recording recording;
  private final Tidy tidy;
  private final Tidy general;
  private final Paths paths;
  private final Set<Expr> shown;
  private final Map<Expr, Set<String>> pending = new HashMap<>();

  /**
   * Steps to one quantity.
   *
   * @param shown the nodes whose adjoints stand on the page already; more are added
   */
  TensorSteps(Symbols symbols, Recording recording, Tidy tidy, Paths paths, Set<Expr> shown) {
    this.shown = shown;
    this.symbols = symbols;
    this.recording = recording;
    this.tidy = tidy;
    this.general = new Tidy(symbols, Set.of(), false);
    this.paths = paths;
  }

  /** The adjoints on the way; the last equation is that of x. */
  List<Equation> of(List<Expr> order) {
    List<Equation> equations = new ArrayList<>();
    Set<Expr> told = new HashSet<>();
    paths.users().forEach(user -> told.add(symbols.total(user)));
    Expr goal = right(paths.by());
    told.add(goal);
    for (Expr node : paths.inside(symbols, order)) {
      Expr right = right(node);
      if (shown.contains(node)) {
        told.add(right);
        continue;
      }
      boolean arranged =
          isScaled(node)
              || node.op() instanceof Broadcast
              || node.op() instanceof LogSumExp
              || node.op() instanceof Reshape
              || node.op() instanceof Unfold
              || node.op() instanceof Pad
              || (node.op() instanceof Sum && Windowed.of(node).isPresent());
      boolean number =
          Uniform.value(right).isPresent()
              || (Uniform.number(right).isPresent() && symbols.function() == symbols.objective());
      boolean known = told.contains(right) || told.contains(tidy.of(right.negate()));
      told.add(right);
      boolean hidden =
          isRepeated(node) || isInLength(node) || isElement(right) || isMistakable(node, order);
      if (arranged || number || known || hidden) {
        pending.put(node, rules(node));
      } else {
        shown.add(node);
        equations.add(equation(node, right));
      }
    }
    equations.add(withSlope(equation(paths.by(), goal)));
    return equations;
  }

  /** ∂J/∂z = ∂J/∂a ∘ f′(z) first, which holds for any activation f. */
  private Equation withSlope(Equation equation) {
    if (paths.users().size() != 1) {
      return equation;
    }
    Expr user = paths.users().getFirst();
    boolean activated =
        user != symbols.objective()
            && user.inputs().equals(List.of(paths.by()))
            && InnerNames.isActivation(user.op());
    if (!activated) {
      return equation;
    }
    Expr general = symbols.total(user).times(symbols.slope(user));
    List<Equation.Line> lines = new ArrayList<>();
    lines.add(new Equation.Line(RuleNames.CHAIN, general));
    lines.addAll(equation.lines());
    return new Equation(equation.left(), lines);
  }

  /** What a node's adjoint is; what is used of sums that are known is a step of its own. */
  private Equation equation(Expr node, Expr right) {
    List<Equation.Line> lines = new ArrayList<>();
    String rules = RuleNames.joined(rules(node));
    Expr adjoint = symbols.display(recording.adjoint(node));
    Expr first = general.of(adjoint);
    lines.add(new Equation.Line(rules, first));
    if (first != right) {
      Expr distributed = tidy.uncentred().of(adjoint);
      if (distributed != first) {
        lines.add(new Equation.Line(RuleNames.DISTRIBUTION, distributed));
      }
      if (distributed != right) {
        lines.add(new Equation.Line(RuleNames.DEVIATIONS, right));
      }
    }
    return new Equation(symbols.total(node), lines);
  }

  /** Whether a node is but multiplied by a number, which is told with the next rule. */
  private boolean isScaled(Expr node) {
    return paths.between().stream()
        .filter(user -> user != paths.by() && user.inputs().contains(node))
        .allMatch(
            user ->
                user.op() instanceof Negate
                    || ((user.op() instanceof Multiply || user.op() instanceof Divide)
                        && user.inputs().stream()
                            .allMatch(i -> i == node || Uniform.number(i).isPresent())));
  }

  /** Whether a node is one number in every place, and written as if it were that number. */
  private static boolean isRepeated(Expr node) {
    return node.shape().rank() > 0 && Uniform.number(node).isPresent();
  }

  /** Whether a derivative is but an element of one that is known. */
  private static boolean isElement(Expr right) {
    Expr bare = right;
    while (bare.op() instanceof Reshape) {
      bare = bare.input(0);
    }
    return bare.op() instanceof Slice && bare.input(0).op() instanceof Variable;
  }

  /** Whether a node is the squares in ‖u‖². */
  private boolean isInLength(Expr node) {
    return paths.between().stream()
        .anyMatch(
            user ->
                user.op() instanceof Sum sum
                    && user.input(0) == node
                    && Writer.isSquare(node, sum));
  }

  /** Whether ln softmax(z) is written as another node is: ln p, which J uses itself. */
  private boolean isMistakable(Expr node, List<Expr> order) {
    Expr written = symbols.display(node);
    return Softmax.isLogSoftmax(node)
        && order.stream().anyMatch(other -> other != node && symbols.display(other) == written);
  }

  private Expr right(Expr node) {
    return tidy.of(symbols.display(recording.adjoint(node)));
  }

  /** The rules that lead to a node from those on the way that were shown. */
  private Set<String> rules(Expr node) {
    Set<String> rules = new LinkedHashSet<>();
    for (Expr user : paths.between()) {
      if (user != paths.by() && user.inputs().contains(node)) {
        Set<String> before = pending.getOrDefault(user, Set.of());
        rules.addAll(before);
        if (!before.contains(RuleNames.SQUARED_LENGTH)) {
          rules.add(RuleNames.of(user, paths.dependent(symbols)));
        }
      }
    }
    if (rules.size() > 1) {
      rules.remove("copies: add up");
      rules.remove("same elements");
    }
    return rules;
  }
}
