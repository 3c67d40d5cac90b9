package org.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that stand for the launcher. */
class TrainCommandTest {
  private static final TrainCommand JOB = new TrainCommand("job", "", 20, 3);

  @TempDir private Path folder;

  private Path program(String script) throws IOException {
    Path program = Files.writeString(folder.resolve("chainrule"), "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private static Measurement measure(Optional<Path> launcher) throws WorkloadException {
    return JOB.measure(new Conditions(1, 2, 0.1, 1e9, launcher), (name, sample) -> {});
  }

  @Test
  void everySampleIsAProcessThatGetsTheTable() throws Exception {
    Path calls = folder.resolve("calls");
    Path program =
        program("wc -l <\"$2\" >>" + calls + "\nprintf '%s\\n' \"$1 $*\" >>" + calls + "\n");
    Measurement measured = measure(Optional.of(program));
    assertThat(measured.samples()).hasSize(2).allMatch(seconds -> seconds > 0);
    assertThat(measured.unit()).isEqualTo(Unit.SECONDS);
    assertThat(measured.peakFraction()).isEmpty();
    List<String> lines = Files.readAllLines(calls);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0).strip()).isEqualTo("20");
    assertThat(lines.get(1)).startsWith("train train ").contains("--epochs=3");
    Path table = Path.of(lines.get(1).split(" ", -1)[2]);
    assertThat(table.getFileName()).hasToString("letters.csv");
    assertThat(table.getParent()).doesNotExist();
  }

  @Test
  void aFailureOfTheProcessIsTold() throws Exception {
    Path program = program("echo no such thing >&2\nexit 3\n");
    assertThatThrownBy(() -> measure(Optional.of(program)))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("exited with 3: no such thing");
  }

  @Test
  void aMissingLauncherIsTold() {
    for (Optional<Path> launcher :
        List.of(Optional.<Path>empty(), Optional.of(folder.resolve("none")))) {
      assertThatThrownBy(() -> measure(launcher))
          .isInstanceOf(WorkloadException.class)
          .hasMessageStartingWith("job: no launcher found");
    }
  }
}
