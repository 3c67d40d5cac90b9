package org.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.bench.data.Examples;
import org.chainrule.bench.grid.Search;
import org.chainrule.bench.network.Networks;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Rows;
import org.chainrule.learn.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every kind of workload at a small size. */
class WorkloadTest {
  private static final double PEAK = 1e9;
  private static final Conditions SHORT = new Conditions(1, 3, 0.001, PEAK, Optional.empty());
  private static final Network PERCEPTRON = Networks.perceptron(Activation.SIGMOID, 16, 8, 3);

  static final List<Training> TRAININGS =
      List.of(
          new Training(
              "letters",
              "",
              Unit.MICROSECONDS,
              PERCEPTRON,
              new Sgd(0.1),
              1,
              6000,
              () -> Examples.binary(300, 16, 3, 1)),
          new Training(
              "mlp",
              "",
              Unit.EXAMPLES_PER_SECOND,
              Networks.perceptron(Activation.RELU, 16, 12, 12, 3),
              new Adam(0.01),
              8,
              200,
              () -> Examples.continuous(96, 16, 1, 3, 1)),
          new Training(
              "cnn",
              "",
              Unit.IMAGES_PER_SECOND,
              Networks.convolutional(8, 3, 4, 8, 3),
              new Adam(0.01),
              6,
              100,
              () -> Examples.continuous(60, 64, 1, 3, 1)),
          new Training(
              "residual",
              "",
              Unit.IMAGES_PER_SECOND,
              Networks.residual(2, 6, 5, 3),
              new Adam(0.01),
              6,
              100,
              () -> Examples.continuous(60, 72, 36, 3, 1)),
          new Training(
              "lstm",
              "",
              Unit.SEQUENCES_PER_SECOND,
              Networks.lstm(5, 4, 6, 3),
              new Adam(0.01),
              6,
              200,
              () -> Examples.continuous(60, 20, 1, 3, 1)),
          sentiment("sentiment", Rows.LAZY),
          sentiment("sentiment-dense", Rows.DENSE));

  private static Training sentiment(String name, Rows rows) {
    return new Training(
        name,
        "",
        Unit.EXAMPLES_PER_SECOND,
        Networks.embedding(40, 5, 8, 8, 2),
        new Adam(0.01).withRows(rows),
        8,
        200,
        () -> Examples.words(96, 5, 40, 2, 1));
  }

  private static Measurement measure(Workload workload) throws WorkloadException {
    return workload.measure(SHORT, (name, sample) -> assertThat(name).isEqualTo(workload.name()));
  }

  @ParameterizedTest
  @FieldSource("TRAININGS")
  void trainingsLearnAndAreMeasured(Training training) throws WorkloadException {
    Measurement measured = measure(training);
    assertThat(measured.workload()).isEqualTo(training.name());
    assertThat(measured.samples()).hasSize(3).allMatch(sample -> sample > 0);
    assertThat(measured.peakFraction()).isPresent();
    assertThat(measured.outcome()).matches("loss \\d\\.\\d{3} → \\d\\.\\d{3}");
  }

  @Test
  void everyTrainingHasASmallTwin() {
    List<String> names =
        Workloads.all().stream().filter(w -> w instanceof Training).map(Workload::name).toList();
    List<String> twins = new ArrayList<>(TRAININGS.stream().map(Training::name).toList());
    twins.add(2, "mlp-256"); // differs from mlp in the batch alone
    assertThat(names).isEqualTo(twins);
  }

  @Test
  void whatDoesNotLearnIsNotTimed() {
    Training idle =
        new Training(
            "idle",
            "",
            Unit.MICROSECONDS,
            PERCEPTRON,
            new Sgd(0),
            1,
            300,
            () -> Examples.binary(300, 16, 3, 1));
    assertThatThrownBy(() -> measure(idle))
        .isInstanceOf(WorkloadException.class)
        .hasMessageMatching("idle does not learn: after \\d+ steps the loss is \\d.*");
  }

  @Test
  void probabilitiesAreReadBack() throws WorkloadException {
    Latency latency = new Latency("latency", "", PERCEPTRON, () -> Examples.binary(1, 16, 3, 1));
    Measurement measured = measure(latency);
    assertThat(measured.unit()).isEqualTo(Unit.MICROSECONDS);
    assertThat(measured.samples()).hasSize(3).allMatch(sample -> sample > 0);
    // 16·8 + 8·3 products
    double seconds = measured.median() / 1e6;
    assertThat(measured.peakFraction()).hasValue(2 * 152 / seconds / PEAK);
  }

  @Test
  void aGridWhoseBestNetworkFailsIsNotTimed() {
    Search search = new Search(Search.combinations().subList(0, 1), Examples.octants(100, 1), 4);
    assertThatThrownBy(() -> measure(new GridSearch("grid", "", search, 1.1)))
        .isInstanceOf(WorkloadException.class)
        .hasMessageStartingWith(
            "grid does not learn: the best of 1 networks (hidden_layer_sizes=(5,),"
                + " activation=logistic, solver=sgd, batch_size=10, learning_rate_init=0.01,"
                + " random_state=1) has an accuracy of");
  }

  @Test
  void aGridTellsItsAccuracy() throws WorkloadException {
    Search search = new Search(Search.combinations().subList(0, 1), Examples.octants(100, 1), 4);
    Measurement measured = measure(new GridSearch("grid", "", search, 0));
    assertThat(measured.samples()).hasSize(3);
    assertThat(measured.peakFraction()).isEmpty();
    assertThat(measured.outcome()).matches("accuracy [01]\\.\\d{3}, \\d+ epochs");
  }

  @Test
  void aNameStandsForItsWorkloadOrForThoseThatBeginWithIt() {
    assertThat(Workloads.named("mlp")).extracting(Workload::name).containsExactly("mlp");
    assertThat(Workloads.named("latency"))
        .extracting(Workload::name)
        .containsExactly("latency-letters", "latency-mlp");
    assertThat(Workloads.named("lat")).isEmpty();
  }

  @Test
  void aWorkloadOfOneNetworkCanBeHadAsPrograms() {
    Subject mlp = Workloads.named("mlp").getFirst().subject().orElseThrow();
    assertThat(mlp.batch()).isEqualTo(128);
    Adam adam = new Adam(0.001);
    assertThat(mlp.optimizer()).hasValue(adam);
    // weights and biases of three layers, two moments of each, and the count of steps
    assertThat(mlp.training(adam, 2).updates()).hasSize(3 * 6 + 1);
    assertThat(mlp.prediction(3).roots())
        .extracting(root -> root.shape().sizes())
        .containsExactly(List.of(3, 10));
    assertThat(Workloads.named("latency-mlp").getFirst().subject().orElseThrow().optimizer())
        .isEmpty();
    assertThat(Workloads.named("grid").getFirst().subject()).isEmpty();
  }
}
