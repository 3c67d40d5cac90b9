package org.chainrule.graph.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Sum;

final class ReduceSamples {
  private static final List<Shape> SHAPES =
      List.of(
          Shape.SCALAR,
          Shape.of(0),
          Shape.of(1),
          Shape.of(17),
          Shape.of(3, 7),
          Shape.of(8, 2),
          Shape.of(2, 9),
          Shape.of(2, 15),
          Shape.of(16, 2),
          Shape.of(1, 17),
          Shape.of(0, 3),
          Shape.of(3, 0),
          Shape.of(2, 3, 4),
          Shape.of(3, 1, 2));

  private ReduceSamples() {}

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (Shape shape : SHAPES) {
      int rank = shape.rank();
      for (int subset = 0; subset < 1 << rank; subset++) {
        int chosen = subset;
        List<Integer> axes =
            IntStream.range(0, rank).filter(axis -> (chosen >> axis & 1) == 1).boxed().toList();
        samples.add(Sample.of(new Sum(axes), shape));
        samples.add(Sample.of(new Max(axes), shape));
        samples.add(Sample.of(new LogSumExp(axes), shape));
      }
      IntStream.range(0, rank)
          .filter(axis -> shape.size(axis) > 0)
          .forEach(axis -> samples.add(Sample.of(new ArgMax(axis), shape)));
    }
    return samples;
  }
}
