package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;

/**
 * A table of sums by row number: rows of shape […q] and values […q, …r] give [n, …r], where row i
 * is the sum of the values whose number is i. The transpose of {@link Gather}.
 *
 * @param rows n, the number of rows of the table
 */
public record ScatterAdd(int rows) implements Index {
  /** The table of n rows with the sums of these values by number. */
  public static Expr of(int rows, Expr numbers, Expr values) {
    return Expr.of(new ScatterAdd(rows), numbers, values);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Inputs.require(2, this, inputs);
    Shape numbers = inputs.get(0);
    Shape values = inputs.get(1);
    boolean fits =
        values.rank() >= numbers.rank() && values.range(0, numbers.rank()).equals(numbers);
    if (!fits) {
      throw new ShapeException(
          "scatterAdd: values of shape %s do not begin with the axes of the row numbers %s",
          values, numbers);
    }
    return values.range(numbers.rank(), values.rank()).prepend(rows);
  }

  @Override
  public Domain domain(int input) {
    return input == 1 ? Domain.REAL : Domain.ROW;
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(1, Gather.of(adjoint, node.input(0)));
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return tangents.of(1).map(t -> of(rows, node.input(0), t));
  }

  @Override
  public Expr batch(Expr node, Lanes inputs) {
    int size = inputs.size();
    Expr numbers = Gather.offset(inputs.spread(0), size, rows);
    Expr stacked = of(rows * size, numbers, inputs.spread(1));
    return stacked.reshape(node.shape().prepend(size));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return notation.call(name() + "[" + rows + "]", operands);
  }
}
