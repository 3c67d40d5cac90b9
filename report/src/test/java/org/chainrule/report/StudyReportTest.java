package org.chainrule.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {
  @TempDir private Path folder;

  private static StudyReport.Variant variant(String value, double[] training, double[] validation) {
    List<Epoch> epochs = new ArrayList<>();
    for (int i = 0; i < training.length; i++) {
      Score score = new Score(training[i], 0.5);
      Optional<Score> validated = Optional.of(new Score(validation[i], 0.75));
      epochs.add(new Epoch(i + 1, score, validated, 0.1, 1));
    }
    return new StudyReport.Variant(value, epochs, Optional.empty(), 0, 0);
  }

  private static StudyReport.Part part() {
    return new StudyReport.Part(
        "Units",
        List.of(
            variant("5", new double[] {2, 1.5, 1.25}, new double[] {2.1, 1.7, 1.5}),
            variant("50", new double[] {1.75, 1, 0.75}, new double[] {1.8, 1.1, 1.11}),
            variant("500", new double[] {1.5, 0.5, 0.25}, new double[] {1.6, 1.2, 2}),
            StudyReport.Variant.failed("5000", "the loss became NaN in epoch 1\n  more")));
  }

  @Test
  void theFindingsAreThoseOfTheNumbers() {
    assertThat(part().findings())
        .contains("The validation loss is lowest with 50: 1.100 in epoch 2")
        .contains("With 5 it is not below 1.500")
        .contains("the training loss at the end only falls: 1.250, then 0.2500")
        .doesNotContain("the loss at its best only")
        .contains("500 over-fits: after epoch 2 its validation loss rises to 2.000")
        .doesNotContain("50 over-fits")
        .contains("5000: the loss became NaN in epoch 1.")
        .doesNotContain("more");
  }

  @Test
  void unitsThatAreEqualAreCounted() {
    Network network = Network.of(Shape.of(2), new Dense(3), Activation.SIGMOID, new Dense(2));
    Map<String, Tensor> values = new LinkedHashMap<>(network.initialize(0));
    values.put("dense_1.weight", Tensor.of(Shape.of(2, 3), 1, 2, 1, 0.5, 0.5, 0.5));
    Model model = new Model(network, List.of("a", "b"), Precision.FLOAT64, values);
    Epoch epoch = new Epoch(1, new Score(1, 0.5), Optional.empty(), 0.1, 1);
    StudyReport.Variant variant =
        StudyReport.Variant.of("zeros", new History(List.of(epoch), 1, false), model);
    assertThat(variant.units()).isEqualTo(3);
    assertThat(variant.distinct()).isEqualTo(2);
    assertThat(new StudyReport.Part("First weights", List.of(variant)).findings())
        .contains("The training loss is lowest with zeros")
        .contains("With zeros only 2 of the 3 units");
  }

  @Test
  void writesAPageAndItsCharts() throws IOException {
    new StudyReport("units <b>", "How many?", List.of(part(), part())).write(folder);
    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page)
        .contains("units &lt;b&gt;")
        .contains("How many?")
        .contains("broke down")
        .contains("<svg")
        .doesNotContain("{{");
    assertThat(folder.resolve("part-2.png")).exists();
  }
}
