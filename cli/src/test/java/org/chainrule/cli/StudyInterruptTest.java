package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of three trainings in processes of their own that are ended from outside. */
class StudyInterruptTest {
  @TempDir private Path folder;

  /** Sends Ctrl-C once a training has begun; returns what the process has printed in the end. */
  private String interrupted(String training, int epochs, Path out) throws Exception {
    Path output = folder.resolve("output");
    Process process =
        Child.start(
            Child.chainrule(
                Stream.of(
                    "study",
                    "letters",
                    "--part=Learning rate",
                    "--out=" + out,
                    "--",
                    "--hidden=200",
                    "--epochs=" + epochs)),
            builder -> builder.redirectErrorStream(true).redirectOutput(output.toFile()));
    while (!TestFiles.read(output).contains("Learning rate: " + training)) {
      assertThat(process.isAlive()).as(TestFiles.read(output)).isTrue();
      Thread.sleep(5);
    }
    Child.interrupt(process);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(TestFiles.read(output)).isTrue();
    assertThat(process.exitValue()).as(TestFiles.read(output)).isEqualTo(130);
    return TestFiles.read(output);
  }

  private static Stream<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void ctrlCReportsTheTrainingsThatAreDone() throws Exception {
    Path out = folder.resolve("study");
    assertThat(interrupted("0.01\n", 20, out))
        .contains("ending after this batch", "The validation loss is lowest with 0.1")
        .containsPattern("Ended early: [12] of 3 trainings are in the report\\.")
        .doesNotContain("Learning rate: 0.001\n");
    assertThat(TestFiles.read(out.resolve("report.html"))).contains("of 3 trainings are in");
    assertThat(files(out)).contains("part-1.png").doesNotContain("lock");
    assertThat(files(folder)).containsExactlyInAnyOrder("study", "output");
  }

  @Test
  void ctrlCWithinTheFirstTrainingWritesNothing() throws Exception {
    assertThat(interrupted("0.1\n", 10_000, folder.resolve("study")))
        .contains("ended before the first training was done; nothing is written");
    assertThat(files(folder)).containsExactly("output");
  }
}
