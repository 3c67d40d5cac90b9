package org.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.bench.data.Examples;
import org.chainrule.bench.network.Networks;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.data.Split;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Trainer;
import org.junit.jupiter.api.Test;

/**
 * Whole trainings give the same bits in every run and for any number of threads. They are long
 * enough for plain code to be exchanged for vectors on the way: in the first run, as code is kept
 * for the next ones, which have it from the beginning.
 */
class WholeTrainingTest {
  private static final int[] THREADS = {1, 2, 1};

  /** What a training leaves: its losses on the way, and the parameters. */
  private record Outcome(List<Double> losses, List<Tensor> parameters) {}

  private interface Run {
    Outcome on(Engine engine);
  }

  private static void assertSameBits(Run training) {
    Outcome first = training.on(new Engine(Precision.FLOAT32, THREADS[0]));
    assertThat(first.losses.getLast()).isLessThan(first.losses.getFirst() / 2);
    assertThat(Thread.getAllStackTraces().keySet())
        .as("who exchanges plain code for vectors")
        .anyMatch(thread -> thread.getName().equals("chainrule-warm-up"));
    for (int run = 1; run < THREADS.length; run++) {
      Outcome other = training.on(new Engine(Precision.FLOAT32, THREADS[run]));
      assertThat(other.losses).as("losses, %d threads", THREADS[run]).isEqualTo(first.losses);
      assertThat(other.parameters.equals(first.parameters))
          .as("the same parameters, %d threads", THREADS[run])
          .isTrue();
    }
  }

  @Test
  void ofDigits() {
    Split digits = Split.stratified(Digits.load(), 0.1, 0.2, 1);
    Network network =
        Network.of(
            Shape.of(8, 8),
            new Standardize(),
            new Flatten(),
            new Dense(256),
            Activation.RELU,
            new Dense(10));
    Recipe recipe = Recipe.standard().with(new Adam(1e-3)).withEpochs(40).withPatience(40);
    assertSameBits(
        engine -> {
          Trainer.Result result =
              new Trainer(network, recipe, Precision.FLOAT32, engine)
                  .fit(digits.train(), Optional.of(digits.validation()), Progress.NONE);
          List<Double> losses = new ArrayList<>();
          for (Epoch epoch : result.history().epochs()) {
            losses.add(epoch.training().loss());
            losses.add(epoch.validation().orElseThrow().loss());
          }
          Map<String, Tensor> values = result.model().values();
          return new Outcome(losses, List.copyOf(values.values()));
        });
  }

  @Test
  void ofAConvolutionalNetwork() {
    Network model = Networks.convolutional(12, 8, 16, 128, 10);
    assertSameBits(engine -> train(model, Examples.continuous(640, 144, 1, 10, 1), 300, engine));
  }

  @Test
  void ofALongShortTermMemory() {
    Network model = Networks.lstm(12, 16, 64, 5);
    assertSameBits(engine -> train(model, Examples.continuous(640, 192, 1, 5, 1), 300, engine));
  }

  private static Outcome train(Network model, Examples examples, int steps, Engine engine) {
    TrainingRun run = new TrainingRun(model, new Adam(1e-3), examples, 32, engine);
    List<Double> losses = new ArrayList<>();
    while (losses.size() < steps) {
      losses.addAll(run.losses());
    }
    return new Outcome(
        losses, model.parameters().stream().map(Parameter::variable).map(engine::read).toList());
  }
}
