package org.chainrule.graph.samples;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

final class LeafSamples {
  private LeafSamples() {}

  static List<Sample> all() {
    Expr scalar = Expr.variable("x");
    Expr matrix = Expr.variable("x", 3, 5);
    Expr empty = Expr.variable("x", 0, 4);
    return List.of(
        Sample.of("variable []", scalar, Map.of(scalar, Domain.REAL), 0),
        Sample.of("variable [3, 5]", matrix, Map.of(matrix, Domain.REAL), 0),
        Sample.of("variable [0, 4]", empty, Map.of(empty, Domain.REAL), 0),
        Sample.of("constant []", Expr.constant(-1.25), Map.of(), 0),
        Sample.of("constant [3]", Expr.constant(Tensor.vector(1, -0.0, 3e-5)), Map.of(), 0),
        Sample.of("constant [0]", Expr.constant(Tensor.of(Shape.of(0))), Map.of(), 0));
  }
}
