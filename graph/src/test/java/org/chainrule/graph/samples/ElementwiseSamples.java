package org.chainrule.graph.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Absolute;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Arccos;
import org.chainrule.graph.op.Arcsin;
import org.chainrule.graph.op.Arctan;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Cos;
import org.chainrule.graph.op.CubeRoot;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Elu;
import org.chainrule.graph.op.Erf;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.LeakyRelu;
import org.chainrule.graph.op.Log;
import org.chainrule.graph.op.Log1p;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Minimum;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Power;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sigmoid;
import org.chainrule.graph.op.Sign;
import org.chainrule.graph.op.Sin;
import org.chainrule.graph.op.Softplus;
import org.chainrule.graph.op.Subtract;
import org.chainrule.graph.op.Tanh;

final class ElementwiseSamples {
  private static final List<Elementwise> OPS =
      List.of(
          new Absolute(),
          new Arccos(),
          new Arcsin(),
          new Arctan(),
          new Cos(),
          new CubeRoot(),
          new Elu(1),
          new Elu(0.3),
          new Erf(),
          new Exp(),
          new Expm1(),
          new LeakyRelu(0.01),
          new LeakyRelu(-0.5),
          new Log(),
          new Log1p(),
          new Negate(),
          new Relu(0),
          new Relu(1),
          new Sigmoid(),
          new Sign(),
          new Sin(),
          new Softplus(),
          new Tanh(),
          new Add(),
          new Compare(Compare.Relation.LESS),
          new Compare(Compare.Relation.LESS_OR_EQUAL),
          new Compare(Compare.Relation.EQUAL),
          new Divide(),
          new Maximum(),
          new Minimum(),
          new Multiply(),
          new Subtract(),
          new Select());

  private static final List<Shape> SHAPES =
      List.of(
          Shape.SCALAR,
          Shape.of(0),
          Shape.of(1),
          Shape.of(7),
          Shape.of(8),
          Shape.of(9),
          Shape.of(15),
          Shape.of(16),
          Shape.of(17),
          Shape.of(2, 3),
          Shape.of(3, 0, 2));

  private ElementwiseSamples() {}

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    Stream<Power> powers =
        DoubleStream.of(-5, -4, -3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 7)
            .mapToObj(Power::new);
    for (Elementwise op : Stream.concat(OPS.stream(), powers).toList()) {
      for (Shape shape : SHAPES) {
        samples.add(Sample.of(op, Collections.nCopies(op.arity(), shape).toArray(Shape[]::new)));
      }
      if (op.arity() > 1) {
        samples.add(onOneVariable(op));
      }
    }
    return samples;
  }

  private static Sample onOneVariable(Elementwise op) {
    Expr x = Expr.variable("x", 5);
    Expr node = Expr.of(op, Collections.nCopies(op.arity(), x));
    return Sample.of(op + " of one variable", node, Map.of(x, op.domain(1)), 0);
  }
}
