package org.chainrule.graph.samples;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;

final class MoveSamples {
  static final List<Windows> WINDOWS =
      List.of(
          new Windows(
              new Unfold(List.of(3), List.of(1), List.of(1)),
              List.of(Shape.of(3), Shape.of(8), Shape.of(2, 7), Shape.of(0, 4))),
          new Windows(
              new Unfold(List.of(2), List.of(2), List.of(1)),
              List.of(Shape.of(8), Shape.of(9), Shape.of(3, 5))),
          new Windows(
              new Unfold(List.of(3), List.of(2), List.of(2)),
              List.of(Shape.of(5), Shape.of(9), Shape.of(2, 10))),
          new Windows(
              new Unfold(List.of(1), List.of(3), List.of(4)), List.of(Shape.of(7), Shape.of(1))),
          new Windows(
              new Unfold(List.of(3, 3), List.of(1, 1), List.of(1, 1)),
              List.of(Shape.of(4, 5), Shape.of(2, 3, 4))),
          new Windows(
              new Unfold(List.of(2, 2), List.of(2, 2), List.of(1, 1)),
              List.of(Shape.of(6, 4), Shape.of(2, 2, 5, 4))),
          new Windows(
              new Unfold(List.of(2, 3), List.of(3, 1), List.of(2, 1)),
              List.of(Shape.of(6, 4), Shape.of(2, 3, 3))),
          new Windows(
              new Unfold(List.of(), List.of(), List.of()), List.of(Shape.of(3), Shape.SCALAR)));

  /** Windows and the shapes that they are taken from. */
  record Windows(Unfold unfold, List<Shape> shapes) {}

  private MoveSamples() {}

  static List<Sample> all() {
    return Stream.of(broadcasts(), orders(), boxes(), pads(), joins(), windows())
        .flatMap(samples -> samples)
        .toList();
  }

  private static Stream<Sample> broadcasts() {
    return Stream.of(
        Sample.of(new Broadcast(Shape.of(2, 2)), Shape.SCALAR),
        Sample.of(new Broadcast(Shape.of(2, 3)), Shape.of(3)),
        Sample.of(new Broadcast(Shape.of(2, 17)), Shape.of(17)),
        Sample.of(new Broadcast(Shape.of(2, 4)), Shape.of(2, 1)),
        Sample.of(new Broadcast(Shape.of(9, 2)), Shape.of(9, 1)),
        Sample.of(new Broadcast(Shape.of(2, 3, 4)), Shape.of(3, 1)),
        Sample.of(new Broadcast(Shape.of(2, 3, 4)), Shape.of(1, 3, 1)),
        Sample.of(new Broadcast(Shape.of(5, 7)), Shape.of(1, 1)),
        Sample.of(new Broadcast(Shape.of(3)), Shape.of(3)),
        Sample.of(new Broadcast(Shape.of(0)), Shape.of(1)),
        Sample.of(new Broadcast(Shape.of(0, 3)), Shape.of(3)),
        Sample.of(new Broadcast(Shape.of(2, 0)), Shape.of(0)),
        Sample.of(new Broadcast(Shape.of(1, 1)), Shape.SCALAR));
  }

  private static Stream<Sample> orders() {
    return Stream.of(
        Sample.of(Transpose.of(), Shape.SCALAR),
        Sample.of(Transpose.of(0), Shape.of(3)),
        Sample.of(Transpose.of(0, 1), Shape.of(3, 2)),
        Sample.of(Transpose.of(1, 0), Shape.of(7, 3)),
        Sample.of(Transpose.of(1, 0), Shape.of(16, 2)),
        Sample.of(Transpose.of(1, 0), Shape.of(0, 2)),
        Sample.of(Transpose.of(1, 2, 0), Shape.of(2, 3, 4)),
        Sample.of(Transpose.of(2, 0, 1), Shape.of(2, 3, 4)),
        Sample.of(Transpose.of(0, 2, 1), Shape.of(2, 3, 4)),
        Sample.of(Transpose.of(3, 1, 0, 2), Shape.of(2, 3, 1, 4)),
        Sample.of(new Reshape(Shape.of(6)), Shape.of(2, 3)),
        Sample.of(new Reshape(Shape.of(3, 2)), Shape.of(2, 3)),
        Sample.of(new Reshape(Shape.SCALAR), Shape.of(1, 1)),
        Sample.of(new Reshape(Shape.of(1)), Shape.SCALAR),
        Sample.of(new Reshape(Shape.of(2, 2, 4)), Shape.of(16)),
        Sample.of(new Reshape(Shape.of(0, 5)), Shape.of(3, 0)),
        Sample.of(new Flip(List.of(0)), Shape.of(17)),
        Sample.of(new Flip(List.of(1)), Shape.of(2, 3)),
        Sample.of(new Flip(List.of(0, 2)), Shape.of(2, 3, 4)),
        Sample.of(new Flip(List.of()), Shape.of(2)),
        Sample.of(new Flip(List.of(0)), Shape.of(0, 2)));
  }

  private static Stream<Sample> boxes() {
    return Stream.of(
        Sample.of(new Slice(List.of(), List.of(), List.of()), Shape.SCALAR),
        Sample.of(new Slice(List.of(0), List.of(7), List.of(1)), Shape.of(7)),
        Sample.of(new Slice(List.of(2), List.of(9), List.of(1)), Shape.of(17)),
        Sample.of(new Slice(List.of(1), List.of(16), List.of(3)), Shape.of(17)),
        Sample.of(new Slice(List.of(0), List.of(8), List.of(9)), Shape.of(8)),
        Sample.of(new Slice(List.of(3), List.of(3), List.of(2)), Shape.of(5)),
        Sample.of(new Slice(List.of(0), List.of(0), List.of(1)), Shape.of(0)),
        Sample.of(new Slice(List.of(1, 0), List.of(3, 4), List.of(1, 1)), Shape.of(3, 4)),
        Sample.of(new Slice(List.of(0, 1), List.of(3, 4), List.of(2, 2)), Shape.of(3, 5)),
        Sample.of(
            new Slice(List.of(0, 1, 1), List.of(2, 2, 4), List.of(1, 1, 2)), Shape.of(2, 3, 4)));
  }

  private static Stream<Sample> pads() {
    return Stream.of(
        Sample.of(new Pad(List.of(), List.of(), List.of(), 0), Shape.SCALAR),
        Sample.of(Pad.around(List.of(2), 0), Shape.of(7)),
        Sample.of(Pad.around(List.of(1, 2), -1.5), Shape.of(2, 3)),
        Sample.of(new Pad(List.of(0), List.of(0), List.of(0), 1), Shape.of(3)),
        Sample.of(new Pad(List.of(1), List.of(0), List.of(2), 0.5), Shape.of(4)),
        Sample.of(new Pad(List.of(0, 1), List.of(2, 0), List.of(1, 0), 0), Shape.of(3, 3)),
        Sample.of(new Pad(List.of(1), List.of(2), List.of(3), 0.5), Shape.of(0)),
        Sample.of(new Pad(List.of(1, 0), List.of(1, 0), List.of(0, 1), 2), Shape.of(0, 2)));
  }

  private static Stream<Sample> joins() {
    Expr x = Expr.variable("x", 2, 3);
    return Stream.of(
        Sample.of(new Concatenate(0), Shape.of(3)),
        Sample.of(new Concatenate(0), Shape.of(7), Shape.of(8)),
        Sample.of(new Concatenate(0), Shape.of(2, 3), Shape.of(1, 3)),
        Sample.of(new Concatenate(1), Shape.of(2, 3), Shape.of(2, 1), Shape.of(2, 5)),
        Sample.of(new Concatenate(1), Shape.of(2, 3), Shape.of(2, 0), Shape.of(2, 1)),
        Sample.of(new Concatenate(1), Shape.of(2, 2, 3), Shape.of(2, 1, 3)),
        Sample.of(new Concatenate(2), Shape.of(0, 2, 3), Shape.of(0, 2, 1)),
        Sample.of(
            "Concatenate of one variable",
            Expr.of(new Concatenate(1), x, x),
            Map.of(x, Domain.REAL),
            0));
  }

  private static Stream<Sample> windows() {
    return WINDOWS.stream()
        .flatMap(windows -> windows.shapes.stream().map(s -> Sample.of(windows.unfold, s)));
  }
}
