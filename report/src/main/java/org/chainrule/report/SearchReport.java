package org.chainrule.report;

import static org.chainrule.drawing.markup.Markup.element;
import static org.chainrule.drawing.markup.Markup.name;
import static org.chainrule.drawing.markup.Markup.text;
import static org.chainrule.report.Page.fact;
import static org.chainrule.report.Page.figure;
import static org.chainrule.report.Page.section;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.drawing.markup.Table;
import org.chainrule.drawing.markup.Table.Column;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.training.Measure;
import org.chainrule.report.chart.ParallelCoordinates;
import org.chainrule.report.chart.Quality;
import org.chainrule.report.chart.SettingEffects;
import org.chainrule.search.Search;
import org.chainrule.search.Trial;

/**
 * How a search went, to be read by people.
 *
 * @param title what was searched
 * @param names the hyper-parameters that were searched
 * @param result what was found
 * @param facts what was asked, each setting by its name
 */
public record SearchReport(
    String title, List<String> names, Search.Result result, SequencedMap<String, String> facts) {
  /** Rows of the table of trials. */
  private static final int MOST_ROWS = 200;

  public SearchReport {
    names = List.copyOf(names);
    facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
  }

  /**
   * Writes {@code report.html}, which needs nothing beside it, wholly or not at all.
   *
   * @param folder a folder that exists
   * @throws DataException if it cannot be written
   */
  public Path write(Path folder) {
    Path page = folder.resolve("report.html");
    AtomicFile.writeText(page, Page.html(title, sections()));
    return page;
  }

  private List<Markup> sections() {
    Measure measure = result.measure();
    List<Markup> sections = new ArrayList<>();
    sections.add(
        element(
                "dl",
                fact("best " + measure, Quality.written(result.best().score(), measure)),
                fact("default", Quality.written(result.base().score(), measure)),
                fact("difference", Quality.difference(result.difference(), measure)),
                fact("trials", Wording.count(result.count())))
            .with("class", "facts"));
    sections.add(settings("The best settings", result.best().settings()));
    if (!result.trials().isEmpty()) {
      sections.add(
          section(
              "Settings and " + measure,
              List.of(
                  figure(
                      ParallelCoordinates.of(names, result.trials(), result.best(), measure),
                      "A line is a trial, the stronger the better; the best is vermilion."),
                  figure(
                      SettingEffects.of(names, result.trials(), measure),
                      "A dot is a trial, a bar the mean of those with a value. Other settings vary"
                          + " along, so a value's mean is its effect only where all combinations"
                          + " were tried."))));
      sections.add(section("Trials", List.of(trials())));
    }
    sections.add(settings("The search", facts));
    return sections;
  }

  private static Markup settings(String title, SequencedMap<String, String> values) {
    List<List<Markup>> rows = new ArrayList<>();
    values.forEach((name, value) -> rows.add(List.of(text(name), name(value))));
    if (rows.isEmpty()) {
      return section(title, List.of(element("p", "Nothing was better than the defaults.")));
    }
    return section(
        title,
        List.of(
            new Table("", List.of(Column.words("setting"), Column.words("value")), rows).markup()));
  }

  private Markup trials() {
    Measure measure = result.measure();
    List<Column> columns = new ArrayList<>(List.of(Column.numbers("rank")));
    columns.add(Column.numbers(measure.toString()));
    columns.add(Column.numbers("on training"));
    names.forEach(n -> columns.add(Column.words(n)));
    List<Trial> sorted =
        Stream.concat(Stream.of(result.base()), result.trials().stream())
            .sorted((a, b) -> a.isBetterThan(b) ? -1 : b.isBetterThan(a) ? 1 : 0)
            .toList();
    List<List<Markup>> rows = new ArrayList<>();
    for (Trial trial : sorted.subList(0, Math.min(MOST_ROWS, sorted.size()))) {
      List<Markup> row = new ArrayList<>();
      row.add(text(Integer.toString(rows.size() + 1)));
      row.add(text(Quality.written(trial.score(), measure)));
      row.add(text(Quality.written(trial.trainScore(), measure)));
      String unset = trial.settings().isEmpty() ? "default" : "";
      names.forEach(n -> row.add(name(trial.settings().getOrDefault(n, unset))));
      rows.add(row);
    }
    String caption =
        sorted.size() > MOST_ROWS
            ? "The best " + MOST_ROWS + " of " + Wording.count(sorted.size()) + " trials."
            : "All trials, the best first.";
    return new Table(caption, columns, rows).markup();
  }
}
