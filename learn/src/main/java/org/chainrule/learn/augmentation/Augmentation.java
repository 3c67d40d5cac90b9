package org.chainrule.learn.augmentation;

import java.util.List;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.random.Philox;

/**
 * A way to alter a training example at random without changing its class.
 *
 * <p>Examples of shape [rows, columns] are pictures, [channels, rows, columns] pictures of several
 * channels that are moved alike, and [length] texts of token numbers. What moves a picture is
 * composed with the others that do so next to it, so that it is sampled once; numbers between
 * pixels are bilinear, and there is 0 beyond the edges.
 */
public sealed interface Augmentation permits Motion, Noise, TokenDrop {

  /**
   * Checks that examples of a shape can be altered so.
   *
   * @throws ShapeException if not
   */
  void require(Shape example);

  /**
   * The example altered by one after the other.
   *
   * @param example in row-major order; may be changed
   * @param shape its shape
   * @param random what all draw from, in their order
   */
  static double[] apply(
      List<Augmentation> augmentations, double[] example, Shape shape, Philox random) {
    double[] values = example;
    int i = 0;
    while (i < augmentations.size()) {
      switch (augmentations.get(i)) {
        case Motion first -> {
          Picture picture = Picture.of(shape, values);
          Field field = Field.of(first, picture.rows(), picture.columns(), random);
          while (i + 1 < augmentations.size()
              && augmentations.get(i + 1) instanceof Motion another) {
            field = field.then(Field.of(another, picture.rows(), picture.columns(), random));
            i++;
          }
          values = picture.sampled(field).values();
        }
        case Noise noise -> noise.add(values, random);
        case TokenDrop drop -> drop.drop(values, random);
      }
      i++;
    }
    return values;
  }

  /** Checks that examples of a shape are pictures. */
  static void requirePicture(String name, Shape example) {
    if (example.rank() != 2 && example.rank() != 3) {
      throw new ShapeException(
          "%s: needs pictures, of shape [rows, columns] or [channels, rows, columns], not %s",
          name, example);
    }
  }
}
