package org.chainrule.graph.samples;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/**
 * A node of one op on variables, with values for these.
 *
 * @param name what distinguishes it; the seed of its values is the name's hash code
 * @param node the node
 * @param real the variables that hold real numbers, which it can be differentiated by
 * @param values the value of every variable, with row numbers among them
 */
public record Sample(String name, Expr node, List<Expr> real, Map<Expr, Tensor> values) {

  /** An op on a variable of its own for every input, with values from the op's domain. */
  static Sample of(String name, Op op, List<Shape> shapes, int rows) {
    List<Domain> domains = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      domains.add(op.domain(i));
    }
    return of(name, op, shapes, domains, rows);
  }

  /** As {@link #of(String, Op, List, int)}, for an op without row numbers, named by itself. */
  static Sample of(Op op, Shape... shapes) {
    return of(op + " of " + written(List.of(shapes)), op, List.of(shapes), 0);
  }

  /** An op on a variable of its own for every input, with values from these domains. */
  static Sample of(String name, Op op, List<Shape> shapes, List<Domain> domains, int rows) {
    Map<Expr, Domain> variables = new LinkedHashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      int[] sizes = shapes.get(i).sizes().stream().mapToInt(size -> size).toArray();
      variables.put(Expr.variable("x" + i, sizes), domains.get(i));
    }
    return of(name, Expr.of(op, List.copyOf(variables.keySet())), variables, rows);
  }

  /** A node of variables with values from these domains; row numbers are below {@code rows}. */
  static Sample of(String name, Expr node, Map<Expr, Domain> variables, int rows) {
    Map<Expr, Tensor> values = Draw.values(variables, rows, new Random(name.hashCode()));
    List<Expr> real =
        variables.keySet().stream().filter(x -> variables.get(x) != Domain.ROW).toList();
    return new Sample(name, node, real, values);
  }

  static String written(List<Shape> shapes) {
    return shapes.stream().map(Shape::toString).collect(joining(", "));
  }

  @Override
  public String toString() {
    return name;
  }
}
