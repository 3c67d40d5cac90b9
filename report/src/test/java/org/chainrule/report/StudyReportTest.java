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
import java.util.OptionalDouble;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.LayerGradients;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyReportTest {
  private static final Dataset EXAMPLES =
      new Dataset(
          "points",
          List.of(2),
          Features.of(new double[] {1, 2, -0.5, 3, 0, -1}, 2),
          new Labels(new int[] {0, 1, 0}, List.of("a", "b")));

  @TempDir private Path folder;

  private static StudyReport.Variant variant(String value, double[] training, double[] validation) {
    List<Epoch> epochs = new ArrayList<>();
    for (int i = 0; i < training.length; i++) {
      Score score = new Score(training[i], 0.5);
      Optional<Score> validated = Optional.of(new Score(validation[i], 0.75));
      epochs.add(new Epoch(i + 1, score, validated, OptionalDouble.of(0.1), 1));
    }
    return new StudyReport.Variant(
        value,
        epochs,
        Optional.empty(),
        training.length,
        Optional.of(new Score(training[training.length - 1] / 2, 0.5)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
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
        .contains("It is highest with 5: 1.500 at its lowest")
        .contains("the training loss at the end only falls: from 1.250 to 0.2500")
        .doesNotContain("the loss at its best only")
        .contains("500 over-fits: after epoch 2 its validation loss rises to 2.000")
        .doesNotContain("50 over-fits")
        .contains("5000: the loss became NaN in epoch 1.")
        .doesNotContain("more");
  }

  @Test
  void severalThatOverFitStandInOneSentence() {
    double[] falling = {2, 1, 0.75, 0.5, 0.25, 0.2, 0.15, 0.1};
    StudyReport.Part part =
        new StudyReport.Part(
            "Units",
            List.of(
                variant("5", falling, new double[] {2, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.1}),
                variant("50", falling, new double[] {1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.75}),
                // only the last epoch is worse, which may be chance
                variant("500", falling, new double[] {2, 1.9, 1.8, 1.7, 1.6, 1.5, 1.4, 1.5})));
    assertThat(part.findings())
        .contains(
            "goes on falling: 5 from 1.500 in epoch 2 to 2.100; 50 from 1.000 in epoch 1 to 1.750.")
        .doesNotContain("over-fits")
        .doesNotContain("500 from");
  }

  @Test
  void whyAValidationLossIsBelowTheTrainingLossIsMeasured() {
    StudyReport.Part part =
        new StudyReport.Part(
            "Dropout",
            List.of(
                variant("0", new double[] {2, 1}, new double[] {2, 1.5}),
                variant("0.5", new double[] {2, 1.5}, new double[] {2, 1}),
                variant("0.9", new double[] {4, 3}, new double[] {2, 1})));
    assertThat(part.findings())
        .contains(
            "The validation loss is below the training loss, a mean over the epoch with whatever is"
                + " random in training, with 0.5 (1.000 in epoch 2 against 1.500), 0.9 (1.000 in"
                + " epoch 2 against 3.000).")
        .contains("like the validation loss, the training loss is lower: 0.7500 with 0.5.")
        .contains("It is still not lower, measured likewise")
        .contains("easier ones: 1.500 with 0.9.");
  }

  @Test
  void gradientsThatVanishAreTold() {
    StudyReport.Variant plain = variant("sigmoid", new double[] {2, 1}, new double[] {2, 1.5});
    String findings =
        new StudyReport.Part(
                "Activation",
                List.of(
                    with(plain, "sigmoid", 0.0001, 0.002, 0.05),
                    with(plain, "relu", 0.04, 0.05, 0.05),
                    with(plain, "zeros", 0.0, 0.0, 0.05)))
            .findings();
    assertThat(findings)
        .contains(
            "With sigmoid the gradient vanishes on its way back: when training begins it is"
                + " 0.0001000 in a weight of the first of 3 layers, and 0.05000, 500.0 times as"
                + " large, in one of the last")
        .contains("With zeros no gradient reaches the first layer")
        .doesNotContain("With relu the gradient");
  }

  private static StudyReport.Variant with(
      StudyReport.Variant variant, String value, Double... gradients) {
    return new StudyReport.Variant(
        value,
        variant.epochs(),
        variant.failure(),
        variant.kept(),
        variant.trained(),
        variant.units(),
        variant.single(),
        Optional.of(new LayerGradients(List.of(gradients))),
        variant.first());
  }

  @Test
  void unitsThatAreEqualAreCounted() {
    Network network = Network.of(Shape.of(2), new Dense(3), Activation.SIGMOID, new Dense(2));
    Map<String, Tensor> values = new LinkedHashMap<>(network.initialize(0));
    values.put("dense_1.weight", Tensor.of(Shape.of(2, 3), 1, 2, 1, 0.5, 0.5, 0.5));
    Model model = new Model(network, List.of("a", "b"), Precision.FLOAT64, values);
    Epoch epoch = new Epoch(1, new Score(1, 0.5), Optional.empty(), OptionalDouble.of(0.1), 1);
    StudyReport.Variant variant =
        StudyReport.Variant.of(
            "zeros",
            new History(List.of(epoch), 1, History.End.LAST_EPOCH),
            model,
            EXAMPLES,
            model,
            List.of(model));
    EqualRows units = variant.units().orElseThrow();
    assertThat(units.rows()).isEqualTo(3);
    assertThat(units.groups())
        .containsExactly(
            new EqualRows.Group(List.of(1, 3), List.of(1.0, 0.5)),
            new EqualRows.Group(List.of(2), List.of(2.0, 0.5)));
    assertThat(units.cells())
        .containsExactly(
            List.of("row", "column 1", "column 2"),
            List.of("1, 3", "1.000", "0.5000"),
            List.of("2", "2.000", "0.5000"));
    assertThat(variant.first().getFirst().matrices().keySet())
        .containsExactly(
            "Weights into the hidden units after 1 update: only 2 of 3 rows differ",
            "Weights out of the hidden units after 1 update: no two of 3 rows are equal");
    assertThat(new StudyReport.Part("First weights", List.of(variant)).findings())
        .contains("The training loss is lowest with zeros")
        .contains("With zeros the 3 units of the first layer have 2 sets of weights between them");
  }

  @Test
  void layersWithoutANonLinearityAreToldToBeOne() {
    String linear = findings(Activation.IDENTITY);
    assertThat(linear)
        .contains("With 3 the 2 dense layers have no non-linearity between them and are one")
        .contains("2×2, and one offset for each output, 6 numbers in place of 17,");
    String difference = linear.substring(linear.indexOf("within ") + 7, linear.lastIndexOf("."));
    assertThat(Double.parseDouble(difference)).isLessThan(1e-14);
    assertThat(findings(Activation.TANH)).doesNotContain("are one");
  }

  private static String findings(Activation activation) {
    Network network =
        Network.of(Shape.of(2), new Standardize(), new Dense(3), activation, new Dense(2));
    Map<String, Tensor> values = new LinkedHashMap<>(network.initialize(0));
    values.put("standardize_1.mean", Tensor.vector(0.5, -1));
    values.put("dense_1.bias", Tensor.vector(1, -2, 0.5));
    values.put("dense_2.bias", Tensor.vector(0.25, -1));
    Model model = new Model(network, List.of("a", "b"), Precision.FLOAT64, values);
    Epoch epoch = new Epoch(1, new Score(1, 0.5), Optional.empty(), OptionalDouble.of(0.1), 1);
    StudyReport.Variant variant =
        StudyReport.Variant.of(
            "3",
            new History(List.of(epoch), 1, History.End.LAST_EPOCH),
            model,
            EXAMPLES,
            model,
            List.of());
    return new StudyReport.Part("Depth", List.of(variant)).findings();
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
