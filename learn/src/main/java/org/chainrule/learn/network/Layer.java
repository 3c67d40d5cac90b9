package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * One stage of a network: a graph from a batch of inputs to a batch of outputs.
 *
 * <p>A picture has shape [channels, height, width]; [height, width] counts as one channel. A
 * sequence has shape [time, features].
 */
public sealed interface Layer
    permits Activation,
        BatchNorm,
        Convolution,
        Custom,
        Dense,
        Dropout,
        EachStep,
        Embedding,
        Flatten,
        From,
        GlobalPool,
        Join,
        Label,
        LayerNorm,
        LocallyConnected,
        Masking,
        Pool,
        Recurrent,
        Rescale,
        Reshape,
        Softmax,
        Standardize {
  /** The layer's kind in parameter names and messages, for example {@code dense}. */
  String kind();

  /**
   * Its parameters for inputs of this shape, named within the layer.
   *
   * @throws ShapeException if it can't read inputs of this shape
   */
  default List<Parameter> parameters(Shape input) {
    return List.of();
  }

  /**
   * The output for a batch.
   *
   * @param batch inputs under a leading batch axis
   * @param pass its parameters, and what else it may know of this pass
   * @throws ShapeException if it can't read inputs of this shape
   */
  Expr apply(Expr batch, Pass pass);

  /** Whether it only passes numbers on, so that a layer after it reads those that come in. */
  default boolean passesOn() {
    return false;
  }

  /**
   * Whether it keeps every step of a sequence in its place, so that steps that don't count before
   * it don't count after it.
   */
  default boolean stepwise() {
    return false;
  }
}
