package org.chainrule.drawing;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;

/** Numbers in grey levels: the smallest white, the largest black. */
public final class GreyPicture {
  private GreyPicture() {}

  /**
   * The picture of some numbers, one pixel each. Infinite ones count as the smallest or largest,
   * NaN as the smallest; equal ones are all white.
   *
   * @param values of shape [height, width]
   * @throws ShapeException if the shape is another
   */
  public static BufferedImage of(Tensor values) {
    if (values.shape().rank() != 2 || values.shape().elements() == 0) {
      throw new ShapeException("picture: needs shape [height, width], not " + values.shape());
    }
    int height = values.shape().size(0);
    int width = values.shape().size(1);
    DoubleSummaryStatistics finite =
        Arrays.stream(values.toArray()).filter(Double::isFinite).summaryStatistics();
    double range = finite.getMax() - finite.getMin();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double share = (values.get(y, x) - finite.getMin()) / range;
        double clamped = share > 0 ? Math.min(share, 1) : 0;
        image.getRaster().setSample(x, y, 0, (int) Math.round(255 * (1 - clamped)));
      }
    }
    return image;
  }
}
