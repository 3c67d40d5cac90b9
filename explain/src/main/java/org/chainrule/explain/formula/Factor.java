package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Reshape;

/**
 * A factor of a product, place by place, without the axes along which it repeats.
 *
 * @param core the factor
 * @param letters a letter for each axis of the core, as the axes of the product have them
 */
record Factor(Expr core, String letters) {
  private static final String LETTERS = "ijklmnop";

  private static Factor of(Expr factor, String letters) {
    if (!(factor.op() instanceof Broadcast copy)) {
      return new Factor(factor, letters);
    }
    Expr copied = factor.input(0);
    int missing = letters.length() - copied.shape().rank();
    StringBuilder kept = new StringBuilder();
    List<Integer> single = new ArrayList<>();
    for (int axis = 0; axis < copied.shape().rank(); axis++) {
      if (copy.repeated(copied.shape()).contains(axis + missing)) {
        single.add(axis);
      } else {
        kept.append(letters.charAt(axis + missing));
      }
    }
    return of(reshaped(copied, copied.shape().without(single)), kept.toString());
  }

  /** The value with another shape, which it may have had before. */
  static Expr reshaped(Expr value, Shape shape) {
    return value.op() instanceof Reshape && value.input(0).shape().equals(shape)
        ? value.input(0)
        : value.reshape(shape);
  }

  /**
   * The product of two tensors of one shape as a contraction, if it is one.
   *
   * @param summed whether it is summed over the leading axis
   */
  static Optional<Expr> contracted(Expr left, Expr right, boolean summed) {
    String letters = LETTERS.substring(0, left.shape().rank());
    Factor a = of(left, letters);
    Factor b = of(right, letters);
    String out = summed ? letters.substring(1) : letters;
    if (!out.chars().allMatch(c -> a.letters.indexOf(c) >= 0 || b.letters.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    return Optional.of(
        summed && out.isEmpty()
            ? a.core.matmul(b.core)
            : Expr.of(new Contract(a.letters, b.letters, out), a.core, b.core));
  }

  /** The same with products of repeated tensors as outer ones: u vᵀ for (u 1ᵀ) ∘ (1 vᵀ). */
  static Expr tidied(Expr value) {
    Map<Expr, Expr> found = new HashMap<>();
    for (Expr node : Expr.inOrder(List.of(value))) {
      List<Expr> inputs = node.inputs().stream().map(i -> found.getOrDefault(i, i)).toList();
      Expr same = inputs.equals(node.inputs()) ? node : Expr.of(node.op(), inputs);
      found.put(
          node,
          switch (node.op()) {
            case Multiply _ when node.inputs().stream().allMatch(Factor::isRepeated) ->
                contracted(inputs.get(0), inputs.get(1), false).orElse(same);
            case Contract contract when isMatrixProduct(contract, inputs) ->
                inputs.get(0).matmul(inputs.get(1));
            default -> same;
          });
    }
    return found.getOrDefault(value, value);
  }

  /** Whether a contraction is the product of matrices but for its letters. */
  private static boolean isMatrixProduct(Contract contract, List<Expr> operands) {
    return operands.stream().allMatch(o -> o.shape().rank() == 1 || o.shape().rank() == 2)
        && relettered(contract)
            .equals(relettered(Contract.matmul(operands.get(0).shape(), operands.get(1).shape())));
  }

  /** The formula of a contraction with letters in the order of first use. */
  private static String relettered(Contract contract) {
    String formula = contract.formula();
    StringBuilder seen = new StringBuilder();
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < formula.length(); i++) {
      char c = formula.charAt(i);
      if (Character.isLetter(c) && seen.indexOf(String.valueOf(c)) < 0) {
        seen.append(c);
      }
      result.append(Character.isLetter(c) ? LETTERS.charAt(seen.indexOf(String.valueOf(c))) : c);
    }
    return result.toString();
  }

  /** Whether a tensor of some axes, and not a number alone, is repeated along others. */
  private static boolean isRepeated(Expr value) {
    return value.op() instanceof Broadcast && value.input(0).shape().elements() > 1;
  }
}
