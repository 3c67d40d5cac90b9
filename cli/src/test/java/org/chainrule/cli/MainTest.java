package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a process of its own, where the folder, the terminal and signals matter. */
class MainTest {
  @TempDir private Path folder;

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dchainrule.terminal=true",
                "--module-path",
                System.getProperty("jdk.module.path"),
                "--add-modules",
                "jdk.incubator.vector",
                "--module",
                "org.chainrule.cli/org.chainrule.cli.Main"));
    command.addAll(List.of(arguments));
    return Child.start(
        command,
        builder -> {
          builder.environment().put("LC_ALL", "C");
          return builder.directory(folder.toFile());
        });
  }

  private Path table() {
    return TestFiles.write(folder, "table.csv", "1,groß\n2,klein\n3,groß\n4,klein\n");
  }

  @Test
  void runsAreNumberedAndTextIsUtf8WhateverTheLocale() throws Exception {
    table();
    for (int number = 1; number <= 2; number++) {
      Process train =
          start(
              "train",
              "table.csv",
              "--epochs",
              "1",
              "--test-fraction",
              "0",
              "--validation-fraction",
              "0");
      String out = new String(train.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(train.waitFor()).isZero();
      assertThat(out).contains("run: runs/table-" + number + "\n");
    }
    Process predict = start("predict", "runs/table-2", "table.csv", "--label", "last");
    String labels = new String(predict.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(predict.waitFor()).isZero();
    assertThat(labels.lines()).hasSize(4).isSubsetOf("groß", "klein");
    try (var runs = Files.list(folder.resolve("runs"))) {
      assertThat(runs.map(run -> run.getFileName().toString()))
          .containsExactlyInAnyOrder("table-1", "table-2");
    }
  }

  /** Waits until a process has shown this on standard error. */
  private static void await(BufferedReader err, String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    StringBuilder shown = new StringBuilder();
    while (!wanted.matcher(shown).find()) {
      int c = err.read();
      assertThat(c).as(shown.toString()).isNotNegative();
      shown.append((char) c);
    }
  }

  @Test
  void ctrlCKeepsTheRun() throws Exception {
    Process train = start("train", "digits", "--epochs", "1000000", "--patience", "0");
    await(
        train.errorReader(StandardCharsets.UTF_8),
        "epoch \\d+/1000000 \\[ *] loss \\d\\.\\d{3} [\\d.]+% val \\d\\.\\d{3} [\\d.]+% lr"
            + " 0\\.001");
    Child.interrupt(train);
    String out = new String(train.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(train.waitFor()).isEqualTo(130);
    assertThat(out).contains("run: runs/digits-1\n");
    assertThat(Outcome.done("evaluate", folder.resolve("runs/digits-1"), "digits").out())
        .contains("1797 examples");
  }

  /** A batch of this network, and the evaluation after it, take far longer than two signals. */
  @Test
  void anEpochShowsItsLossSoFarAndASecondCtrlCEndsAtOnce() throws Exception {
    Process train = start("train", "digits", "--hidden", "4000,4000", "--batch-size", "500");
    BufferedReader err = train.errorReader(StandardCharsets.UTF_8);
    await(err, "epoch 1/\\d+ \\[ *] loss \\d+\\.\\d{3} ");
    Child.interrupt(train);
    await(err, "ending after this batch");
    Child.interrupt(train);
    assertThat(train.waitFor()).isEqualTo(130);
    assertThat(train.getInputStream().readAllBytes()).isEmpty();
    assertThat(folder.resolve("runs/digits-1")).doesNotExist();
  }

  /** The digest was computed by sha256sum. */
  @Test
  void aRunRecordsTheDataThatItLearnedFrom() throws Exception {
    TestFiles.write(folder, "data.csv", "1,2,a\n3,4,b\n5,6,a\n7,8,b\n");
    Process train =
        start(
            "train",
            "data.csv",
            "--epochs",
            "100000000",
            "--test-fraction",
            "0",
            "--validation-fraction",
            "0");
    await(train.errorReader(StandardCharsets.UTF_8), "epoch [1-9]\\d+/");
    TestFiles.write(folder, "data.csv", "changed");
    Child.interrupt(train);
    train.getInputStream().readAllBytes();
    assertThat(train.waitFor()).isEqualTo(130);
    assertThat(TestFiles.read(folder.resolve("runs/data-1/run.json")))
        .contains("2765edeea940605fefdcd417346a13540cc69c36014dbc37d9b59994d390c86c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "evaluate",
        "predict",
        "data",
        "data list",
        "data describe",
        "plan",
        "bench",
        "neuralnet"
      })
  void everyCommandExplainsItselfIn80Columns(String command) {
    String name = ("chainrule " + command).strip();
    String help = Outcome.done((Object[]) (command + " --help").strip().split(" ", -1)).out();
    assertThat(help).startsWith("Usage: " + name + " [OPTIONS]").contains("\nOptions:\n");
    assertThat(help.lines().skip(1)).allMatch(line -> line.length() <= 80);
  }
}
