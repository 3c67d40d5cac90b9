package org.chainrule.learn.network;

import java.util.List;
import java.util.function.UnaryOperator;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * Any graph as a layer. It can be trained and explained like the others, but a model that has one
 * can't be written to a file, as a file holds no code.
 *
 * @param kind what it is called in parameter names
 * @param declared its parameters for inputs of a shape
 * @param body the graph of its output
 */
public record Custom(String kind, Declaration declared, Body body) implements Layer {
  /** What parameters a layer has. */
  @FunctionalInterface
  public interface Declaration {
    /** Those for inputs of this shape for one example, named within the layer. */
    List<Parameter> parameters(Shape input);
  }

  /** What a layer computes. */
  @FunctionalInterface
  public interface Body {
    /** The output for a batch; the parameters are in the order of their declaration. */
    Expr apply(Expr batch, List<Expr> parameters);
  }

  /** A layer without parameters. */
  public Custom(String kind, UnaryOperator<Expr> body) {
    this(kind, input -> List.of(), (batch, parameters) -> body.apply(batch));
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return declared.parameters(input);
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Shape shape = batch.shape();
    List<Expr> values =
        parameters(shape.range(1, shape.rank())).stream()
            .map(parameter -> pass.parameter(parameter.name()))
            .toList();
    Expr output = body.apply(batch, values);
    if (output.shape().rank() == 0 || output.shape().size(0) != shape.size(0)) {
      throw new ShapeException(
          "a batch of shape %s became %s; the first axis must stay, as it counts the examples",
          shape, output.shape());
    }
    return output;
  }
}
