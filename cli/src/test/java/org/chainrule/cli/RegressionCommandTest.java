package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Training for numbers, and for two classes with one output, from the command line. */
class RegressionCommandTest {
  private static final Path HOUSES = Path.of("../docs/houses.csv");

  @TempDir private Path folder;

  private JsonNode train(Path run, Object... more) {
    return Outcome.done(
            Stream.concat(
                    Stream.of("train", HOUSES, "--hidden", "32", "--quiet", "--json", "--out", run),
                    Stream.of(more))
                .toArray())
        .json();
  }

  /** What is printed for a model that is read again is what the run printed. */
  @Test
  void severalNumbersAreToldInTheirOwnUnits() {
    Path run = folder.resolve("run");
    JsonNode result = train(run, "--label", "price,rent", "--loss", "huber:1.5", "--seed", 1);
    JsonNode test = result.get("test");
    assertThat(test.propertyNames()).containsExactly("loss", "r2", "targets");
    assertThat(test.get("r2").doubleValue()).isGreaterThan(0.9);
    JsonNode price = test.get("targets").get(0);
    assertThat(price.get("name").stringValue()).isEqualTo("price");
    assertThat(price.get("mae").doubleValue()).isBetween(5.0, 30.0);
    assertThat(test.get("targets").get(1).get("rmse").doubleValue()).isBetween(0.03, 0.2);
    assertThat(run.toFile().list()).contains("estimates.png").doesNotContain("misread.png");
    assertThat(TestFiles.read(run.resolve("history.csv")))
        .startsWith("epoch,learning_rate,train_loss,train_r2,validation_loss,validation_r2\n");
    JsonNode settings =
        new JsonMapper().readTree(TestFiles.read(run.resolve("run.json"))).get("settings");
    assertThat(settings.get("loss").stringValue()).isEqualTo("huber:1.5");
    assertThat(settings.has("label-smoothing")).isFalse();

    JsonNode all = Outcome.done("evaluate", run, HOUSES, "--json").json();
    List<String> told = Outcome.done("predict", run, HOUSES, "--label", "price,rent").lines();
    assertThat(told).hasSize(241).startsWith("price,rent");
    List<String> rows = TestFiles.read(HOUSES).lines().skip(1).toList();
    double absolute = 0;
    for (int i = 0; i < 240; i++) {
      double truth = Double.parseDouble(rows.get(i).split(",", -1)[4]);
      absolute += Math.abs(truth - Double.parseDouble(told.get(i + 1).split(",", -1)[0])) / 240;
    }
    assertThat(all.get("targets").get(0).get("mae").doubleValue())
        .isEqualTo(absolute, within(1e-4));
    assertThat(Outcome.done("plan", run).lines()).isNotEmpty();
    assertThat(Outcome.done("summary", run).out()).contains("dense_2");
  }

  /** Unscaled prices are so large that as many steps with the same step size leave them far off. */
  @Test
  void targetsAreStandardizedUnlessAskedNot() {
    double scaled =
        train(folder.resolve("a"), "--ignore", "rent", "--label", "price", "--loss", "mse")
            .get("test")
            .get("r2")
            .doubleValue();
    double raw =
        train(
                folder.resolve("b"),
                "--ignore",
                "rent",
                "--label",
                "price",
                "--loss",
                "mse",
                "--scale-targets",
                "none")
            .get("test")
            .get("r2")
            .doubleValue();
    assertThat(scaled).isGreaterThan(0.9).isGreaterThan(raw + 0.05);
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary_cross_entropy", "logistic"})
  void oneOutputTellsTwoClasses(String loss) {
    StringBuilder text = new StringBuilder("x,y,side\n");
    for (int i = 0; i < 200; i++) {
      int x = i * 7 % 20;
      int y = i * 3 % 20;
      text.append(x).append(',').append(y).append(x > y ? ",over\n" : ",under\n");
    }
    Path table = TestFiles.write(folder, "sides.csv", text.toString());
    Path run = folder.resolve("run");
    Outcome.done("train", table, "--loss", loss, "--hidden", "16", "--quiet", "--out", run);
    JsonNode score = Outcome.done("evaluate", run, table, "--json").json();
    assertThat(score.get("accuracy").doubleValue()).isGreaterThan(0.9);
    assertThat(score.get("classes").get(1).stringValue()).isEqualTo("under");
    List<String> rows =
        Outcome.done("predict", run, table, "--label", "side", "--probabilities").lines();
    assertThat(rows.getFirst()).isEqualTo("prediction,over,under");
    String[] cells = rows.get(1).split(",", -1);
    assertThat(Double.parseDouble(cells[1]) + Double.parseDouble(cells[2]))
        .isEqualTo(1, within(1e-6));
    assertThat(Outcome.done("summary", run).out()).contains("17");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}/word.csv --loss mse | {}/word.csv, line 3, column 2 (price): 'dear' is not a number",
        "{}/houses.csv --loss huber:0 | Invalid value for option '--loss': 'huber:0': huber: delta"
            + " is 0.0; it must be above 0",
        "{}/houses.csv --loss huber:-2 | Invalid value for option '--loss': 'huber:-2'",
        "{}/houses.csv --loss square | Invalid value for option '--loss'",
        "{}/houses.csv --loss mse --class-weight balanced | --class-weight is not for the loss"
            + " mean_squared_error",
        "{}/houses.csv --scale-targets none | --scale-targets is not for the loss cross_entropy",
        "{}/houses.csv --label 1,2 | --label names 2 columns, but a label is in one",
        "{}/houses.csv --label 2,2 --loss mse | {}/houses.csv, line 1: a label column is named",
        "{}/same.csv --loss mse | {}/same.csv: column 2 is 7.0 in all 4 examples",
        "digits --loss mae | digits: has classes, but numbers are to be told",
        "digits --loss logistic | --loss logistic is for two classes, but digits (training) has 10",
        "{}/word.csv --text --loss mse | --loss mean_squared_error tells numbers of the rows of a"
            + " table; --text is for classes"
      })
  void wrongInputIsNamed(String arguments, String message) {
    TestFiles.write(folder, "word.csv", "area,price\n1,2\n3,dear\n");
    TestFiles.write(folder, "same.csv", "1,7\n2,7\n3,7\n4,7\n");
    TestFiles.write(folder, "houses.csv", TestFiles.read(HOUSES));
    String before = TestFiles.snapshot(folder);
    String words = "train " + arguments.strip().replace("{}", folder.toString());
    Outcome outcome = Outcome.of((Object[]) words.split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message.strip().replace("{}", folder.toString()));
    assertThat(TestFiles.snapshot(folder)).isEqualTo(before);
  }
}
