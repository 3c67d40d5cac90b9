package org.chainrule.report;

import static org.chainrule.drawing.markup.Markup.element;
import static org.chainrule.drawing.markup.Markup.text;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.drawing.markup.Table;
import org.chainrule.learn.training.Epoch;
import org.chainrule.report.StudyReport.Variant;

/** The page of a study. */
final class StudyPage {
  private static final String CAPTION =
      "The losses of every epoch. Those on the training examples are means over the epoch, while"
          + " the weights still change.";

  private StudyPage() {}

  /** The whole file. */
  static String html(StudyReport report) {
    List<Markup> sections = new ArrayList<>(List.of(element("p", report.question())));
    for (StudyReport.Part part : report.parts()) {
      List<Markup> content =
          new ArrayList<>(
              List.of(
                  element("p", part.findings()),
                  Page.figure(VariantCurves.of(part), CAPTION),
                  table(part).markup()));
      for (Variant variant : part.variants()) {
        for (StudyReport.Update update : variant.first()) {
          update.matrices().forEach((title, rows) -> content.add(rows(variant, title, rows)));
        }
      }
      sections.add(Page.section(part.title(), content));
    }
    return Page.html(report.title(), sections);
  }

  private static Markup rows(Variant variant, String title, EqualRows rows) {
    List<List<String>> cells = rows.cells();
    List<Table.Column> columns = cells.getFirst().stream().map(Table.Column::numbers).toList();
    return new Table(
            variant.value() + ". " + title + rows.rest() + ".",
            columns,
            cells.stream().skip(1).map(row -> row.stream().map(Markup::text).toList()).toList())
        .markup();
  }

  private static Table table(StudyReport.Part part) {
    List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.words(part.title())));
    for (String name :
        List.of("epochs", "best epoch", "training loss", "loss", "accuracy", "loss at the end")) {
      columns.add(Table.Column.numbers(name));
    }
    return new Table(
        "At the epoch with the lowest loss, that of validation if there is one",
        columns,
        part.variants().stream().map(StudyPage::row).toList());
  }

  private static List<Markup> row(Variant variant) {
    if (variant.epochs().isEmpty()) {
      List<Markup> row = new ArrayList<>(List.of(text(variant.value()), text("broke down")));
      while (row.size() < 7) {
        row.add(text(""));
      }
      return row;
    }
    Epoch best = variant.best();
    return List.of(
        text(variant.value()),
        text(Wording.count(variant.epochs().size())),
        text(Wording.count(best.number())),
        text(Wording.number(best.training().loss())),
        text(Wording.number(best.score().loss())),
        text(Wording.percent(best.score().accuracy(), 2)),
        text(Wording.number(variant.epochs().getLast().score().loss())));
  }
}
