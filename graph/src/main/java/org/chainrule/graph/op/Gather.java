package org.chainrule.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;
import org.chainrule.graph.Tensor;

/**
 * Rows of a table by number: table [n, …r] and rows of shape […q] give […q, …r].
 *
 * <p>Row numbers are whole, from 0 to n − 1; another number is an error when the graph runs. They
 * have no derivative. float32 holds row numbers up to 2²⁴ exactly; batched tables are numbered
 * through, so there members times rows must stay below.
 */
public record Gather() implements Index {
  /** The rows of a table with these numbers. */
  public static Expr of(Expr table, Expr rows) {
    return Expr.of(new Gather(), table, rows);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Inputs.require(2, this, inputs);
    Shape table = inputs.get(0);
    if (table.rank() == 0) {
      throw new ShapeException("gather: a table needs at least one axis, shape [] has none");
    }
    return inputs.get(1).concat(table.range(1, table.rank()));
  }

  @Override
  public Domain domain(int input) {
    return input == 0 ? Domain.REAL : Domain.ROW;
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    int rows = node.input(0).shape().size(0);
    adjoints.add(0, ScatterAdd.of(rows, node.input(1), adjoint));
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return tangents.of(0).map(t -> of(t, node.input(1)));
  }

  @Override
  public Expr batch(Expr node, Lanes inputs) {
    if (!inputs.batched(0)) {
      return of(inputs.get(0), inputs.get(1));
    }
    Shape table = node.input(0).shape();
    int rows = table.size(0);
    Shape stacked = table.with(0, rows * inputs.size());
    return of(inputs.get(0).reshape(stacked), offset(inputs.spread(1), inputs.size(), rows));
  }

  /** Row numbers of member b of a batch moved on by b · rows; what is no row becomes NaN. */
  static Expr offset(Expr numbers, int size, int rows) {
    double[] offsets = new double[size];
    Arrays.setAll(offsets, member -> (double) member * rows);
    Shape column = numbers.shape().keeping(numbers.shape().axes("gather")).with(0, size);
    Expr moved = numbers.plus(Expr.constant(Tensor.of(column, offsets)));
    Expr inside =
        Functions.lessOrEqual(Expr.constant(0), numbers)
            .times(Functions.less(numbers, Expr.constant(rows)));
    return Select.of(inside, moved, Expr.constant(Double.NaN));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return notation.call(name(), operands);
  }
}
