package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Transpose;

/** Which indices of an input an element of a node comes from; "" for an axis of one place. */
final class Axes {
  private Axes() {}

  static List<String> broadcast(Expr node, List<String> at) {
    Shape input = node.input(0).shape();
    int offset = node.shape().rank() - input.rank();
    List<String> inner = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      inner.add(input.size(axis) == 1 ? "" : at.get(axis + offset));
    }
    return inner;
  }

  /** For a reshape that only adds or drops axes of one place. */
  static Optional<List<String>> reshape(Expr node, List<String> at) {
    List<String> kept = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < node.shape().rank(); axis++) {
      if (node.shape().size(axis) != 1) {
        kept.add(at.get(axis));
        sizes.add(node.shape().size(axis));
      }
    }
    List<String> inner = new ArrayList<>();
    List<Integer> innerSizes = new ArrayList<>();
    for (int size : node.input(0).shape().sizes()) {
      boolean one = size == 1;
      inner.add(one || kept.size() <= innerSizes.size() ? "" : kept.get(innerSizes.size()));
      if (!one) {
        innerSizes.add(size);
      }
    }
    return sizes.equals(innerSizes) ? Optional.of(inner) : Optional.empty();
  }

  static List<String> transpose(Transpose transpose, List<String> at) {
    String[] inner = new String[at.size()];
    for (int axis = 0; axis < inner.length; axis++) {
      inner[transpose.order().get(axis)] = at.get(axis);
    }
    return List.of(inner);
  }

  /** New letters for the axes that a reduction sums over, the others as they are. */
  static List<String> reduced(
      Expr node, List<Integer> axes, List<String> at, IndexWriter.Letters letters) {
    List<String> inner = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < node.input(0).shape().rank(); axis++) {
      inner.add(axes.contains(axis) ? letters.next() : at.get(next++));
    }
    return inner;
  }

  /** The indices of both operands of a contraction, and those that are summed over. */
  record Contracted(List<String> left, List<String> right, List<String> summed) {}

  static Contracted contracted(Contract contract, List<String> at, IndexWriter.Letters letters) {
    Map<Integer, String> names = new HashMap<>();
    for (int i = 0; i < contract.out().length(); i++) {
      names.put((int) contract.out().charAt(i), at.get(i));
    }
    List<String> summed = new ArrayList<>();
    contract
        .summed()
        .chars()
        .forEach(
            c -> {
              String letter = letters.next();
              names.put(c, letter);
              summed.add(letter);
            });
    return new Contracted(
        contract.left().chars().mapToObj(c -> names.getOrDefault(c, "")).toList(),
        contract.right().chars().mapToObj(c -> names.getOrDefault(c, "")).toList(),
        summed);
  }
}
