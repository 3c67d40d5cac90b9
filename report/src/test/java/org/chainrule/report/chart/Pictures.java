package org.chainrule.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Png;
import org.chainrule.drawing.Point;

/** A drawing as pixels. */
record Pictures(BufferedImage image) {

  /** The drawing as a PNG file has it; it must not be blank. */
  static Pictures of(Drawing drawing) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.of(drawing)));
    assertThat(image.getWidth()).isEqualTo((int) Math.ceil(drawing.width() * Png.DENSITY));
    assertThat(image.getHeight()).isEqualTo((int) Math.ceil(drawing.height() * Png.DENSITY));
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    assertThat(java.util.Arrays.stream(pixels).distinct().count()).isGreaterThan(1);
    return new Pictures(image);
  }

  /** The colour at a place of the drawing. */
  int at(Point place) {
    return image.getRGB((int) (place.x() * Png.DENSITY), (int) (place.y() * Png.DENSITY))
        & 0xFFFFFF;
  }

  /** Red, green and blue added up. */
  int brightness(Point place) {
    int colour = at(place);
    return (colour >> 16 & 0xFF) + (colour >> 8 & 0xFF) + (colour & 0xFF);
  }

  /** All marks of a kind, also those in notes. */
  static <M extends Mark> Stream<M> marks(Drawing drawing, Class<M> kind) {
    return drawing.marks().stream()
        .flatMap(Pictures::withInner)
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  private static Stream<Mark> withInner(Mark mark) {
    return mark instanceof Mark.Note note
        ? Stream.concat(Stream.of(mark), note.marks().stream())
        : Stream.of(mark);
  }
}
