package org.chainrule.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Lbfgs;
import org.chainrule.learn.text.TextEncoder;
import org.chainrule.learn.text.Tokenizer;
import org.chainrule.learn.text.Vocabulary;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Score;
import org.chainrule.learn.training.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
  @TempDir private Path folder;

  private static TrainingState state(Optional<TrainingState.Best> best) {
    Score odd = new Score(1.0 / 3, 0.1);
    return new TrainingState(
        Map.of("w", Tensor.vector(-0.0, 0.1, 1e-300), "adam.step", Tensor.scalar(7)),
        1L << 40,
        new TrainingState.Tally(96, 288, Math.nextUp(2.5), 17, 0.25),
        List.of(
            new Epoch(
                1,
                odd,
                Optional.of(new Score(2, Double.POSITIVE_INFINITY)),
                OptionalDouble.of(1e-3),
                3.5),
            new Epoch(2, odd, Optional.empty(), OptionalDouble.of(Double.MIN_VALUE), 4),
            new Epoch(3, odd, Optional.empty(), OptionalDouble.empty(), 4)),
        best,
        Optional.empty());
  }

  /** In float32 as well, L-BFGS computes its steps in float64. */
  @Test
  void whatLbfgsGoesOnFromComesBackInFloat64() {
    Path file = folder.resolve("state.safetensors");
    Lbfgs.Pair pair = new Lbfgs.Pair(new double[] {0.1, -0.0}, new double[] {1e-300, 0.3}, 0.7);
    Lbfgs.Pair later = new Lbfgs.Pair(new double[] {2, 3}, new double[] {4, 5}, Math.nextUp(1));
    TrainingState plain = state(Optional.empty());
    for (List<Lbfgs.Pair> memory : List.of(List.<Lbfgs.Pair>of(), List.of(pair, later))) {
      Lbfgs.Standing standing =
          new Lbfgs.Standing(
              Lbfgs.State.SEARCHING,
              new double[] {Math.PI, 1.0 / 3},
              Math.nextUp(0.5),
              new double[] {Double.MIN_VALUE, -1},
              memory,
              1.0 / 7,
              12,
              15);
      TrainingState state =
          new TrainingState(
              plain.variables(),
              plain.step(),
              plain.tally(),
              plain.epochs(),
              plain.best(),
              Optional.of(standing));
      CheckpointFile.write(state, Precision.FLOAT32, file);
      assertThat(CheckpointFile.read(file).descent().orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(standing);
    }
  }

  @Test
  void everyBitComesBack() {
    Path file = folder.resolve("state.safetensors");
    Map<String, Tensor> weights = Map.of("w", Tensor.vector(Math.PI, Double.NaN, 0));
    for (Optional<TrainingState.Best> best :
        List.of(
            Optional.of(new TrainingState.Best(1, 0.7, weights)),
            Optional.<TrainingState.Best>empty())) {
      CheckpointFile.write(state(best), Precision.FLOAT64, file);
      assertThat(CheckpointFile.read(file)).isEqualTo(state(best));
    }
  }

  @Test
  void everyCutOfAFileIsNoticed() throws IOException {
    Path file = folder.resolve("state.safetensors");
    CheckpointFile.write(state(Optional.empty()), Precision.FLOAT32, file);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> CheckpointFile.read(file)).isInstanceOf(DataException.class);
    }
  }

  @Test
  void aModelIsNoCheckpoint() {
    Path file = folder.resolve("model.safetensors");
    Network network = Network.of(Shape.of(2), new Dense(2));
    Model model = new Model(network, List.of("a", "b"), Precision.FLOAT32, network.initialize(0));
    ModelFile.write(model, Map.of(), file);
    assertThatThrownBy(() -> CheckpointFile.read(file)).hasMessageContaining("not the state of");
  }

  @Test
  void theWordsOfAModelComeBack() {
    Path file = folder.resolve("model.safetensors");
    Network network = Network.of(Shape.of(5), new Dense(2));
    TextEncoder encoder =
        new TextEncoder(new Tokenizer(false), new Vocabulary(List.of("é", "\"", "a\tb")), 2, 2, 4);
    Model model =
        new Model(network, List.of("a", "b"), Precision.FLOAT32, network.initialize(0))
            .withText(Optional.of(encoder));
    ModelFile.write(model, Map.of(), file);
    TextEncoder read = ModelFile.read(file).text().orElseThrow();
    assertThat(read.vocabulary().words()).isEqualTo(encoder.vocabulary().words());
    assertThat(read.tokenizer()).isEqualTo(encoder.tokenizer());
    assertThat(read.length()).isEqualTo(2);
    assertThat(read.ngrams()).isEqualTo(2);
    assertThat(read.prefixes()).isEqualTo(4);
  }
}
