package org.chainrule.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.chainrule.drawing.Mark.Anchor;
import org.chainrule.drawing.Mark.Circle;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Picture;
import org.chainrule.drawing.Mark.Polygon;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;

class PngTest {
  private static final int WHITE = 0xFFFFFF;
  private static final int BLUE = 0x0072B2;

  private static BufferedImage draw(Mark... marks) throws IOException {
    byte[] png = Png.of(new Drawing("", "", 40, 20, List.of(marks)));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /** The colour at a place in CSS pixels. */
  private static int at(BufferedImage image, double x, double y) {
    return image.getRGB((int) (x * Png.DENSITY), (int) (y * Png.DENSITY)) & 0xFFFFFF;
  }

  @Test
  void aDrawingHasTwoPixelsForOne() throws IOException {
    BufferedImage image = draw();
    assertThat(image.getWidth()).isEqualTo(80);
    assertThat(image.getHeight()).isEqualTo(40);
    assertThat(at(image, 0, 0)).isEqualTo(WHITE);
  }

  @Test
  void shapesLieWhereTheyShould() throws IOException {
    Paint blue = Paint.of(Ink.BLUE);
    BufferedImage rectangle = draw(new Rectangle(10, 5, 20, 10, 0, blue));
    assertThat(at(rectangle, 10, 5)).isEqualTo(BLUE);
    assertThat(at(rectangle, 29.5, 14.5)).isEqualTo(BLUE);
    assertThat(at(rectangle, 9.5, 5)).isEqualTo(WHITE);
    assertThat(at(rectangle, 30, 14)).isEqualTo(WHITE);
    BufferedImage circle = draw(new Note("a dot", List.of(new Circle(new Point(20, 10), 5, blue))));
    assertThat(at(circle, 20, 10)).isEqualTo(BLUE);
    assertThat(at(circle, 15.5, 5.5)).isEqualTo(WHITE);
    BufferedImage triangle =
        draw(new Polygon(List.of(new Point(0, 0), new Point(20, 0), new Point(0, 20)), blue));
    assertThat(at(triangle, 5, 5)).isEqualTo(BLUE);
    assertThat(at(triangle, 15, 15)).isEqualTo(WHITE);
    BufferedImage line = draw(Line.straight(new Point(0, 10), new Point(40, 10), blue, 2));
    assertThat(at(line, 20, 9.5)).isEqualTo(BLUE);
    assertThat(at(line, 20, 12)).isEqualTo(WHITE);
  }

  @Test
  void thinPaintLetsThePaperThrough() throws IOException {
    BufferedImage image = draw(new Rectangle(0, 0, 40, 20, 0, new Paint(Ink.BLUE, 0.5)));
    // Halfway between 0072B2 and white.
    assertThat(at(image, 20, 10) >> 16).isBetween(126, 129);
    assertThat(at(image, 20, 10) & 0xFF).isBetween(215, 218);
    assertThatThrownBy(() -> new Paint(Ink.BLUE, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void picturesHaveSharpPixels() throws IOException {
    Tensor values = Tensor.matrix(new double[] {0, 1}, new double[] {1, 0});
    BufferedImage image = draw(new Picture(values, 10, 0, 20, 20));
    assertThat(at(image, 10, 0)).isEqualTo(WHITE);
    assertThat(at(image, 19.5, 9.5)).isEqualTo(WHITE);
    assertThat(at(image, 20, 0)).isZero();
    assertThat(at(image, 29.5, 9.5)).isZero();
    assertThat(at(image, 10, 19.5)).isZero();
  }

  @Test
  void textLiesAboutItsAnchor() throws IOException {
    Label label = new Label("HHH", new Point(20, 15), Anchor.START, 12, Ink.TEXT);
    assertThat(inked(draw(label))).allMatch(x -> x >= 20).isNotEmpty();
    Label end = new Label("HHH", new Point(20, 15), Anchor.END, 12, Ink.TEXT);
    assertThat(inked(draw(end))).allMatch(x -> x <= 20).isNotEmpty();
    Label middle = new Label("HHH", new Point(20, 15), Anchor.MIDDLE, 12, Ink.TEXT);
    double centre = inked(draw(middle)).stream().mapToDouble(x -> x).average().orElseThrow();
    assertThat(centre).isBetween(19.0, 21.0);
  }

  /** The columns that are not all paper. */
  private static List<Double> inked(BufferedImage image) {
    return IntStream.range(0, image.getWidth())
        .filter(
            x ->
                IntStream.range(0, image.getHeight())
                    .anyMatch(y -> (image.getRGB(x, y) & 0xFFFFFF) != WHITE))
        .mapToObj(x -> (double) x / Png.DENSITY)
        .toList();
  }
}
