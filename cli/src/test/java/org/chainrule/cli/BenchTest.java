package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {
  private static final Object[] QUICKLY = {
    "bench", "latency", "--samples=3", "--seconds=0.001", "--threads=1"
  };

  @TempDir private Path folder;

  private static Object[] quickly(String... more) {
    Object[] all = Arrays.copyOf(QUICKLY, QUICKLY.length + more.length);
    System.arraycopy(more, 0, all, QUICKLY.length, more.length);
    return all;
  }

  @Test
  void aTableEndsWithThePeak() {
    Outcome outcome = Outcome.done(quickly());
    assertThat(outcome.lines()).hasSize(4);
    assertThat(outcome.lines().get(0))
        .matches("workload +threads +median +least +most +unit +of peak +outcome");
    assertThat(outcome.lines().get(1)).matches("latency-letters +1( +[0-9.]+){3} +µs +[0-9.]+ % *");
    assertThat(outcome.lines().get(2)).startsWith("latency-mlp ");
    assertThat(outcome.lines().get(3))
        .matches("peak: \\d+ GFLOP/s a core \\(float32 multiply-adds, measured now\\)");
  }

  @Test
  void severalWorkloadsAreAnArray() {
    JsonNode array = new JsonMapper().readTree(Outcome.done(quickly("--json")).out());
    assertThat(array.isArray()).isTrue();
    assertThat(array.size()).isEqualTo(2);
    assertThat(array.get(1).get("workload").stringValue()).isEqualTo("latency-mlp");
  }

  @Test
  void oneWorkloadIsAnObject() {
    Object[] arguments = quickly("--json");
    arguments[1] = "latency-letters";
    JsonNode object = Outcome.done(arguments).json();
    assertThat(object.propertyNames())
        .containsExactly("workload", "threads", "median", "unit", "samples", "peakFraction");
    assertThat(object.get("threads").intValue()).isEqualTo(1);
    assertThat(object.get("unit").stringValue()).isEqualTo("µs");
    assertThat(object.get("samples").size()).isEqualTo(3);
    double middle = object.get("median").doubleValue();
    assertThat(object.get("samples").valueStream().filter(s -> s.doubleValue() <= middle).count())
        .isGreaterThanOrEqualTo(2);
    // 128·50 + 50·10 products take at least a thousandth of what the processor could do
    assertThat(object.get("peakFraction").doubleValue()).isBetween(1e-6, 1.0);
  }

  @Test
  void theListTellsAllWorkloads() {
    Outcome outcome = Outcome.done("bench", "--list");
    assertThat(outcome.lines())
        .extracting(line -> line.split(" ", -1)[0])
        .containsExactly(
            "letters",
            "mlp",
            "mlp-256",
            "cnn",
            "residual",
            "lstm",
            "sentiment",
            "sentiment-dense",
            "grid",
            "latency-letters",
            "latency-mlp",
            "start",
            "short-job-1",
            "short-job-10");
  }

  @Test
  void processesAreNotTimedWithoutTheLauncher() {
    Outcome outcome = Outcome.of("bench", "start", "--samples=1");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("chainrule bench: start: no launcher found");
  }

  /** A program stands for the launcher and keeps its arguments and the table. */
  @Test
  void theProcessThatIsTimedIsAValidTraining() throws Exception {
    Path kept = folder.resolve("arguments");
    Path table = folder.resolve("kept.csv");
    Path program = folder.resolve("chainrule");
    Files.writeString(
        program, "#!/bin/sh\ncp \"$2\" " + table + "\nprintf '%s\\n' \"$@\" >" + kept + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    System.setProperty("chainrule.launcher", program.toString());
    try {
      Outcome.done("bench", "start", "--samples=1");
    } finally {
      System.clearProperty("chainrule.launcher");
    }
    List<String> arguments = new ArrayList<>(Files.readAllLines(kept));
    arguments.set(1, table.toString());
    arguments.set(arguments.size() - 1, "--out=" + folder.resolve("run"));
    Outcome.done(arguments.toArray());
    assertThat(folder.resolve("run").resolve("model.safetensors")).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "letter|'letter' is not one of letters, mlp, ",
        "letters --samples=0|--samples is 0; it must be at least 1",
        "letters --seconds=0|--seconds is 0.0; it must be above 0",
        "letters --seconds=NaN|--seconds is NaN; it must be above 0",
        "letters --threads=0|--threads is 0; it must be at least 1",
      })
  void badUsageExitsWithTwo(String arguments, String message) {
    Outcome outcome = Outcome.of((Object[]) ("bench " + arguments).split(" ", -1));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("chainrule bench: " + message);
  }
}
