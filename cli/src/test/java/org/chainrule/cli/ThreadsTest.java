package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code --threads} of every command that computes. */
class ThreadsTest {
  private static final String NEURALNET = "neuralnet digits digits a b c 1 1 1 1";

  @TempDir private Path folder;

  private Path train(int threads) {
    Path run = folder.resolve("run-" + threads);
    Outcome.done("train", "digits", "--epochs=2", "--out", run, "--threads", threads);
    return run;
  }

  @Test
  void anyNumberGivesTheSameBits() {
    Path one = train(1);
    Path three = train(3);
    assertThat(three.resolve("model.safetensors"))
        .hasSameBinaryContentAs(one.resolve("model.safetensors"));
    assertThat(TestFiles.read(one.resolve("run.json"))).doesNotContain("\"threads\"");
    for (String verb : new String[] {"evaluate", "predict"}) {
      assertThat(Outcome.done(verb, one, "digits", "--threads=1").out())
          .isEqualTo(Outcome.done(verb, one, "digits", "--threads=3").out())
          .isEqualTo(Outcome.done(verb, one, "digits").out());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"train digits", "evaluate run digits", "predict run digits", NEURALNET, "bench"})
  void thereIsAtLeastOne(String command) {
    for (int threads = -1; threads <= 0; threads++) {
      Outcome outcome = Outcome.of((Object[]) (command + " --threads=" + threads).split(" ", -1));
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      String verb = "chainrule " + command.split(" ", -1)[0];
      assertThat(outcome.err())
          .isEqualTo(
              Messages.format(
                  "%s: --threads is %d; it must be at least 1 (see %s --help)\n",
                  verb, threads, verb));
    }
  }

  @Test
  void itIsAWholeNumber() {
    Outcome outcome = Outcome.of("train", "digits", "--threads=all");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("chainrule train: Invalid value for option '--threads'");
  }
}
