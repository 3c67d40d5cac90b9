package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainTest {
  @TempDir private Path folder;

  /** Two classes that a line divides, n rows. */
  private Path table(String name, int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      int x = i * 7 % 20;
      int y = i * 3 % 20;
      text.append(x > y ? "over," : "under,").append(x).append(',').append(y).append('\n');
    }
    return TestFiles.write(folder, name, text.toString());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) {
    return new JsonMapper().readTree(TestFiles.read(file));
  }

  @Test
  void readsDigitsAndTheModelFileIsAllThatIsNeeded() {
    Path run = folder.resolve("run");
    JsonNode result = Outcome.done("train", "digits", "--out", run, "--json").json();
    assertThat(result.propertyNames())
        .containsExactly("run", "seconds", "train", "validation", "test");
    assertThat(result.get("run").stringValue()).isEqualTo(run.toString());
    assertThat(result.get("test").get("accuracy").doubleValue()).isGreaterThan(0.97);
    assertThat(result.get("train").get("loss").doubleValue()).isLessThan(0.05);
    assertThat(run.toFile().list())
        .contains("model.safetensors", "history.csv", "run.json", "report.html");

    Outcome evaluated =
        Outcome.done("evaluate", run.resolve("model.safetensors"), "digits", "--json");
    JsonNode score = evaluated.json();
    double right =
        IntStream.range(0, 10).map(i -> score.get("confusion").get(i).get(i).intValue()).sum();
    assertThat(score.get("examples").intValue()).isEqualTo(1797);
    assertThat(score.get("accuracy").doubleValue()).isEqualTo(right / 1797).isGreaterThan(0.98);
    JsonNode split = json(run.resolve("run.json")).get("data").get("split");
    assertThat(split.get("validation_fraction").doubleValue()).isEqualTo(0.1);
    assertThat(split.get("test_fraction").doubleValue()).isEqualTo(0.2);
    double weighted = 0;
    for (String part : List.of("train", "validation", "test")) {
      int count = json(run.resolve("run.json")).get("data").get(part).intValue();
      weighted += count * result.get(part).get("accuracy").doubleValue();
    }
    assertThat(Math.round(weighted)).isEqualTo((long) right);
    List<String> labels = Outcome.done("predict", run, "digits").lines();
    assertThat(labels).hasSize(1797).startsWith("0", "1", "2", "3", "4");
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    for (String name : List.of("a", "b")) {
      Outcome.done("train", "digits", "--epochs", 2, "--out", folder.resolve(name));
    }
    Outcome.done("train", "digits", "--epochs", 2, "--seed", 1, "--out", folder.resolve("c"));
    for (String file : List.of("model.safetensors", "history.csv")) {
      byte[] first = bytes(folder.resolve("a").resolve(file));
      assertThat(bytes(folder.resolve("b").resolve(file))).isEqualTo(first);
      assertThat(bytes(folder.resolve("c").resolve(file))).isNotEqualTo(first);
    }
  }

  @Test
  void theRecordOfARunNamesAllThatItTakesToRepeatIt() {
    Path run = folder.resolve("run");
    Path data = TestFiles.write(folder, "t.csv", "x,y\n" + "1,a\n2,b\n".repeat(20));
    Outcome.done("train", data, "--epochs", 1, "--class-weight", "balanced", "--out", run);
    JsonNode record = json(run.resolve("run.json"));
    assertThat(record.propertyNames())
        .containsExactly(
            "started",
            "versions",
            "arguments",
            "settings",
            "optimizer",
            "class_weights",
            "batch_size",
            "seed",
            "parameters",
            "data",
            "results");
    assertThat(record.get("data").propertyNames())
        .containsExactly("train", "validation", "test", "split", "classes", "sources");
    JsonNode source = record.get("data").get("sources").get(0);
    assertThat(source.propertyNames()).containsExactly("for", "name", "files");
    assertThat(source.get("files").get(0).propertyNames())
        .containsExactly("path", "bytes", "sha256");
    assertThat(record.get("results").propertyNames())
        .containsExactly("seconds", "epochs", "best_epoch", "ended", "train", "validation", "test");
    assertThat(record.get("optimizer").propertyNames())
        .containsExactly(
            "kind", "learning_rate", "beta1", "beta2", "epsilon", "weight_decay", "rows");
  }

  @Test
  void aReportIsLeftOutIfNotWanted() {
    Path run = folder.resolve("run");
    Outcome outcome =
        Outcome.of("train", "digits", "--epochs=1", "--no-report", "--out=" + run, "--quiet");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).doesNotContain("report");
    assertThat(run)
        .isDirectoryNotContaining("glob:**.{html,png,svg}")
        .isDirectoryContaining("glob:**.safetensors");
  }

  /** 8·10 convolution, 4·4·8 values to 10 classes; 64·8·9 and 128·10 multiplications. */
  @Test
  void layersCanBeChosen() {
    Path run = folder.resolve("run");
    String layers = "conv 8 3x3 pad 1, batchnorm, relu, maxpool 2, dropout 0.1, flatten";
    JsonNode result =
        Outcome.done("train", "digits", "--layers", layers, "--epochs", 8, "--out", run, "--json")
            .json();
    assertThat(result.get("test").get("accuracy").doubleValue()).isGreaterThan(0.85);
    assertThat(json(run.resolve("run.json")).get("settings").get("layers").stringValue())
        .isEqualTo(layers);
    JsonNode summary = Outcome.done("summary", run, "--json").json();
    assertThat(summary.get("parameters").intValue()).isEqualTo(80 + 16 + 1290);
    assertThat(summary.get("statistics").intValue()).isEqualTo(16);
    assertThat(summary.get("flops").intValue()).isEqualTo(2 * (64 * 8 * 9 + 128 * 10));
    assertThat(summary.get("layers").get(1).get("layer").stringValue())
        .isEqualTo("conv 8 3x3 pad 1");
    assertThat(Outcome.done("summary", run).lines()).hasSize(11);
    assertThat(Outcome.done("plan", run).lines()).isNotEmpty();
  }

  /** A step's label is the number before it, so that a model that sees only one step can't know. */
  @Test
  void aSequenceHasALabelForEachStep() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      String before = "none";
      for (int step = 0; step < 2 + i % 4; step++) {
        int number = i * 7 + step * step * 5 + i * step;
        rows.append(i).append(',').append(1 + number % 2).append(',').append(before).append('\n');
        before = number % 2 == 0 ? "one" : "two";
      }
    }
    Path run = folder.resolve("run");
    Path data = TestFiles.write(folder, "steps.csv", rows.toString());
    Object[] arguments = {
      "train",
      data,
      "--sequence",
      1,
      "--layers",
      "gru 16 every",
      "--epochs",
      60,
      "--learning-rate",
      0.02,
      "--quiet",
      "--out",
      run
    };
    Outcome.done(arguments);
    Outcome judged = Outcome.done("evaluate", run, data, "--sequence", 1, "--json");
    assertThat(judged.json().get("accuracy").doubleValue()).isGreaterThan(0.95);
    int labels = (int) rows.toString().lines().count();
    Outcome predicted = Outcome.done("predict", run, data, "--sequence", 1, "--label", "last");
    assertThat(predicted.lines()).hasSize(labels);
    assertThat(Outcome.of("train", data, "--sequence", 1, "--layers", "gru 8").err())
        .contains("each step has a label, so the layers must keep the steps");
    assertThat(Outcome.of("train", "digits", "--sequence", 1).err())
        .contains("digits: is no table, so it has no columns for --sequence");
    Outcome alone = Outcome.of("evaluate", run, data);
    assertThat(alone.code()).isEqualTo(2);
    Path longer = TestFiles.write(folder, "longer.csv", "7,1,none\n".repeat(6) + "8,1,none\n");
    assertThat(Outcome.of("evaluate", run, longer, "--sequence", 1).err())
        .contains("sequence 1 has 6 steps; it must have at least 1 and at most 5");
  }

  @Test
  void optionsWithNothingToActOnAreRefusedAndNotRecorded() {
    Path run = folder.resolve("run");
    assertThat(Outcome.of("train", "digits", "--encoder", "lstm").err())
        .contains("--encoder needs --text");
    assertThat(Outcome.of("train", "digits", "--layers", "flatten", "--activation", "tanh").err())
        .contains("--activation is that of --hidden");
    assertThat(Outcome.of("train", "digits", "--class-weight", "zero=2").err())
        .contains("--class-weight: 'zero=2'; 'balanced' or CLASS=NUMBER is expected");
    Outcome.done("train", "digits", "--layers", "flatten", "--epochs", 1, "--out", run);
    assertThat(json(run.resolve("run.json")).get("settings").propertyNames())
        .contains("layers", "epochs", "preprocess")
        .doesNotContain("hidden", "activation", "encoder", "text-length", "header", "delimiter");
  }

  @Test
  void partsCanBeFilesOfTheirOwn() {
    Path run = folder.resolve("run");
    JsonNode result =
        Outcome.done(
                "train",
                table("train.csv", 40),
                "--label",
                "first",
                "--test",
                table("t.csv", 9),
                "--validation",
                table("v.csv", 8),
                "--epochs",
                60,
                "--hidden",
                "8,4",
                "--learning-rate",
                0.01,
                "--out",
                run,
                "--json")
            .json();
    assertThat(result.get("train").get("accuracy").doubleValue()).isEqualTo(1);
    JsonNode data = json(run.resolve("run.json")).get("data");
    assertThat(data.get("train").intValue()).isEqualTo(40);
    assertThat(data.get("validation").intValue()).isEqualTo(8);
    assertThat(data.get("test").intValue()).isEqualTo(9);
    assertThat(data.get("sources").findValuesAsString("for"))
        .containsExactly("data", "validation", "test");
    List<String> predicted =
        Outcome.done("predict", run, folder.resolve("train.csv"), "--label", 1).lines();
    assertThat(predicted).startsWith("under", "over", "over", "under");
    List<String> table =
        Outcome.done("predict", run, folder.resolve("t.csv"), "--label", 1, "--probabilities")
            .lines();
    assertThat(table.getFirst()).isEqualTo("prediction,over,under");
    for (String line : table.subList(1, 10)) {
      String[] cells = line.split(",", -1);
      double over = Double.parseDouble(cells[1]);
      assertThat(over + Double.parseDouble(cells[2])).isCloseTo(1, within(1e-6));
      assertThat(cells[0]).isEqualTo(over > 0.5 ? "over" : "under");
    }
    Path out = folder.resolve("labels.txt");
    Outcome.done("predict", run, folder.resolve("train.csv"), "--label", 1, "--out", out);
    assertThat(out).hasContent(String.join("\n", predicted));
  }

  /** The digest was computed by sha256sum. */
  @Test
  void recordsWhatIsNeededToRepeatTheRun() {
    Path data = TestFiles.write(folder, "data.csv", "1,2,a\n3,4,b\n5,6,a\n7,8,b\n");
    Path run = folder.resolve("run");
    Object[] arguments = {
      "train",
      data,
      "--test-fraction",
      "0",
      "--validation-fraction",
      "0",
      "--epochs",
      "3",
      "--solver",
      "nesterov",
      "--no-shuffle",
      "--out",
      run
    };
    Outcome outcome = Outcome.done(arguments);
    assertThat(outcome.lines().get(1)).matches("train +4 +\\d\\.\\d{4} +\\d+\\.\\d\\d %");
    assertThat(outcome.out()).contains("run: " + run + "\n").doesNotContain("validation");
    JsonNode record = json(run.resolve("run.json"));
    assertThat(record.get("arguments").valueStream().map(JsonNode::stringValue))
        .containsExactly(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    assertThat(record.get("settings").get("no-shuffle").stringValue()).isEqualTo("true");
    assertThat(record.get("settings").get("activation").stringValue()).isEqualTo("relu");
    assertThat(record.get("optimizer").get("nesterov").booleanValue()).isTrue();
    assertThat(record.get("batch_size").intValue()).isEqualTo(4);
    JsonNode file = record.get("data").get("sources").get(0).get("files").get(0);
    assertThat(file.get("path").stringValue()).isEqualTo(data.toString());
    assertThat(file.get("bytes").intValue()).isEqualTo(24);
    assertThat(file.get("sha256").stringValue())
        .isEqualTo("2765edeea940605fefdcd417346a13540cc69c36014dbc37d9b59994d390c86c");
    assertThat(record.get("results").get("test").isNull()).isTrue();
    assertThat(TestFiles.read(run.resolve("history.csv")).lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("epoch,") || line.matches("[123],0\\.01,.*,.*,,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "nesterov", "adam", "adamw", "rmsprop"})
  void everySolverLearns(String solver) {
    Outcome.done(
        "train",
        table("train.csv", 40),
        "--label",
        1,
        "--solver",
        solver,
        "--epochs",
        20,
        "--batch-size",
        4,
        "--out",
        folder.resolve("run"));
    List<String> history = TestFiles.read(folder.resolve("run/history.csv")).lines().toList();
    assertThat(loss(history.getLast())).isLessThan(0.7 * loss(history.get(1)));
  }

  @Test
  void stepsThatFindTheirLengthHaveNoLearningRate() {
    Path run = folder.resolve("run");
    Outcome.done("train", "digits", "--solver", "lbfgs", "--epochs", 2, "--out", run);
    assertThat(TestFiles.read(run.resolve("history.csv")).lines().skip(1))
        .hasSize(2)
        .allMatch(line -> line.matches("[12],,.*"));
    assertThat(TestFiles.read(run.resolve("report.html"))).containsPattern("learning rate[^–]*–");
  }

  @Test
  void optionsFromAFileAreKeptWithTheRun() throws IOException {
    Path options = Files.writeString(folder.resolve("options"), "--epochs 1 --optimizer rmsprop");
    Path run = folder.resolve("run");
    Outcome.done("train", "digits", "@" + options, "--out", run);
    assertThat(TestFiles.read(run.resolve("run.json")).replaceAll("\\s+", ""))
        .contains("\"--epochs\",\"1\",\"--optimizer\",\"rmsprop\"");
  }

  private static double loss(String row) {
    return Double.parseDouble(row.split(",", -1)[2]);
  }

  @Test
  void mnistFilesAreFoundInTheirFolder() throws IOException {
    Path mnist = Files.createDirectory(folder.resolve("mnist"));
    for (String part : List.of("train", "t10k")) {
      Files.write(
          mnist.resolve(part + "-images-idx3-ubyte"),
          HexFormat.of()
              .parseHex(
                  "00000803"
                      + "00000004"
                      + "00000001"
                      + "00000002"
                      + "ff00"
                      + "00ff"
                      + "f000"
                      + "00e0"));
      Files.write(
          mnist.resolve(part + "-labels-idx1-ubyte"),
          HexFormat.of().parseHex("00000801" + "00000004" + "03070307"));
    }
    Path run = folder.resolve("run");
    JsonNode result =
        Outcome.done(
                "train",
                mnist,
                "--validation-fraction",
                0,
                "--epochs",
                40,
                "--hidden",
                "none",
                "--learning-rate",
                0.1,
                "--out",
                run,
                "--json")
            .json();
    assertThat(result.get("test").get("accuracy").doubleValue()).isEqualTo(1);
    assertThat(Outcome.done("predict", run, mnist).lines()).containsExactly("3", "7", "3", "7");
    Path images = mnist.resolve("t10k-images-idx3-ubyte");
    assertThat(Outcome.done("evaluate", run, images).out())
        .isEqualTo(
            """
            t10k-images-idx3-ubyte: 4 examples, loss LOSS, accuracy 100.00 %

            true \\ predicted  3  7
            3                 2  .
            7                 .  2
            """
                .replace("LOSS", loss(run, images)));
  }

  private static String loss(Path run, Path images) {
    return Messages.format(
        "%.4f", Outcome.done("evaluate", run, images, "--json").json().get("loss").doubleValue());
  }
}
