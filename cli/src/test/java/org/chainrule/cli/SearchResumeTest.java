package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searches in processes of their own that are ended from outside. */
class SearchResumeTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** The defaults, six settings, and the best two of them with more epochs. */
  private static final int TRIALS = 9;

  @TempDir private Path folder;

  /** Networks of different sizes, which are not done all at once. */
  private static List<Object> search(Path out) {
    return List.of(
        "search",
        "digits",
        "--halving=6",
        "--folds=2",
        "--space=hidden_layer_sizes=int(8,90); learning_rate_init=log(1e-4,1e-2)",
        "--set=max_iter=30",
        "--out=" + out);
  }

  private Process start(Path out) throws IOException {
    return Child.start(
        Child.chainrule(search(out).stream()),
        builder ->
            builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()));
  }

  /** The trials in the journal, each of which must be whole; the last line may be under way. */
  private static int trials(Path out) throws IOException {
    Path journal = out.resolve("trials.jsonl");
    if (!Files.exists(journal)) {
      return 0;
    }
    String text = Files.readString(journal);
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    lines.forEach(line -> assertThat(JSON.readTree(line).isObject()).as(line).isTrue());
    return lines.size() - 1;
  }

  /** A search that runs until so many trials are done. */
  private Process startUntil(int trials, Path out) throws Exception {
    Process process = start(out);
    while (trials(out) < trials) {
      assertThat(process.isAlive()).as(TestFiles.read(folder.resolve("output"))).isTrue();
      Thread.sleep(5);
    }
    return process;
  }

  private String output() {
    return TestFiles.read(folder.resolve("output"));
  }

  private static JsonNode result(Path out) {
    return JSON.readTree(TestFiles.read(out.resolve("search.json")));
  }

  private void requireSame(Path out) throws IOException {
    Path whole = folder.resolve("whole");
    Outcome.done(Stream.concat(search(whole).stream(), Stream.of("--quiet")).toArray());
    assertThat(result(out)).isEqualTo(result(whole));
    assertThat(result(out).get("complete").asBoolean()).isTrue();
    assertThat(trials(out)).isEqualTo(trials(whole)).isEqualTo(TRIALS);
    assertThat(out.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
  }

  @Test
  void goesOnAfterKillsToTheSameResult() throws Exception {
    Path out = folder.resolve("killed");
    for (int least : new int[] {1, 3}) {
      startUntil(least, out).destroyForcibly().waitFor();
      assertThat(out.resolve("search.json")).doesNotExist();
    }
    int kept = trials(out);
    assertThat(start(out).waitFor()).as(output()).isZero();
    assertThat(output()).contains("going on with " + kept + " trials of " + out);
    requireSame(out);
  }

  @Test
  void ctrlCKeepsWhatIsDoneAndTheSameCommandGoesOn() throws Exception {
    Path out = folder.resolve("interrupted");
    Process process = startUntil(3, out);
    Child.interrupt(process);
    assertThat(process.waitFor()).as(output()).isEqualTo(130);
    assertThat(output())
        .contains("ending after this epoch", "more are left, and the same command goes on");
    assertThat(result(out).get("complete").asBoolean()).isFalse();
    assertThat(Outcome.done("predict", out.resolve("model.safetensors"), "digits").out().lines())
        .hasSize(1797);
    assertThat(start(out).waitFor()).as(output()).isZero();
    requireSame(out);
  }
}
