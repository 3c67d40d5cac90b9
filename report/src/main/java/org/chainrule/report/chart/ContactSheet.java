package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Anchor;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Picture;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.Paint;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.Wording;
import org.chainrule.graph.Tensor;

/** Small pictures in rows, each with a caption. */
public final class ContactSheet {
  private static final int COLUMNS = 7;
  private static final double WIDTH = 960;
  private static final double COLUMN = WIDTH / COLUMNS;
  private static final double PICTURE = 104;
  private static final double FONT = 11.5;
  private static final double LINE = 16;
  private static final double MARGIN = 12;

  private ContactSheet() {}

  /**
   * A picture and what is said of it.
   *
   * @param picture of shape [height, width]
   * @param first the beginning of the caption
   * @param second its end, on a line of its own if both do not fit one
   */
  public record Card(Tensor picture, String first, String second) {
    private String caption() {
      return first + ", " + second;
    }
  }

  /** The sheet of some pictures, with a line under it all. */
  public static Drawing of(String title, List<Card> cards, String footer) {
    boolean oneLine =
        cards.stream().allMatch(card -> Wording.width(card.caption(), FONT) <= COLUMN - 4);
    double row = PICTURE + (oneLine ? 2 : 3) * LINE;
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < cards.size(); i++) {
      double middle = (i % COLUMNS + 0.5) * COLUMN;
      double y = MARGIN + Math.floorDiv(i, COLUMNS) * row;
      Card card = cards.get(i);
      marks.addAll(picture(card.picture, middle - PICTURE / 2, y));
      double caption = y + PICTURE + LINE;
      if (oneLine) {
        marks.add(line(card.caption(), middle, caption));
      } else {
        marks.add(line(card.first, middle, caption));
        marks.add(line(card.second, middle, caption + LINE));
      }
    }
    double foot = MARGIN + Math.ceilDiv(cards.size(), COLUMNS) * row + LINE;
    marks.add(new Label(footer, new Point(WIDTH / 2, foot), Anchor.MIDDLE, FONT, Ink.MUTED));
    String captions = cards.stream().map(Card::caption).collect(Collectors.joining("; "));
    return new Drawing(title, footer + ": " + captions, WIDTH, foot + MARGIN, marks);
  }

  /** As large as a square holds it, at the bottom of the square. */
  private static List<Mark> picture(Tensor values, double x, double y) {
    double rows = values.shape().size(0);
    double columns = values.shape().size(1);
    double pixel = PICTURE / Math.max(rows, columns);
    double width = columns * pixel;
    double height = rows * pixel;
    double left = x + (PICTURE - width) / 2;
    double top = y + PICTURE - height;
    return List.of(
        new Rectangle(left - 1, top - 1, width + 2, height + 2, 0, Paint.of(Ink.GRID)),
        new Picture(values, left, top, width, height));
  }

  private static Mark line(String text, double middle, double y) {
    String fitting = Wording.fit(text, FONT, COLUMN - 4);
    return new Label(fitting, new Point(middle, y), Anchor.MIDDLE, FONT, Ink.TEXT);
  }
}
