package org.chainrule.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Wording;
import org.chainrule.report.chart.ConfusionChart;
import org.chainrule.report.chart.ContactSheet;
import org.chainrule.report.chart.LearningCurves;
import org.chainrule.report.chart.NetworkPicture;

/**
 * The charts of a report.
 *
 * @param network the network
 * @param curves the learning curves
 * @param confusion the confusion matrix, if the model was tried on something
 * @param misread the misread pictures, if there are any
 * @param estimates what a model of numbers says, beside the truth
 */
record RunCharts(
    Drawing network,
    Drawing curves,
    Optional<Drawing> confusion,
    Optional<Drawing> misread,
    Optional<Drawing> estimates) {
  private static final int MOST_PICTURES = 42;

  static RunCharts of(RunReport report) {
    return new RunCharts(
        NetworkPicture.of(report.model(), report.example()),
        LearningCurves.of(report.history(), report.model().task().measure()),
        report.mistakes().map(mistakes -> ConfusionChart.of(mistakes.confusion())),
        report.mistakes().flatMap(RunCharts::misread),
        report.deviations().map(EstimateChart::of));
  }

  private static Optional<Drawing> misread(Mistakes mistakes) {
    List<Misread> pictures = mistakes.misread().stream().filter(Misread::isPicture).toList();
    if (pictures.isEmpty()) {
      return Optional.empty();
    }
    List<ContactSheet.Card> cards =
        pictures.stream().limit(MOST_PICTURES).map(RunCharts::card).toList();
    String shown =
        cards.size() == pictures.size()
            ? Wording.count(cards.size())
            : Wording.count(cards.size()) + " of " + Wording.count(pictures.size());
    String footer =
        shown + " misread " + mistakes.part() + " examples, the most confident mistakes first";
    return Optional.of(ContactSheet.of("Misread examples", cards, footer));
  }

  private static ContactSheet.Card card(Misread misread) {
    return new ContactSheet.Card(
        misread.example(),
        String.format(
            Locale.ROOT,
            "read %s (%s)",
            Wording.isolate(misread.prediction()),
            Wording.probability(misread.probability())),
        "is " + Wording.isolate(misread.truth()));
  }

  /** The charts by the names of their files. */
  SequencedMap<String, Optional<Drawing>> byFile() {
    SequencedMap<String, Optional<Drawing>> files = new LinkedHashMap<>();
    files.put("network.png", Optional.of(network));
    files.put("learning-curves.png", Optional.of(curves));
    files.put("confusion-matrix.png", confusion);
    files.put("misread.png", misread);
    files.put("estimates.png", estimates);
    return files;
  }
}
