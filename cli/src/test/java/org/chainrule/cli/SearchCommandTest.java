package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SearchCommandTest {
  @TempDir private Path folder;

  /** Two classes that a line divides. */
  private Path table() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      double x = i * 7 % 20 / 20.0;
      double y = i * 3 % 20 / 20.0;
      text.append(x).append(',').append(y).append(x > y ? ",over" : ",under").append('\n');
    }
    return TestFiles.write(folder, "points.csv", text.toString());
  }

  /**
   * What scikit-learn 1.9.1 has for {@code MLPClassifier(random_state=0)} and with {@code
   * hidden_layer_sizes=(20,), activation="tanh", solver="sgd", learning_rate_init=0.01,
   * batch_size=32} on the same files: train 0.8008230452674897 and 0.8205761316872427, dev
   * 0.8333333333333334 and 0.8407407407407408.
   */
  @Test
  void theDefaultHasScikitLearnsAccuracies() {
    Path data = TestFiles.shared("uva-3d");
    Path out = folder.resolve("search");
    JsonNode result =
        Outcome.done(
                "search",
                "--train",
                data.resolve("trnX-3d.csv"),
                "--train-labels",
                data.resolve("trnY-3d.csv"),
                "--dev",
                data.resolve("devX-3d.csv"),
                "--dev-labels",
                data.resolve("devY-3d.csv"),
                "--test",
                data.resolve("tstX-3d.csv"),
                "--space",
                "hidden_layer_sizes=(20,); activation=tanh; solver=sgd; learning_rate_init=0.01;"
                    + " batch_size=32",
                "--out",
                out,
                "--json")
            .json();
    assertThat(result.propertyNames())
        .containsExactly("default", "best", "difference", "complete", "trials");
    near(result.get("default").get("train"), 0.8008230452674897);
    near(result.get("default").get("dev"), 0.8333333333333334);
    near(result.get("best").get("train"), 0.8205761316872427);
    near(result.get("best").get("dev"), 0.8407407407407408);
    near(result.get("difference"), 0.8407407407407408 - 0.8333333333333334);
    assertThat(result.get("best").get("settings").toString())
        .isEqualTo(
            "{\"hidden_layer_sizes\":[20],\"activation\":\"tanh\",\"solver\":\"sgd\","
                + "\"learning_rate_init\":0.01,\"batch_size\":32}");
    List<String> predictions = TestFiles.read(out.resolve("predictions.csv")).lines().toList();
    long tests = TestFiles.read(data.resolve("tstX-3d.csv")).lines().count();
    assertThat(predictions).hasSize((int) tests).allMatch(line -> line.matches("[01]"));
    assertThat(TestFiles.read(out.resolve("report.html"))).contains("<svg", "hidden_layer_sizes");
    assertThat(out.resolve("model.safetensors")).isNotEmptyFile();
  }

  /** Without hidden layers and penalty it is least squares, which {@code least_squares.py} did. */
  @Test
  void numbersAreToldAsLeastSquaresTellsThem() {
    List<String> rows = TestFiles.read(Path.of("../docs/houses.csv")).lines().toList();
    Path train = table("train.csv", rows.subList(0, 171));
    List<String> others = new ArrayList<>(rows.subList(171, rows.size()));
    others.addFirst(rows.getFirst());
    Path dev = table("dev.csv", others);
    Path test =
        table("test.csv", others.stream().map(row -> row.replaceAll(",[^,]*,[^,]*$", "")).toList());
    Path out = folder.resolve("numbers");
    JsonNode result =
        Outcome.done(
                "search",
                train,
                "--dev",
                dev,
                "--test",
                test,
                "--label",
                "price,rent",
                "--loss",
                "squared_error",
                "--set",
                "hidden_layer_sizes=(); solver=lbfgs; alpha=0; tol=1e-9; max_iter=3000",
                "--space",
                "max_fun=9000",
                "--out",
                out,
                "--json")
            .json();
    near(result.get("default").get("train"), 0.8972012039406969, 1e-4);
    near(result.get("default").get("dev"), 0.7716431372732917, 1e-4);
    List<String> predictions = TestFiles.read(out.resolve("predictions.csv")).lines().toList();
    assertThat(predictions).hasSize(71).startsWith("price,rent");
    String[] first = predictions.get(1).split(",", -1);
    assertThat(Double.parseDouble(first[0])).isCloseTo(297.65452516, within(0.1));
    assertThat(Double.parseDouble(first[1])).isCloseTo(1.00611136, within(1e-3));
    assertThat(TestFiles.read(out.resolve("report.html"))).contains("best R²", "Settings and R²");
  }

  private Path table(String name, List<String> rows) {
    return TestFiles.write(folder, name, String.join("\n", rows) + "\n");
  }

  @Test
  void numbersAreNotTakenForClasses() {
    Outcome outcome = Outcome.of("search", "../docs/houses.csv", "--label", "price");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("the 240 labels are 237 different numbers", "--loss");
    assertThat(Outcome.of("train", "../docs/houses.csv", "--label", "price").err())
        .contains("the 240 labels are 237 different numbers");
  }

  /** Examples to tell need no label, but may have one. */
  @Test
  void examplesToTellMayLackTheLabel() {
    Path named = TestFiles.write(folder, "named.csv", "x,y,side\n" + TestFiles.read(table()));
    Path plain = TestFiles.write(folder, "plain.csv", "x,y\n0.5,0.25\n0.25,0.5\n");
    for (Path test : List.of(named, plain)) {
      Path out = folder.resolve("search of " + test.getFileName());
      Outcome.done(
          "search",
          named,
          "--label",
          "side",
          "--test",
          test,
          "--set",
          "max_iter=2",
          "--space",
          "alpha=0.1",
          "--out",
          out,
          "--quiet");
      long rows = TestFiles.read(test).lines().count() - 1;
      assertThat(TestFiles.read(out.resolve("predictions.csv")).lines()).hasSize((int) rows);
    }
  }

  @Test
  void settingsInJsonHaveTheirOwnTypes() {
    JsonNode result =
        Outcome.done(
                "search",
                table(),
                "--set",
                "max_iter=2",
                "--space",
                "hidden_layer_sizes=(); batch_size=auto; early_stopping=False; alpha=1e-3;"
                    + " n_iter_no_change=inf; tol=0; random_state=None",
                "--out",
                folder.resolve("typed"),
                "--json")
            .json();
    assertThat(result.get("trials").get(0).get("settings").toString())
        .isEqualTo(
            "{\"hidden_layer_sizes\":[],\"batch_size\":\"auto\",\"early_stopping\":false,"
                + "\"alpha\":0.001,\"n_iter_no_change\":\"inf\",\"tol\":0,"
                + "\"random_state\":null}");
  }

  private static void near(JsonNode number, double expected) {
    near(number, expected, 1e-9);
  }

  private static void near(JsonNode number, double expected, double tolerance) {
    assertThat(number.doubleValue()).isCloseTo(expected, within(tolerance));
  }

  @Test
  void theSameCommandGoesOn() {
    Path out = folder.resolve("search");
    Object[] command = {
      "search",
      table(),
      "--folds",
      "3",
      "--set",
      "max_iter=5",
      "--space",
      "alpha=0.1,0.01",
      "--out",
      out,
      "--json"
    };
    Outcome first = Outcome.done(command);
    Outcome again = Outcome.done(command);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(again.err()).contains("going on with 3 trials");
    JsonNode file = new JsonMapper().readTree(TestFiles.read(out.resolve("search.json")));
    assertThat(file).isEqualTo(first.json());
    Outcome other = Outcome.of("search", table(), "--set", "max_iter=6", "--out", out);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("other data, with other folds or other fixed settings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --space alpha=x                | --space, column 7: alpha is 'x'
          --space alfa=1                 | --space, column 1: there is no hyper-parameter alfa
          --set alpha=1,2                | --set: alpha must have one value
          --grid --space alpha=log(.1,1) | alpha is a range
          --random 3 --tpe 4             | only one can be used
          --random 0                     | 0 trials
          --folds 1                      | --folds is 1
          --folds 3 --dev-fraction 0.5   | only one can decide
          --dev-labels x.csv             | --dev-labels needs --dev
          --seed -1                      | --seed is -1
          --scale-targets none           | is not for the loss log_loss
          --loss mse                     | is not one of log_loss, squared_error
          --train x.csv                  | DATA and --train are the same
          """)
  void badUsageIsTold(String options, String message) {
    List<Object> arguments = new ArrayList<>(List.of("search", table()));
    arguments.addAll(List.of((Object[]) options.split(" ")));
    arguments.addAll(List.of("--out", folder.resolve("none")));
    Outcome outcome = Outcome.of(arguments.toArray());
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(Files.exists(folder.resolve("none"))).isFalse();
  }
}
