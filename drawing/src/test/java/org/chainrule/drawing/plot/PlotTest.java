package org.chainrule.drawing.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Point;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static double up(String text, String title, double width) {
    Plot plot =
        new Plot(
            title,
            Axis.linear(0, 1),
            "epoch",
            Axis.linear(0, 1),
            List.of(new Plot.Series("a long name", Ink.BLUE, List.of(new Point(0, 0)))),
            Optional.empty());
    return plot.marks(0, 0, width, 300).stream()
        .filter(mark -> mark instanceof Label label && label.text().equals(text))
        .mapToDouble(mark -> ((Label) mark).place().y())
        .findFirst()
        .orElseThrow();
  }

  /** 80 letters of 14 pixels are wider than 500. */
  @Test
  void theLegendStandsBesideTheTitleWhereThereIsRoomAndElseBelow() {
    String title = "n".repeat(80);
    assertThat(up("a long name", "loss", 500)).isEqualTo(up("loss", "loss", 500));
    assertThat(up("a long name", title, 500)).isGreaterThan(up(title, title, 500) + 14);
  }
}
