package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Reshape;

/**
 * Rules that bring what is elementwise to the finer of two shapes where one is the other with axes
 * split, as pictures and the windows of a pooling: of equal shapes, both are computed together.
 */
final class SplitRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("split of a function", "split(a + b) → split a + split b", SplitRules::split),
          new Rule("function of a join", "join(a) + b → join(a + split b)", SplitRules::join),
          new Rule("reduction of a join", "Σ join(a) → Σ a", SplitRules::reduce));

  private SplitRules() {}

  /** For every axis of a shape the axes that it is split into; none if the other is no split. */
  private static Optional<List<List<Integer>>> parts(Shape coarse, Shape fine) {
    if (coarse.elements() == 0 || fine.rank() <= coarse.rank()) {
      return Optional.empty();
    }
    List<List<Integer>> parts = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < coarse.rank(); axis++) {
      List<Integer> own = new ArrayList<>();
      int size = 1;
      while (size < coarse.size(axis) && next < fine.rank()) {
        size *= fine.size(next);
        own.add(next++);
      }
      if (size != coarse.size(axis)) {
        return Optional.empty();
      }
      parts.add(own);
    }
    return Optional.of(parts);
  }

  private static boolean splits(Expr node) {
    return node.op() instanceof Reshape && parts(node.input(0).shape(), node.shape()).isPresent();
  }

  private static boolean joins(Expr node) {
    return node.op() instanceof Reshape
        && node.input(0).op() instanceof Elementwise
        && parts(node.shape(), node.input(0).shape()).isPresent();
  }

  /** Where something elementwise or a reduction reads it. */
  private static Optional<Expr> split(Expr node) {
    if (!(node.op() instanceof Elementwise || node.op() instanceof Reduce)
        || node.inputs().stream().noneMatch(SplitRules::splitsCheap)) {
      return Optional.empty();
    }
    return Optional.of(
        Expr.of(
            node.op(), node.inputs().stream().map(x -> splitsCheap(x) ? inside(x) : x).toList()));
  }

  private static boolean splitsCheap(Expr node) {
    return splits(node) && node.input(0).op() instanceof Elementwise op && !Effort.worthSaving(op);
  }

  private static Expr inside(Expr split) {
    Expr function = split.input(0);
    return Expr.of(
        function.op(), function.inputs().stream().map(x -> x.reshape(split.shape())).toList());
  }

  private static Optional<Expr> join(Expr node) {
    if (!(node.op() instanceof Elementwise)) {
      return Optional.empty();
    }
    return node.inputs().stream()
        .filter(SplitRules::joins)
        .map(join -> join.input(0).shape())
        .findFirst()
        .map(
            fine ->
                Expr.of(node.op(), node.inputs().stream().map(x -> x.reshape(fine)).toList())
                    .reshape(node.shape()));
  }

  private static Optional<Expr> reduce(Expr node) {
    if (!(node.op() instanceof Reduce op) || op instanceof ArgMax || !joins(node.input(0))) {
      return Optional.empty();
    }
    Expr fine = node.input(0).input(0);
    List<List<Integer>> parts = parts(node.input(0).shape(), fine.shape()).orElseThrow();
    List<Integer> axes = op.axes().stream().flatMap(axis -> parts.get(axis).stream()).toList();
    return Optional.of(Expr.of(op.over(axes), fine).reshape(node.shape()));
  }
}
