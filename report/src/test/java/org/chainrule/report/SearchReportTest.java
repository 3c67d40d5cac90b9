package org.chainrule.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.learn.training.Measure;
import org.chainrule.search.Search;
import org.chainrule.search.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchReportTest {
  @TempDir private Path folder;

  private static Trial trial(double score, String... settings) {
    SequencedMap<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      named.put(settings[i], settings[i + 1]);
    }
    return new Trial(named, List.of(0.9), List.of(score), 10, Optional.empty());
  }

  private String page(List<Trial> trials) throws Exception {
    Trial base = trial(0.75);
    Search.Result result =
        new Search.Result(Measure.ACCURACY, base, trials.getFirst(), trials, true);
    SearchReport report =
        new SearchReport("Search", List.of("alpha", "solver"), result, new LinkedHashMap<>());
    return Files.readString(report.write(folder));
  }

  /** The trial of the fixed settings is one of those that were done, and has its row. */
  @Test
  void theDefaultIsATrialLikeTheOthers() throws Exception {
    String page =
        page(
            List.of(
                trial(0.875, "alpha", "0.1", "solver", "adam"),
                trial(0.5, "alpha", "0.01", "solver", "sgd")));
    assertThat(page.replaceAll("<[^>]*>", " ").replaceAll("[\\s\u00A0]+", " "))
        .contains(
            "trials 3 ", " 1 87.50 %", " 2 75.00 % 90.00 % default default ", " 3 50.00 % 90.00 %");
  }
}
