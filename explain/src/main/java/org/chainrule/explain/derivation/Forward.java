package org.chainrule.explain.derivation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.chainrule.calculus.Rule;
import org.chainrule.calculus.Rules;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Variable;

/**
 * A program made ready to be differentiated on paper: ln softmax(z) is one function, and what
 * functions of tensors and of numbers made of tensors are applied to has a name.
 *
 * @param objective J
 * @param names the named nodes, those of the program and new ones, in order
 * @param by what is differentiated by
 * @param distributions variables that are taken to be probabilities, as they weigh ln softmax(z)
 */
record Forward(
    Expr objective, SequencedMap<String, Expr> names, List<Expr> by, Set<Expr> distributions) {
  private static final double TOLERANCE = 1e-9;

  /** The rules by which a program is made simpler first. */
  private static final List<Rule> FIRST =
      Rules.ALL.stream()
          .filter(
              rule ->
                  Question.TRIVIAL.contains(rule) || rule.name().equals("logarithm of exponential"))
          .toList();

  static Forward of(Question question) {
    Question simpler = question.simplified(FIRST);
    Expr objective = simpler.objective();
    SequencedMap<String, Expr> names = new LinkedHashMap<>(simpler.names());
    if (!names.containsValue(objective) && !objective.inputs().isEmpty()) {
      names.put(question.name(), objective);
    }
    return new Forward(
        objective,
        InnerNames.of(objective, names, question.sizes()),
        simpler.by(),
        distributions(objective, question));
  }

  /** The number vᵀy instead of y, whose gradient is vᵀ ∂y/∂x; nothing is known of its weights. */
  Forward along(Expr direction) {
    return new Forward(direction.times(objective).sum(), names, by, Set.of());
  }

  /** The same where no other variables need to be probabilities. */
  Forward assuming(Set<Expr> used) {
    return new Forward(objective, names, by, used);
  }

  private static Set<Expr> distributions(Expr objective, Question question) {
    Set<Expr> found = new LinkedHashSet<>();
    for (Expr node : Expr.inOrder(List.of(objective))) {
      if (node.op() instanceof Multiply || node.op() instanceof Contract) {
        for (int k = 0; k < 2; k++) {
          Expr weights = node.input(k);
          boolean weighs =
              Softmax.isLogSoftmax(node.input(1 - k))
                  && weights.op() instanceof Variable
                  && weights.shape().rank() > 0;
          if (weighs && sumsToOne(Optional.ofNullable(question.at().get(weights)))) {
            found.add(weights);
          }
        }
      }
    }
    return found;
  }

  /** Whether the rows of a value sum to 1, as far as it is given. */
  private static boolean sumsToOne(Optional<Tensor> value) {
    if (value.isEmpty()) {
      return true;
    }
    double[] numbers = value.get().toArray();
    int row = value.get().shape().size(-1);
    for (int from = 0; from + row <= numbers.length; from += row) {
      double sum = Arrays.stream(numbers, from, from + row).sum();
      if (!(Math.abs(sum - 1) < TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
