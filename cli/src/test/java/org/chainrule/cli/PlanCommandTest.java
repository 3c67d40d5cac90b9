package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Rescale;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Clipping;
import org.chainrule.learn.optimizer.Schedule;
import org.chainrule.learn.optimizer.Sgd;
import org.chainrule.learn.training.CrossEntropy;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PlanCommandTest {
  @TempDir private Path folder;

  private Path run() {
    Path run = folder.resolve("run");
    Outcome.done(
        "train", "digits", "--epochs=1", "--batch-size=7", "--optimizer=momentum", "--out=" + run);
    return run;
  }

  private static double sum(JsonNode steps, String what) {
    return steps.valueStream().mapToDouble(step -> step.get(what).doubleValue()).sum();
  }

  /** 2·128·512·784 operations, in a product that runs for the value and again for the gradient. */
  @Test
  void theTableHasARowForEveryStepAndOneForAll() {
    List<String> lines = Outcome.done("plan", "mlp", "--threads=1").lines();
    assertThat(lines.getFirst())
        .isEqualTo("mlp: training by adam, 128 examples at once, float32, 1 thread");
    assertThat(lines.get(2)).isEqualTo("step    share    MFLOP       KB  FLOP/B  what");
    assertThat(lines)
        .filteredOn(line -> line.matches("\\d+ +[0-9.]+ % +102\\.760 .* product .*"))
        .hasSize(2);
    int all = (int) lines.stream().takeWhile(line -> !line.startsWith("all ")).count();
    double shares =
        lines.subList(3, all).stream()
            .filter(line -> line.matches("\\d.*"))
            .mapToDouble(line -> Double.parseDouble(line.split(" +", -1)[1]))
            .sum();
    assertThat(shares).isCloseTo(100, within(1.0));
    assertThat(lines.get(all)).startsWith("all   100.0 % ");
    assertThat(lines.get(all + 2)).matches("\\d+ MFLOP, [0-9.]+ MB moved");
    assertThat(lines.get(all + 3))
        .matches(
            "memory: [0-9.]+ MB beside parameters and constants, 1\\.\\d\\d times the least"
                + " possible \\([0-9.]+ MB\\)");
    assertThat(lines.get(all + 5)).matches("rewriting rule +times");
    assertThat(lines).contains("mask of relu            2");
  }

  @ParameterizedTest
  @CsvSource({"cnn --batch=2", "lstm --batch=2", "sentiment"})
  void linesAreAtMost100ColumnsWide(String arguments) {
    List<String> lines = Outcome.done((Object[]) ("plan " + arguments).split(" ", -1)).lines();
    assertThat(lines).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aLoopIsTheSumOfItsRounds() {
    List<String> lines = Outcome.done("plan", "lstm", "--batch=2").lines();
    JsonNode json = Outcome.done("plan", "lstm", "--batch=2", "--json").json();
    List<JsonNode> loops =
        json.get("steps")
            .valueStream()
            .filter(step -> step.get("what").stringValue().equals("loop of 100 steps"))
            .toList();
    assertThat(loops).hasSize(2);
    for (JsonNode loop : loops) {
      double round = sum(loop.get("body"), "flops");
      assertThat(loop.get("flops").doubleValue()).isEqualTo(100 * round);
      assertThat(round).isPositive();
    }
    // 2·2·1024·256 operations in each of 100 rounds
    assertThat(lines).anyMatch(line -> line.matches("\\d+\\.\\d+ .* 104\\.858 .*   product .*"));
  }

  @Test
  void theJsonTellsTheWholePlan() {
    JsonNode json = Outcome.done("plan", "letters", "--threads=2", "--json").json();
    assertThat(json.propertyNames())
        .containsExactly(
            "precision", "threads", "bytes", "leastBytes", "flops", "rewrites", "steps");
    assertThat(json.get("precision").stringValue()).isEqualTo("float32");
    assertThat(json.get("threads").intValue()).isEqualTo(2);
    assertThat(json.get("bytes").longValue())
        .isGreaterThanOrEqualTo(json.get("leastBytes").longValue());
    assertThat(json.get("flops").doubleValue()).isEqualTo(sum(json.get("steps"), "flops"));
    assertThat(json.get("rewrites").get("logarithm of a sum").intValue()).isEqualTo(1);
    assertThat(json.get("steps").get(0).propertyNames())
        .containsExactly("what", "flops", "bytes", "body");
  }

  /** A plan of L-BFGS tells the gradient of each parameter beside the loss, and moves none. */
  @Test
  void aStepOfLbfgsIsAnEvaluation() {
    assertThat(Outcome.done("plan", "mlp", "--optimizer=lbfgs", "--threads=1").lines().getFirst())
        .isEqualTo("mlp: training by lbfgs, 128 examples at once, float32, 1 thread");
    Path run = folder.resolve("clipped");
    Outcome.done("train", "digits", "--epochs=1", "--clip-norm=1", "--out=" + run);
    Outcome refused = Outcome.of("plan", run, "--optimizer=lbfgs");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("--optimizer lbfgs: L-BFGS takes no clipping: its steps need the true gradient");
  }

  @Test
  void float64TakesTwiceTheMemory() {
    JsonNode single = Outcome.done("plan", "latency-letters", "--json").json();
    JsonNode twice =
        Outcome.done("plan", "latency-letters", "--precision=float64", "--json").json();
    assertThat(twice.get("precision").stringValue()).isEqualTo("float64");
    assertThat(twice.get("leastBytes").longValue())
        .isEqualTo(2 * single.get("leastBytes").longValue());
    assertThat(sum(twice.get("steps"), "bytes")).isEqualTo(2 * sum(single.get("steps"), "bytes"));
  }

  @Test
  void aModelIsPlannedAsItWasTrained() throws Exception {
    Path run = run();
    assertThat(Outcome.done("plan", run, "--threads=1").lines().getFirst())
        .isEqualTo(run + ": training by momentum, 7 examples at once, float32, 1 thread");
    Path model = run.resolve("model.safetensors");
    assertThat(
            Outcome.done("plan", model, "--optimizer=adam", "--batch=3", "--threads=1")
                .lines()
                .getFirst())
        .isEqualTo(model + ": training by adam, 3 examples at once, float32, 1 thread");
    assertThat(Outcome.done("plan", run, "--for=prediction", "--threads=1").lines().getFirst())
        .isEqualTo(run + ": prediction, 1 example at once, float32, 1 thread");

    Files.writeString(run.resolve("run.json"), "{\"batch_size\": 0, \"settings\": 1}");
    Outcome damaged = Outcome.of("plan", run);
    assertThat(damaged.code()).isEqualTo(2);
    assertThat(damaged.err()).contains("run.json: does not tell how to train: batch size is 0");
    Files.writeString(run.resolve("run.json"), "{\"arguments\": [\"train\", \"--epochs=x\"]}");
    assertThat(Outcome.of("plan", run).err())
        .contains("run.json: does not tell how to train: Invalid value for option '--epochs'");
    Files.writeString(run.resolve("run.json"), "{\"arguments\": [\"predict\", \"a\"]}");
    assertThat(Outcome.of("plan", run).err())
        .contains("run.json: does not tell how to train: its arguments are those of another");
    Files.delete(run.resolve("run.json"));
    assertThat(Outcome.done("plan", run).out()).contains(": training by adam, 32 examples at once");
  }

  private JsonNode stepOf(String name, String... options) {
    Path run = folder.resolve(name);
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "digits", "--hidden=8", "--epochs=1", "--no-report", "--out=" + run));
    arguments.addAll(List.of(options));
    Outcome.done(arguments.toArray());
    return Outcome.done("plan", run, "--threads=1", "--json").json();
  }

  /** What options add to a step is in its plan: as much as the program of such a recipe has. */
  @Test
  void aStepHasWhatItsOptionsAsked() {
    Network network =
        Network.of(
            Shape.of(8, 8),
            new Rescale(1.0 / 16),
            new Flatten(),
            new Dense(8),
            Activation.RELU,
            new Dense(10));
    Recipe recipe = Recipe.standard();
    List<Double> weights = new ArrayList<>(Collections.nCopies(10, 1.0));
    weights.set(3, 5.0);
    Map<String, Recipe> asked =
        Map.of(
            "--batch-size=32",
            recipe,
            "--label-smoothing=0.1",
            recipe.with(new CrossEntropy(List.of(), 0.1)),
            "--class-weight=3=5",
            recipe.with(new CrossEntropy(weights, 0)),
            "--clip-norm=1",
            recipe.with(new Clipping.ByNorm(1)),
            "--schedule=one_cycle --optimizer=nesterov",
            recipe.with(new Sgd(0.01, 0.9, true)).with(new Schedule.OneCycle(0.3)),
            "--l2=0.1 --l1=0.1 --optimizer=adamw",
            recipe.with(Adam.withWeightDecay(0.001, 0.01)).withL1(0.1).withL2(0.1));
    Engine engine = new Engine(Precision.FLOAT32, 1);
    Set<Double> different = new HashSet<>();
    asked.forEach(
        (options, expected) -> {
          double flops = engine.report(Trainer.step(network, expected)).flops();
          assertThat(
                  stepOf("run " + different.size(), options.split(" ")).get("flops").doubleValue())
              .as(options)
              .isEqualTo(flops);
          different.add(flops);
        });
    assertThat(different).hasSameSizeAs(asked.keySet());
  }

  /** After its step, each parameter is taken into its average. */
  @Test
  void averagesOfWeightsAreAPartOfTheStep() {
    List<String> plain = steps(stepOf("plain"));
    List<String> averaged = steps(stepOf("averaged", "--average-weights=0.99"));
    assertThat(averaged.subList(0, plain.size())).isEqualTo(plain);
    assertThat(averaged.subList(plain.size(), averaged.size()))
        .hasSize(4)
        .allMatch(what -> what.startsWith("subtract multiply add over "))
        .map(what -> what.substring(what.indexOf('[')))
        .containsExactly("[64, 8]", "[8]", "[8, 10]", "[10]");
  }

  private static List<String> steps(JsonNode plan) {
    return plan.get("steps").valueStream().map(step -> step.get("what").stringValue()).toList();
  }

  @Test
  void latencyWorkloadsPredict() {
    assertThat(Outcome.done("plan", "latency-mlp").out())
        .startsWith("latency-mlp: prediction, 1 example at once, float32, ");
    assertThat(Outcome.done("plan", "latency-letters", "--for=training").out())
        .startsWith("latency-letters: training by adam, 32 examples at once, float32, ");
  }

  /**
   * A lazily updated table has a step of its own, which costs by the batch and not by the table.
   */
  @Test
  void embeddingsAreUpdatedByRow() {
    Stream<String> lazy =
        Outcome.done("plan", "sentiment", "--batch=4", "--json")
            .json()
            .get("steps")
            .valueStream()
            .map(step -> step.get("what").stringValue());
    assertThat(lazy).contains("update at most 80 rows by number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "letter|letter: there is no such file, and workloads with a plan are letters, mlp, ",
        "grid|grid: there is no such file, and workloads with a plan are letters, ",
        "mlp --batch=0|--batch is 0; it must be at least 1",
        "mlp --batch=2000000000|--batch 2000000000: shape [2000000000, 784] has more than 2^31 - 1",
        "mlp --threads=0|--threads is 0; it must be at least 1",
        "mlp --for=predicting|Invalid value for option '--for': 'predicting' is not one of",
        "mlp --for=prediction --optimizer=sgd|--optimizer is for training, not for prediction",
        "mlp --precision=float16|Invalid value for option '--precision': 'float16' is not one of",
        "mlp --optimizer=newton|Invalid value for option '--optimizer': 'newton' is not one of",
      })
  void badUsageExitsWithTwo(String arguments, String message) {
    Outcome outcome = Outcome.of((Object[]) ("plan " + arguments).split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("chainrule plan: " + message);
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void whatIsNoModelIsToldSo() {
    Path table = TestFiles.write(folder, "table.csv", "1,a\n");
    Outcome outcome = Outcome.of("plan", table);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("chainrule plan: " + table + ", byte 0: ");
  }
}
