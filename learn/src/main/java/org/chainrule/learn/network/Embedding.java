package org.chainrule.learn.network;

import java.util.List;
import java.util.OptionalInt;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.op.Gather;

/**
 * A vector for every word of a text that is given as numbers of words: [time] becomes [time,
 * width]. Only the vectors of words that occur have a gradient.
 *
 * @param words how many words there are; their numbers run from 0 to words − 1
 * @param width the numbers in the vector of a word
 * @param padding the number that fills up texts which are shorter than others; its vector is 0, and
 *     later layers leave its steps out
 * @param weight the first value of the table of vectors, [words, width]
 */
public record Embedding(int words, int width, OptionalInt padding, Initializer weight)
    implements Layer {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are no words or numbers, or no such word to pad with
   */
  public Embedding {
    if (words < 1 || width < 1 || padding.orElse(0) < 0 || padding.orElse(0) >= words) {
      throw new IllegalArgumentException(
          "embedding: "
              + words
              + " words, vectors of "
              + width
              + " numbers, padding "
              + padding
              + ": words and numbers are at least 1, and the padding is one of the words");
    }
  }

  /** Without padding; uniform on ±0.05. */
  public Embedding(int words, int width) {
    this(words, width, OptionalInt.empty(), new Initializer.Uniform(0.05));
  }

  /** Uniform on ±0.05. */
  public Embedding(int words, int width, int padding) {
    this(words, width, OptionalInt.of(padding), new Initializer.Uniform(0.05));
  }

  @Override
  public String kind() {
    return "embedding";
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    if (input.rank() != 1) {
      throw new ShapeException("reads numbers of words [time], not examples of shape %s", input);
    }
    return List.of(
        new Parameter(
            "weight", Shape.of(words, width), Parameter.Role.WEIGHT, weight, words, width));
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Expr vectors = Gather.of(pass.parameter("weight"), batch);
    if (padding.isEmpty()) {
      return vectors;
    }
    Expr counting =
        Expr.constant(1).minus(Functions.equal(batch, Expr.constant(padding.getAsInt())));
    pass.mask(counting);
    return vectors.times(counting.reshape(counting.shape().concat(Shape.of(1))));
  }
}
