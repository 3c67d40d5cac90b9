package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    return builder.start();
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

  @Test
  void ctrlCKeepsTheRun() throws Exception {
    Process train = start("train", "digits", "--epochs", "1000000", "--patience", "0");
    BufferedReader err = train.errorReader(StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder();
    while (!shown.toString().contains("epoch 2/1000000")) {
      int c = err.read();
      assertThat(c).as(shown.toString()).isNotNegative();
      shown.append((char) c);
    }
    assertThat(new ProcessBuilder("kill", "-INT", Long.toString(train.pid())).start().waitFor())
        .isZero();
    String out = new String(train.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(train.waitFor()).isEqualTo(130);
    assertThat(out).contains("run: runs/digits-1\n");
    assertThat(Outcome.done("evaluate", folder.resolve("runs/digits-1"), "digits").out())
        .contains("1797 examples");
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
        "neuralnet"
      })
  void everyCommandExplainsItselfIn80Columns(String command) {
    String name = ("chainrule " + command).strip();
    String help = Outcome.done((Object[]) (command + " --help").strip().split(" ", -1)).out();
    assertThat(help).startsWith("Usage: " + name + " [OPTIONS]").contains("\nOptions:\n");
    assertThat(help.lines().skip(1)).allMatch(line -> line.length() <= 80);
  }
}
