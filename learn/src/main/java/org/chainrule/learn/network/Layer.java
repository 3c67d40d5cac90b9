package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/** One stage of a network: a graph from a batch of inputs to a batch of outputs. */
public sealed interface Layer permits Activation, Dense, Flatten, Rescale, Standardize {
  /** The layer's kind in files and parameter names, for example {@code dense}. */
  String kind();

  /**
   * The shape of its output for one example.
   *
   * @throws ShapeException if it can't read inputs of this shape
   */
  Shape output(Shape input);

  /** Its parameters for inputs of this shape, named within the layer. */
  List<Parameter> parameters(Shape input);

  /**
   * The output for a batch.
   *
   * @param batch inputs under a leading batch axis
   * @param parameters the values of {@link #parameters}, in that order
   */
  Expr apply(Expr batch, List<Expr> parameters);
}
