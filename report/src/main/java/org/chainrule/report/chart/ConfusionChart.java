package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Anchor;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.Paint;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.Wording;
import org.chainrule.learn.training.ConfusionMatrix;

/**
 * A confusion matrix as a heat map: what is right in blue, what is mistaken in vermilion, the
 * stronger the larger its share of the true class.
 *
 * <p>Mistakes have a scale of their own, as a good model makes few.
 */
public final class ConfusionChart {
  private static final double FONT = 12;
  private static final double SMALLEST_FONT = 6.5;
  private static final double MARGIN = 12;
  private static final double LEGEND = 170;

  /** The side of a matrix whose cells have room for counts, and of one whose cells do not. */
  private static final double SIDE = 480;

  private static final double LARGE_SIDE = 800;
  private static final double MOST_CELL = 72;
  private static final double LEAST_CELL = 8;
  private static final double LONGEST_NAME = 110;

  /** Cells from this size on are kept apart by lines. */
  private static final double LEAST_LINED = 14;

  /** How thickly the smallest share is painted. */
  private static final double FAINTEST = 0.15;

  /** Up to this opacity text reads better in its own colour than in that of the paper. */
  private static final double READABLE = 0.85;

  private final ConfusionMatrix matrix;
  private final int classes;
  private final int[] totals;
  private final double cell;
  private final double font;
  private final double longestName;
  private final double left;
  private final double bottom;
  private final double worst;

  private ConfusionChart(ConfusionMatrix matrix) {
    this.matrix = matrix;
    classes = matrix.classes().size();
    totals =
        matrix.counts().stream()
            .mapToInt(row -> row.stream().mapToInt(count -> count).sum())
            .toArray();
    double least = Math.min(LEAST_CELL, LARGE_SIDE / classes);
    cell = Math.clamp(SIDE / classes, least, MOST_CELL);
    font = Math.clamp(0.8 * cell, SMALLEST_FONT, FONT);
    longestName = matrix.classes().stream().mapToDouble(this::width).max().orElse(0);
    left = MARGIN + 2 * FONT + longestName + 6;
    bottom = MARGIN + classes * cell;
    worst =
        IntStream.range(0, classes * classes)
            .filter(i -> i / classes != i % classes)
            .mapToDouble(i -> share(i / classes, i % classes))
            .max()
            .orElse(0);
  }

  /** The heat map of a confusion matrix. */
  public static Drawing of(ConfusionMatrix matrix) {
    ConfusionChart chart = new ConfusionChart(matrix);
    double right = chart.left + chart.classes * chart.cell;
    List<Mark> marks = new ArrayList<>(chart.grid());
    marks.addAll(chart.cells());
    marks.addAll(chart.names());
    marks.addAll(chart.legend(right + 2 * MARGIN));
    double height = chart.bottom + chart.namesBelow() + 2 * FONT + MARGIN;
    return new Drawing(
        "Confusion matrix", describe(matrix), right + 2 * MARGIN + LEGEND, height, marks);
  }

  private double width(String name) {
    return Math.min(LONGEST_NAME, Wording.width(name, font));
  }

  /** How large a part of a true class is taken for some class. */
  private double share(int truth, int prediction) {
    return totals[truth] == 0 ? 0 : (double) matrix.count(truth, prediction) / totals[truth];
  }

  private List<Mark> grid() {
    List<Mark> lines = new ArrayList<>();
    double right = left + classes * cell;
    for (int i = 0; i <= classes; i++) {
      if (cell >= LEAST_LINED || i == 0 || i == classes) {
        double x = left + i * cell;
        double y = MARGIN + i * cell;
        lines.add(line(new Point(left, y), new Point(right, y)));
        lines.add(line(new Point(x, MARGIN), new Point(x, bottom)));
      }
    }
    return lines;
  }

  private static Mark line(Point from, Point to) {
    return Line.straight(from, to, Paint.of(Ink.GRID), 1);
  }

  private List<Mark> cells() {
    List<Mark> cells = new ArrayList<>();
    for (int truth = 0; truth < classes; truth++) {
      for (int prediction = 0; prediction < classes; prediction++) {
        if (matrix.count(truth, prediction) > 0) {
          cells.add(cell(truth, prediction));
        }
      }
    }
    return cells;
  }

  private Mark cell(int truth, int prediction) {
    double gap = cell >= LEAST_LINED ? 0.5 : 0;
    double x = left + prediction * cell;
    double y = MARGIN + truth * cell;
    double share = share(truth, prediction);
    Paint paint =
        truth == prediction ? paint(Ink.BLUE, share) : paint(Ink.VERMILION, share / worst);
    double side = cell - 2 * gap;
    List<Mark> marks = new ArrayList<>();
    marks.add(new Rectangle(x + gap, y + gap, side, side, 0, paint));
    String count = Wording.count(matrix.count(truth, prediction));
    double size = Math.min(FONT + 1, 0.85 * cell / Math.max(2, count.length()) / 0.6);
    if (size >= SMALLEST_FONT) {
      Ink ink = paint.opacity() > READABLE ? Ink.PAPER : Ink.TEXT;
      Point middle = new Point(x + cell / 2, y + cell / 2 + 0.36 * size);
      marks.add(new Label(count, middle, Anchor.MIDDLE, size, ink));
    }
    String text =
        String.format(
            Locale.ROOT,
            "%s predicted as %s: %s (%s)",
            Wording.isolate(matrix.classes().get(truth)),
            Wording.isolate(matrix.classes().get(prediction)),
            count,
            Wording.percent(share, 1));
    return new Note(text, marks);
  }

  private static Paint paint(Ink ink, double darkness) {
    return new Paint(ink, FAINTEST + (1 - FAINTEST) * Math.min(darkness, 1));
  }

  private List<Mark> names() {
    List<Mark> marks = new ArrayList<>();
    int every = Math.max(1, (int) Math.ceil(font / cell));
    for (int i = 0; i < classes; i += every) {
      String name = Wording.fit(matrix.classes().get(i), font, LONGEST_NAME);
      double middle = (i + 0.5) * cell;
      Point row = new Point(left - 6, MARGIN + middle + 0.36 * font);
      marks.add(new Label(name, row, Anchor.END, font, Ink.TEXT));
      marks.add(below(name, left + middle));
    }
    Point across = new Point(left + classes * cell / 2, bottom + namesBelow() + FONT + 6);
    marks.add(new Label("predicted class", across, Anchor.MIDDLE, FONT, Ink.MUTED));
    Point up = new Point(MARGIN + FONT, MARGIN + classes * cell / 2);
    marks.add(new Label("true class", up, Anchor.MIDDLE, FONT, Ink.MUTED).turned(-90));
    return marks;
  }

  /** A name under its column: level if all have room, else slanted, else upright. */
  private Mark below(String name, double x) {
    if (isLevel()) {
      return new Label(name, new Point(x, bottom + 6 + font), Anchor.MIDDLE, font, Ink.TEXT);
    }
    double lower = bottom + 6;
    return cell >= LEAST_LINED
        ? new Label(name, new Point(x + 3, lower + 6), Anchor.END, font, Ink.TEXT).turned(-45)
        : new Label(name, new Point(x + 0.36 * font, lower), Anchor.END, font, Ink.TEXT)
            .turned(-90);
  }

  private boolean isLevel() {
    return longestName <= cell - 2;
  }

  private double namesBelow() {
    if (isLevel()) {
      return 6 + font;
    }
    return cell >= LEAST_LINED ? 12 + longestName * Math.sqrt(0.5) : 8 + longestName;
  }

  private List<Mark> legend(double x) {
    List<Mark> marks = new ArrayList<>();
    Point place = new Point(x, MARGIN + FONT);
    marks.add(new Label("share of the true class", place, Anchor.START, FONT, Ink.MUTED));
    marks.addAll(ramp("right", Ink.BLUE, 1, x, MARGIN + 40));
    if (worst > 0) {
      marks.addAll(ramp("mistaken", Ink.VERMILION, worst, x, MARGIN + 100));
    }
    return marks;
  }

  private static List<Mark> ramp(String name, Ink ink, double most, double x, double y) {
    int steps = 10;
    double step = 12;
    List<Mark> marks = new ArrayList<>();
    marks.add(new Label(name, new Point(x, y), Anchor.START, FONT, Ink.TEXT));
    for (int i = 0; i < steps; i++) {
      double darkness = i / (steps - 1.0);
      marks.add(new Rectangle(x + i * step, y + 6, step, 12, 0, paint(ink, darkness)));
    }
    double below = y + 18 + FONT;
    Point end = new Point(x + steps * step, below);
    marks.add(new Label("0", new Point(x, below), Anchor.START, FONT - 1, Ink.MUTED));
    marks.add(new Label(Wording.percent(most, 0), end, Anchor.END, FONT - 1, Ink.MUTED));
    return marks;
  }

  private static String describe(ConfusionMatrix matrix) {
    if (matrix.total() == 0) {
      return "There are no examples.";
    }
    String right =
        String.format(
            Locale.ROOT,
            "Of %s examples %s are right.",
            Wording.count(matrix.total()),
            Wording.percent(matrix.accuracy(), 2));
    List<Confusion> confusions = Confusion.of(matrix);
    if (confusions.isEmpty()) {
      return right;
    }
    Confusion first = confusions.getFirst();
    return right
        + String.format(
            Locale.ROOT,
            " The most frequent mistake: %s predicted as %s, %s of them.",
            Wording.isolate(first.truth()),
            Wording.isolate(first.prediction()),
            Wording.count(first.count()));
  }
}
