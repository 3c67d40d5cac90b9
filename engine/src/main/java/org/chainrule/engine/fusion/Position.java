package org.chainrule.engine.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Transpose;

/**
 * A node seen from a place of a domain.
 *
 * @param node the node
 * @param axes which axes of the domain the node's axes are, those of size 1 left out
 */
public record Position(Expr node, List<Integer> axes) {
  public Position {
    axes = List.copyOf(axes);
  }

  /** The axes of a shape that are not of size 1. */
  public static List<Integer> wide(Shape shape) {
    List<Integer> wide = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.size(axis) != 1) {
        wide.add(axis);
      }
    }
    return wide;
  }

  /** The sizes of a shape that are not 1. */
  public static List<Integer> squeezed(Shape shape) {
    return wide(shape).stream().map(shape::size).toList();
  }

  /** Whether shapes differ at most in axes of size 1, so that elements lie in the same order. */
  public static boolean sameButOnes(Shape shape, Shape other) {
    return squeezed(shape).equals(squeezed(other));
  }

  /** The input whose element this one is, if the node only repeats or rearranges axes. */
  Optional<Position> inside() {
    return switch (node.op()) {
      case Broadcast _ -> Optional.of(new Position(node.input(0), ofBroadcast()));
      case Reshape _ when sameButOnes(node.shape(), node.input(0).shape()) ->
          Optional.of(new Position(node.input(0), axes));
      case Transpose transpose -> {
        List<Integer> outer = wide(node.shape());
        List<Integer> inner = wide(node.input(0).shape());
        List<Integer> moved = new ArrayList<>();
        for (int axis : inner) {
          moved.add(axes.get(outer.indexOf(transpose.order().indexOf(axis))));
        }
        yield Optional.of(new Position(node.input(0), moved));
      }
      default -> Optional.empty();
    };
  }

  private List<Integer> ofBroadcast() {
    List<Integer> outer = wide(node.shape());
    int added = node.shape().rank() - node.input(0).shape().rank();
    return wide(node.input(0).shape()).stream()
        .map(axis -> axes.get(outer.indexOf(axis + added)))
        .toList();
  }
}
