package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;

/** The inputs one after the other along an axis; their other axes agree. */
public record Concatenate(int axis) implements Move {
  /** These, one after the other along an axis. */
  public static Expr of(int axis, List<Expr> parts) {
    int resolved = parts.isEmpty() ? axis : parts.getFirst().shape().axis("concatenate", axis);
    return parts.size() == 1 ? parts.getFirst() : Expr.of(new Concatenate(resolved), parts);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new ShapeException("concatenate: needs at least one input");
    }
    Shape first = inputs.getFirst();
    for (Shape input : inputs) {
      boolean fits =
          input.rank() == first.rank()
              && axis >= 0
              && axis < first.rank()
              && input.with(axis, 0).equals(first.with(axis, 0));
      if (!fits) {
        throw new ShapeException(
            "concatenate: shapes %s and %s do not join along axis %d", first, input, axis);
      }
    }
    return first.with(axis, inputs.stream().mapToInt(input -> input.size(axis)).sum());
  }

  @Override
  public Source source(int[] index, List<Shape> inputs) {
    int[] from = index.clone();
    int input = 0;
    while (from[axis] >= inputs.get(input).size(axis)) {
      from[axis] -= inputs.get(input).size(axis);
      input++;
    }
    return new Source(input, inputs.get(input).position(from));
  }

  @Override
  public String settings() {
    return "[" + axis + "]";
  }

  @Override
  public Move batched(int size) {
    return new Concatenate(axis + 1);
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    int from = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      int to = from + node.input(i).shape().size(axis);
      adjoints.add(i, adjoint.slice(axis, from, to));
      from = to;
    }
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    int count = node.inputs().size();
    return IntStream.range(0, count).anyMatch(i -> tangents.of(i).isPresent())
        ? Optional.of(
            Expr.of(
                this, IntStream.range(0, count).mapToObj(i -> tangents.orZero(node, i)).toList()))
        : Optional.empty();
  }

  @Override
  public Expr batch(Expr node, Lanes inputs) {
    return Expr.of(
        batched(inputs.size()),
        IntStream.range(0, node.inputs().size()).mapToObj(inputs::spread).toList());
  }
}
