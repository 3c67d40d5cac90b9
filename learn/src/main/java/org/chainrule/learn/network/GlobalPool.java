package org.chainrule.learn.network;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * The largest or the mean of each channel over a whole picture, or of each feature over a whole
 * sequence, of which steps that don't count are left out. Of a sequence without any step that
 * counts, both are 0. After an {@link Embedding}, the mean is that of a text's word vectors.
 *
 * @param pooling largest or mean
 */
public record GlobalPool(Pooling pooling) implements Layer {
  @Override
  public String kind() {
    return "global_" + pooling.name().toLowerCase(Locale.ROOT);
  }

  /**
   * None.
   *
   * @throws ShapeException if examples of this shape are neither pictures nor sequences
   */
  @Override
  public List<Parameter> parameters(Shape input) {
    if (input.rank() != 2 && input.rank() != 3) {
      throw new ShapeException(
          "reads pictures [channels, height, width] or sequences [time, features], not examples of"
              + " shape %s",
          input);
    }
    return List.of();
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    int[] axes = batch.shape().rank() == 4 ? new int[] {2, 3} : new int[] {1};
    Optional<Expr> mask = pass.mask();
    return switch (pooling) {
      case MAX -> mask.map(m -> largest(batch, m)).orElseGet(() -> batch.max(axes));
      case MEAN -> mask.map(m -> mean(batch, m)).orElseGet(() -> batch.mean(axes));
    };
  }

  private static Expr column(Expr vector) {
    return vector.reshape(vector.shape().concat(Shape.of(1)));
  }

  private static Expr mean(Expr batch, Expr mask) {
    Expr count = Functions.maximum(mask.sum(1), Expr.constant(1));
    return batch.times(column(mask)).sum(1).dividedBy(column(count));
  }

  private static Expr largest(Expr batch, Expr mask) {
    Expr counts = column(mask).broadcast(batch.shape());
    Expr least = Expr.filled(batch.shape(), Double.NEGATIVE_INFINITY);
    Expr found = Functions.select(counts, batch, least).max(1);
    Expr any = column(mask.max(1)).broadcast(found.shape());
    return Functions.select(any, found, Expr.filled(found.shape(), 0));
  }
}
