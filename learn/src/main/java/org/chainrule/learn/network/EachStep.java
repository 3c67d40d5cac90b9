package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * A layer that is applied to each step of a sequence by itself, with the same parameters: from
 * [time, …] to [time, …].
 *
 * @param layer reads one step
 */
public record EachStep(Layer layer) implements Layer {
  /**
   * Checks that the layer stands for itself.
   *
   * @throws IllegalArgumentException if it is one that names or joins outputs, tells which steps
   *     count or reads sequences
   */
  public EachStep {
    switch (layer) {
      case EachStep _,
          Embedding _,
          From _,
          Join _,
          Label _,
          Masking _,
          Recurrent _,
          Standardize _ ->
          throw new IllegalArgumentException(
              "each: " + layer.kind() + " can't be applied to single steps");
      default -> {
        // all others read an example and know nothing of its neighbours
      }
    }
  }

  @Override
  public String kind() {
    return layer.kind();
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    if (input.rank() < 2) {
      throw new ShapeException("each: reads sequences [time, …], not examples of shape %s", input);
    }
    return layer.parameters(input.range(1, input.rank()));
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Shape shape = batch.shape();
    int count = shape.size(0);
    int steps = shape.size(1);
    Shape step = shape.range(2, shape.rank());
    Expr applied = layer.apply(batch.reshape(step.prepend(count * steps)), pass);
    Shape result = applied.shape().range(1, applied.shape().rank());
    return applied.reshape(result.prepend(steps).prepend(count));
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
