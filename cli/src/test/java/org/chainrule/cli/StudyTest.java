package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chainrule.cli.study.Studies;
import org.chainrule.cli.study.Study;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StudyTest {
  @TempDir private Path folder;

  @Test
  void zeroWeightsLeaveUnitsEqual() {
    Path out = folder.resolve("study");
    JsonNode study =
        Outcome.done(
                "study",
                "letters",
                "digits",
                "--part",
                "first weights",
                "--out",
                out,
                "--json",
                "--quiet",
                "--",
                "--hidden",
                "6",
                "--epochs=2")
            .json();
    assertThat(study.get("complete").booleanValue()).isTrue();
    JsonNode part = study.get("parts").get(0);
    assertThat(part.get("findings").stringValue())
        .contains("With zeros the 6 units of the first layer have one set of weights between them");
    assertThat(part.get("variants").findValuesAsString("value"))
        .containsExactly("zeros", "uniform:0.1");
    assertThat(TestFiles.read(out.resolve("report.html"))).contains("First weights");
  }

  @Test
  void theWeightsAfterTheFirstUpdatesArePrinted() {
    Path out = folder.resolve("study");
    String printed =
        Outcome.done(
                "study",
                "letters",
                "--part",
                "First weights",
                "--out",
                out,
                "--quiet",
                "--",
                "--hidden",
                "3",
                "--epochs",
                "1")
            .out();
    assertThat(printed)
        .contains("zeros. Weights into the hidden units after 1 update: all 3 rows are equal\n")
        .contains("zeros. Weights out of the hidden units after 2 updates: all 3 rows are equal\n")
        .contains("uniform:0.1. Weights into the hidden units after 2 updates: no two of 3 rows")
        .containsPattern("row +column \\d+.*\n1–3 .*\n");
    assertThat(TestFiles.read(out.resolve("report.html"))).contains("all 3 rows are equal");
  }

  /** With all examples in a batch an epoch is one update. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void noMoreUpdatesArePrintedThanThereAre(int epochs) {
    String printed =
        Outcome.done(
                "study",
                "letters",
                "--part=First weights",
                "--out=" + folder.resolve("study"),
                "--quiet",
                "--",
                "--hidden=3",
                "--batch-size=all",
                "--learning-rate=1",
                "--epochs=" + epochs)
            .out();
    List<String> tables = List.of(printed.split("uniform:0.1. Weights into.*\n", -1));
    assertThat(tables).hasSize(1 + epochs);
    assertThat(tables.subList(1, tables.size()).stream().map(t -> t.split("\n\n", -1)[0]))
        .doesNotHaveDuplicates();
  }

  @Test
  void oneOwnsOptionsComeBeforeThoseOfTheStudy() {
    Study study =
        Studies.ALL.stream()
            .filter(s -> s.name().equals("generalization"))
            .findFirst()
            .orElseThrow();
    Study.Part residual =
        study.parts().stream().filter(p -> p.option().equals("--layers")).findFirst().orElseThrow();
    assertThat(
            study.options(
                residual,
                residual.values().getFirst(),
                Map.of("--validation", "v.csv", "--hidden", "9", "--epochs", "3")))
        .containsEntry("--validation", "v.csv")
        .containsEntry("--epochs", "3")
        .containsKey("--layers")
        .doesNotContainKeys("--validation-fraction", "--hidden");
  }

  @Test
  void textsAreStudiedAndModelsOfThemExplainTheirChoice() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append(i % 2 == 0 ? "a good film, number " : "a bad film, number ").append(i);
      lines.append('\t').append(i % 2 == 0 ? "yes" : "no").append('\n');
    }
    Path data = TestFiles.write(folder, "r.tsv", lines.toString());
    Path run = folder.resolve("run");
    Outcome.done("train", data, "--text", "--hidden", 8, "--epochs", 30, "--out", run, "--quiet");
    List<String> told = Outcome.done("predict", run, "--text", "A bad, bad day").lines();
    assertThat(told.getFirst()).startsWith("no  ");
    assertThat(told.get(1)).startsWith("bad");
    JsonNode json = Outcome.done("predict", run, "--text", "good", "--json").json();
    assertThat(json.get("prediction").stringValue()).isEqualTo("yes");
    assertThat(json.get("words").get(0).get("weight").doubleValue()).isPositive();
    assertThat(Outcome.done("evaluate", run, data).out()).contains("60 examples");
    assertThat(Outcome.done("predict", run, data, "--label", "last").lines())
        .hasSize(60)
        .startsWith("yes", "no");
    assertThat(Outcome.of("predict", run).err()).contains("'DATA'");
    assertThat(Outcome.of("train", data, "--text", "--augment", "noise").err())
        .contains("texts only take drop");
    assertThat(Outcome.of("train", data, "--text", "--ngrams", "2", "--encoder", "lstm").err())
        .contains("--ngrams is for the encoder mean");
    assertThat(Outcome.of("train", data, "--text", "--prefixes", "3", "--encoder", "lstm").err())
        .contains("--prefixes is for the encoder mean");
    Outcome rare = Outcome.of("train", data, "--text", "--minimum-count", "61");
    assertThat(rare.code()).isEqualTo(2);
    assertThat(rare.err())
        .containsPattern(
            "no word occurs 61 times, the minimum count; the commonest, ',', occurs (\\d+) times,"
                + " so a minimum count of at most \\1 is right");
    assertThat(Outcome.of("train", data, "--text", "--prefixes", "-1").err())
        .contains("--prefixes is -1; it must be at least 0");
    Path parts = folder.resolve("parts");
    Outcome.done(
        "train",
        data,
        "--text",
        "--ngrams",
        2,
        "--prefixes",
        3,
        "--out",
        parts,
        "--epochs",
        3,
        "--quiet");
    assertThat(Outcome.done("predict", parts, "--text", "a bad film").out())
        .contains("a bad ")
        .contains("fil… ");
  }

  @Test
  void everyPartOfEveryStudyIsATraining() {
    for (Study study : Studies.ALL) {
      for (Study.Part part : study.parts()) {
        for (Study.Value value : part.values()) {
          var options = study.options(part, value, new java.util.LinkedHashMap<>());
          List<String> arguments = new java.util.ArrayList<>(List.of("train", "digits"));
          options.forEach((o, v) -> arguments.add(v.isEmpty() ? o : o + "=" + v));
          Main.commandLine(arguments.toArray(String[]::new))
              .parseArgs(arguments.toArray(String[]::new));
        }
      }
    }
  }

  @Test
  void activationsThatLoseTheGradientAreTold() {
    String printed =
        Outcome.done(
                "study",
                "settings",
                "--part",
                "activation, 8 layers deep",
                "--out",
                folder.resolve("deep"),
                "--quiet",
                "--",
                "--epochs",
                "1")
            .out();
    assertThat(printed)
        .contains("With sigmoid the gradient vanishes on its way back", "the first of 9 layers")
        .doesNotContain("With tanh the gradient", "With relu the gradient");
  }

  @Test
  void whatIsNotKnownIsTold() {
    assertThat(Outcome.of("study", "leters").err()).contains("did you mean letters?");
    assertThat(Outcome.of("study", "letters", "--part", "x").err()).contains("Hidden units");
    assertThat(Outcome.of("study", "sentiment").err()).contains("needs DATA");
    Outcome numbers =
        Outcome.of(
            "study",
            "letters",
            "../docs/houses.csv",
            "--",
            "--label=price",
            "--loss=mean_squared_error");
    assertThat(numbers.code()).isEqualTo(2);
    assertThat(numbers.err()).contains("it needs classes, but --loss mean_squared_error tells");
    Outcome prices = Outcome.of("study", "letters", "../docs/houses.csv", "--", "--label=price");
    assertThat(prices.code()).isEqualTo(2);
    assertThat(prices.err())
        .contains("different numbers", "train and search tell numbers with a --loss for them");
    assertThat(Outcome.of("study", "settings", "--", "--epoch", "3").err())
        .contains("--epoch")
        .contains("did you mean");
    assertThat(Outcome.of("study", "settings", "--", "--validation-labels", "x").err())
        .contains("--validation-labels needs --validation");
    assertThat(Outcome.of("train", "digits", "--dropout", "1").err())
        .contains("--dropout is 1.0; it must be at least 0 and less than 1");
  }
}
