package org.chainrule.graph.samples;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.ScatterAdd;

final class IndexSamples {
  private static final List<Shape> NUMBERS =
      List.of(Shape.SCALAR, Shape.of(0), Shape.of(1), Shape.of(7), Shape.of(2, 4));
  private static final List<Shape> ROWS =
      List.of(Shape.SCALAR, Shape.of(1), Shape.of(3), Shape.of(2, 2), Shape.of(0));

  private IndexSamples() {}

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (Shape numbers : NUMBERS) {
      for (Shape row : ROWS) {
        for (int rows : new int[] {1, 5}) {
          Shape table = row.prepend(rows);
          samples.add(
              Sample.of(
                  "Gather of " + table + ", " + numbers,
                  new Gather(),
                  List.of(table, numbers),
                  rows));
          Shape values = numbers.concat(row);
          samples.add(
              Sample.of(
                  "ScatterAdd to " + rows + " rows of " + numbers + ", " + values,
                  new ScatterAdd(rows),
                  List.of(numbers, values),
                  rows));
        }
      }
    }
    for (MoveSamples.Windows windows : MoveSamples.WINDOWS) {
      for (Shape shape : windows.shapes()) {
        Shape unfolded = windows.unfold().shape(List.of(shape));
        samples.add(Sample.of(new Fold(windows.unfold(), shape), unfolded));
      }
    }
    samples.add(
        Sample.of("Gather of no rows", new Gather(), List.of(Shape.of(0, 3), Shape.of(0)), 0));
    samples.add(
        Sample.of(
            "ScatterAdd to no rows", new ScatterAdd(0), List.of(Shape.of(0), Shape.of(0, 3)), 0));
    return samples;
  }
}
