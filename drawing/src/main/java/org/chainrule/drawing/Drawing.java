package org.chainrule.drawing;

import java.util.List;

/**
 * Marks on paper, the first at the bottom.
 *
 * @param title what it shows
 * @param description what there is to see, for those who can't
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param marks what is drawn
 */
public record Drawing(
    String title, String description, double width, double height, List<Mark> marks) {
  public Drawing {
    marks = List.copyOf(marks);
  }
}
