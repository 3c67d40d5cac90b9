package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PredictTest {
  private static final String HOUSES = "../docs/houses.csv";
  private static final String REVIEWS = "../docs/reviews.tsv";

  @TempDir private static Path folder;

  private static Path run(String name, Object... options) {
    Path run = folder.resolve(name);
    List<Object> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--hidden=8", "--epochs=5", "--no-report", "--out=" + run));
    Outcome.done(arguments.toArray());
    return run;
  }

  @BeforeAll
  static void train() {
    run("digits", "digits");
    run("houses", HOUSES, "--loss=mse", "--label=price,rent");
    run("reviews", REVIEWS, "--text");
  }

  private static String row(int value) {
    return "1,".repeat(63) + value + "\n";
  }

  @Test
  void rowsAreReadFromStandardInputAsFromAFile() {
    Path run = folder.resolve("digits");
    String rows = row(3) + row(16) + row(0);
    Path file = TestFiles.write(folder, "rows.csv", rows);
    Outcome outcome = Outcome.reading(rows, "predict", run, "-", "--probabilities");
    assertThat(outcome.out())
        .isEqualTo(Outcome.done("predict", run, file, "--probabilities").out());
    assertThat(outcome.lines()).hasSize(4);
  }

  @Test
  void textsAreReadFromStandardInputALineEach() {
    Path run = folder.resolve("reviews");
    String text = "a funny, lovely film";
    Outcome outcome = Outcome.reading(text + "\nso dull\n", "predict", run, "-");
    assertThat(outcome.lines()).hasSize(2);
    assertThat(Outcome.done("predict", run, "--text", text).out())
        .startsWith(outcome.lines().getFirst());
  }

  @Test
  void jsonHasEveryExample() {
    Path run = folder.resolve("digits");
    Path file = TestFiles.write(folder, "two.csv", row(3) + row(16));
    JsonNode predictions = Outcome.done("predict", run, file, "--json").json().get("predictions");
    List<String> classes = Outcome.done("predict", run, file).lines();
    assertThat(predictions.valueStream().map(p -> p.get("prediction").stringValue()))
        .containsExactlyElementsOf(classes);
    for (JsonNode prediction : predictions) {
      JsonNode probabilities = prediction.get("probabilities");
      assertThat(probabilities.valueStream().mapToDouble(JsonNode::doubleValue).sum())
          .isCloseTo(1, within(1e-5));
    }
    JsonNode numbers =
        Outcome.done("predict", folder.resolve("houses"), HOUSES, "--label=price,rent", "--json")
            .json()
            .get("predictions");
    assertThat(numbers).hasSize(240);
    assertThat(numbers.get(0).propertyNames()).containsExactly("price", "rent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          digits -                       | standard input, line 1, column 2: 'b' is not a number
          digits - --label last          | standard input: 1 feature an example, but the model
          digits - --words 3             | --words needs --text
          digits - --json --probabilities | --probabilities is for a table of them; --json tells them
          digits                         | Missing required parameter: 'DATA', or --text TEXT
          digits --text x                | --text: the model reads numbers, not texts
          reviews --text x --words -1    | --words is -1; it must be at least 0
          reviews --text x -             | --text stands for DATA
          houses - --probabilities       | --probabilities: the model tells numbers, not classes
          """)
  void badUsageIsTold(String options, String message) {
    List<Object> arguments = new ArrayList<>(List.of("predict"));
    String[] words = options.split(" ");
    arguments.add(folder.resolve(words[0]));
    arguments.addAll(List.of((Object[]) words).subList(1, words.length));
    String input = words[0].equals("houses") ? "1,2,3,4\n" : "3,b\n";
    Outcome outcome = Outcome.reading(input, arguments.toArray());
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.out()).isEmpty();
  }

  /** Words by their numbers, which must be neither standardized nor beyond the table. */
  @Test
  void numbersOfWordsStayAsTheyAre() {
    Path table = TestFiles.write(folder, "words.csv", "1,2,a\n3,4,b\n0,2,a\n3,3,b\n".repeat(5));
    Path run = folder.resolve("words");
    Object[] words = {
      "train",
      table,
      "--layers=embedding 5 4, globalmean",
      "--epochs=2",
      "--quiet",
      "--no-report",
      "--out=" + run
    };
    Outcome.done(words);
    assertThat(Outcome.done("summary", run).out()).doesNotContain("standardize");
    Path other = TestFiles.write(folder, "other.csv", "1,2\n0,5\n");
    Outcome beyond = Outcome.of("predict", run, other);
    assertThat(beyond.code()).as(beyond.err()).isEqualTo(2);
    assertThat(beyond.err())
        .contains("5.0 in column 2 of example 2; embedding_1 reads whole numbers from 0 to 4");
    Object[] few = words.clone();
    few[2] = "--layers=embedding 4 4, globalmean";
    few[6] = "--out=" + folder.resolve("few");
    assertThat(Outcome.of(few).err()).contains("4.0 in column 2", "whole numbers from 0 to 3");
    Object[] twice = {"train", REVIEWS, "--text", "--layers=embedding 50 8, gru 4"};
    assertThat(Outcome.of(twice).err())
        .contains("an embedding reads the numbers of words as examples have them, but");
    Object[] branches = words.clone();
    branches[6] = "--out=" + folder.resolve("branches");
    branches[2] = "--layers=dense 4 as h, dense 3, from h, embedding 5 4, globalmean";
    assertThat(Outcome.of(branches).err()).contains("but dense comes before it");
    branches[2] = "--layers=dense 4 as h, from input, embedding 5 4, globalmean, concatenate h";
    Outcome.done(branches);
    branches[2] =
        "--layers=embedding 5 4, globalmean as h, from input, embedding 3 4, globalmean, add h";
    branches[6] = "--out=" + folder.resolve("small");
    Outcome small = Outcome.of(branches);
    assertThat(small.code()).as(small.err()).isEqualTo(2);
    assertThat(small.err())
        .contains("3.0 in column", "embedding_2 reads whole numbers from 0 to 2");
  }
}
