package org.chainrule.learn.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.op.Concatenate;

/**
 * Brings what comes in together with what has these labels, for example to add a residual block to
 * its input (He et al. 2016).
 *
 * @param how what is done with them
 * @param names the {@link Label}s
 */
public record Join(How how, List<String> names) implements Layer {
  /** What is done with several inputs. */
  public enum How {
    /** Their sum. */
    ADD,
    /** Their product, element by element. */
    MULTIPLY,
    /** One after the other: along the channels of pictures, else along the last axis. */
    CONCATENATE
  }

  /**
   * Checks that there is something to bring together.
   *
   * @throws IllegalArgumentException if there is no label
   */
  public Join {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          how.name().toLowerCase(Locale.ROOT) + ": needs at least one label");
    }
  }

  /** With what has these labels. */
  public Join(How how, String... names) {
    this(how, List.of(names));
  }

  @Override
  public String kind() {
    return how.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    List<Expr> parts = new ArrayList<>();
    names.forEach(name -> parts.add(pass.labelled(name)));
    int rank = batch.shape().rank();
    int axis = rank > 3 ? rank - 3 : rank - 1;
    for (int i = 0; i < parts.size(); i++) {
      requireFits(batch, parts.get(i), names.get(i), axis);
    }
    return switch (how) {
      case ADD -> parts.stream().reduce(batch, (sum, part) -> part.plus(sum));
      case MULTIPLY -> parts.stream().reduce(batch, Expr::times);
      case CONCATENATE -> {
        parts.addFirst(batch);
        yield Concatenate.of(axis, parts);
      }
    };
  }

  private void requireFits(Expr batch, Expr part, String name, int axis) {
    boolean fits = part.shape().rank() == batch.shape().rank();
    for (int i = 0; fits && i < part.shape().rank(); i++) {
      boolean free = how == How.CONCATENATE && i == axis;
      fits = free || part.shape().size(i) == batch.shape().size(i);
    }
    if (!fits) {
      throw new ShapeException(
          "examples of shape %s do not go together with '%s' of shape %s",
          example(batch), name, example(part));
    }
  }

  private static Shape example(Expr batch) {
    return batch.shape().range(1, batch.shape().rank());
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
