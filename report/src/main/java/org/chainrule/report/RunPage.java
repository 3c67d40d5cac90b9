package org.chainrule.report;

import static org.chainrule.drawing.markup.Markup.element;
import static org.chainrule.report.Page.fact;
import static org.chainrule.report.Page.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.drawing.markup.Markup.Element;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Measure;
import org.chainrule.report.chart.Confusion;
import org.chainrule.report.chart.Quality;

/** The page of a report. */
final class RunPage {
  private static final String CONFUSION =
      "Every row is a true class and every column a predicted one; a cell holds how many examples"
          + " there are, the stronger the larger their share of the row.";

  private static final String ESTIMATES =
      "Every dot is an example: to the right its true number, upwards what the model tells. Those"
          + " on the line are right.";

  private final RunReport report;
  private final RunCharts charts;

  private RunPage(RunReport report, RunCharts charts) {
    this.report = report;
    this.charts = charts;
  }

  /** The whole file. */
  static String html(RunReport report, RunCharts charts) {
    return Page.html(report.title(), new RunPage(report, charts).sections());
  }

  private List<Markup> sections() {
    List<Markup> sections = new ArrayList<>(List.of(facts()));
    if (!report.scores().isEmpty()) {
      sections.add(RunTables.scores(report.scores(), measure()).markup());
    }
    sections.add(network());
    sections.add(learning());
    report.mistakes().ifPresent(mistakes -> sections.add(mistakes(mistakes)));
    report.deviations().ifPresent(deviations -> sections.add(deviations(deviations)));
    if (!report.settings().isEmpty()) {
      sections.add(
          Page.section("Settings", List.of(RunTables.settings(report.settings()).markup())));
    }
    return sections;
  }

  /** What a reader wants to know first. */
  private Element facts() {
    List<Element> facts = new ArrayList<>();
    Optional.ofNullable(report.scores().lastEntry())
        .ifPresent(
            last ->
                facts.add(
                    fact(
                        last.getKey() + " " + measure(),
                        Quality.written(last.getValue().quality(), measure()))));
    History history = report.history();
    facts.add(fact("trained parameters", Wording.count(parameters())));
    facts.add(fact("epochs", Wording.count(history.epochs().size()) + history.end().remark()));
    double seconds = history.epochs().stream().mapToDouble(Epoch::seconds).sum();
    facts.add(fact("training time", Wording.number(seconds) + "\u00A0s"));
    return element("dl", facts).with("class", "facts");
  }

  private Measure measure() {
    return report.model().task().measure();
  }

  private Element deviations(Deviations deviations) {
    List<Markup> parts = new ArrayList<>();
    charts.estimates().ifPresent(chart -> parts.add(Page.figure(chart, ESTIMATES)));
    parts.add(RunTables.errors(deviations.targets()).markup());
    return section("Errors on the " + deviations.part() + " part", parts);
  }

  private long parameters() {
    return Parameter.trainedNumbers(report.model().network().parameters().stream());
  }

  private Element network() {
    String caption =
        "Lines are weights and circles units, blue where positive and vermilion where negative, "
            + "the stronger the larger."
            + (report.example().isPresent()
                ? " The circles hold what one example becomes on its way; on the right, what the"
                    + " model makes of it."
                : "");
    return Page.section(
        "Network",
        List.of(
            Page.figure(charts.network(), caption),
            RunTables.stages(report.model().network()).markup()));
  }

  private Element learning() {
    String caption =
        "Scores of every epoch. Those on the training examples are means over the epoch, while"
            + " the weights still change.";
    return Page.section(
        "Learning",
        List.of(
            Page.figure(charts.curves(), caption),
            element(
                "details",
                element("summary", "Numbers of the epochs"),
                RunTables.epochs(report.history(), measure()).markup())));
  }

  private Element mistakes(Mistakes mistakes) {
    List<Markup> parts = new ArrayList<>();
    charts.confusion().ifPresent(chart -> parts.add(Page.figure(chart, CONFUSION)));
    List<Confusion> confusions = Confusion.of(mistakes.confusion());
    parts.add(
        element(
                "div",
                RunTables.classes(mistakes.confusion()).markup(),
                confusions.isEmpty()
                    ? element("p", "No example is misread.")
                    : RunTables.confusions(confusions).markup())
            .with("class", "side"));
    charts.misread().ifPresent(chart -> parts.add(Page.figure(chart, "")));
    List<Misread> others = mistakes.misread().stream().filter(m -> !m.isPicture()).toList();
    if (!others.isEmpty()) {
      parts.add(RunTables.misread(others).markup());
    }
    return section("Mistakes on the " + mistakes.part() + " part", parts);
  }
}
