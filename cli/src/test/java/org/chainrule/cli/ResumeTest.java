package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chainrule.exchange.CheckpointFile;
import org.chainrule.exchange.ModelFile;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings in processes of their own that are ended from outside. {@code -Dchainrule.kills=200}
 * kills more often, {@code -Dchainrule.seed=2} at other moments.
 */
class ResumeTest {
  private static final int KILLS = Integer.getInteger("chainrule.kills", 3);
  private static final long SEED = Long.getLong("chainrule.seed", 1);
  private static final int SAVED_MILLISECONDS = 150;

  @TempDir private Path folder;
  private Path run;
  private Path part;

  @BeforeEach
  void name() {
    run = folder.resolve("run");
    part = folder.resolve("run.part");
  }

  /** Takes a few seconds and has some of everything whose state must be kept. */
  private List<Object> training(Path out) {
    return List.of(
        "train",
        "digits",
        "--hidden",
        "64,64",
        "--epochs",
        "60",
        "--patience",
        "40",
        "--optimizer",
        "adamw",
        "--schedule",
        "cosine",
        "--warm-up",
        "50",
        "--augment",
        "shift:1,rotate:10",
        "--checkpoint",
        SAVED_MILLISECONDS / 1e3 + "s",
        "--out",
        out);
  }

  private Process start(List<String> command) throws IOException {
    return Child.start(
        command,
        builder ->
            builder
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile()));
  }

  private Process resume() throws IOException {
    return start(Child.chainrule(Stream.of("train", "--resume", part)));
  }

  private void await(Process process, int code) throws Exception {
    assertThat(process.waitFor()).as(TestFiles.read(folder.resolve("output"))).isEqualTo(code);
  }

  private void requireSame(Path other) throws IOException {
    for (String file : List.of("model.safetensors", "history.csv")) {
      assertThat(Files.readAllBytes(run.resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(other.resolve(file)));
    }
    assertThat(part).doesNotExist();
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .doesNotContain("checkpoints", "resume.json", "lock")
          .noneMatch(name -> name.startsWith("."));
    }
  }

  /** Every file that has its name can be read; returns how many checkpoints there are. */
  private int requireWhole() throws IOException {
    Path checkpoints = part.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return 0;
    }
    int count = 0;
    try (Stream<Path> files = Files.list(checkpoints)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("step-")) {
          CheckpointFile.read(file);
          count++;
        } else if (name.equals("best.safetensors")) {
          ModelFile.read(file);
        } else {
          assertThat(name).matches("\\..*\\.part");
        }
      }
    }
    return count;
  }

  @Test
  void goesOnAfterKillsAtAnyMomentToTheSameBits() throws Exception {
    Path whole = folder.resolve("whole");
    long begin = System.nanoTime();
    await(start(Child.chainrule(training(whole).stream())), 0);
    int longest = millisecondsSince(begin);
    Philox random = Philox.of(SEED, "kills");
    int kills = 0;
    int withCheckpoints = 0;
    while (kills < KILLS) {
      boolean anew = !Files.exists(part);
      begin = System.nanoTime();
      Process process = anew ? start(Child.chainrule(training(run).stream())) : resume();
      if (process.waitFor(random.below(longest), TimeUnit.MILLISECONDS)) {
        assertThat(process.exitValue()).as(TestFiles.read(folder.resolve("output"))).isZero();
        requireSame(whole);
        remove(run);
        longest = anew ? millisecondsSince(begin) : longest; // the machine may be less busy now
        continue;
      }
      process.destroyForcibly().waitFor();
      kills++;
      if (Files.exists(part.resolve("resume.json"))) {
        int checkpoints = requireWhole();
        // The last three, and a new one if the oldest was not removed yet.
        assertThat(checkpoints).isLessThanOrEqualTo(4);
        withCheckpoints += checkpoints > 0 ? 1 : 0;
      } else {
        remove(Files.exists(run) ? run : part); // done just now, or not yet begun
      }
    }
    System.out.println(
        "seed " + SEED + ": " + kills + " kills, " + withCheckpoints + " of them with checkpoints");
    if (Files.exists(part)) {
      await(resume(), 0);
      requireSame(whole);
    }
  }

  /** Running statistics move with each step, and its memory holds the last ten. */
  @Test
  void lbfgsGoesOnToTheSameBits() throws Exception {
    List<Object> slow =
        List.of(
            "train",
            "digits",
            "--solver=lbfgs",
            "--layers=flatten, dense 64, batch_norm, tanh, dense 10",
            "--l2=1",
            "--epochs=40",
            "--patience=0",
            "--quiet");
    Process train =
        start(
            Child.chainrule(
                Stream.concat(slow.stream(), Stream.of("--checkpoint=1epoch", "--out=" + run))));
    while (stepsKept() <= 10) {
      assertThat(train.isAlive()).as(TestFiles.read(folder.resolve("output"))).isTrue();
      Thread.sleep(5);
    }
    train.destroyForcibly().waitFor();
    assertThat(requireWhole()).isPositive();
    Outcome.done("train", "--resume", part, "--quiet");
    Path whole = folder.resolve("whole");
    Outcome.done(Stream.concat(slow.stream(), Stream.of("--out=" + whole)).toArray());
    requireSame(whole);
  }

  /** The number of the last step that a checkpoint was made of. */
  private long stepsKept() throws IOException {
    Path checkpoints = part.resolve("checkpoints");
    if (!Files.exists(checkpoints)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("step-"))
          .mapToLong(name -> Long.parseLong(name.replaceAll("\\D", "")))
          .max()
          .orElse(0);
    }
  }

  private static int millisecondsSince(long begin) {
    return (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList().reversed()) {
        Files.delete(path);
      }
    }
  }

  /** An epoch takes so long that the interrupt comes within the first. */
  @Test
  void ctrlCEndsWithinAnEpochAndTheRunCanBeGoneOnWith() throws Exception {
    List<Object> slow =
        List.of(
            "train", "digits", "--hidden", "1000", "--batch-size", "1", "--epochs", "2", "--quiet");
    Process train =
        start(
            Child.chainrule(
                Stream.concat(slow.stream(), Stream.of("--checkpoint", "0.1s", "--out", run))));
    while (!Files.exists(part.resolve("checkpoints"))) {
      assertThat(train.isAlive()).as(TestFiles.read(folder.resolve("output"))).isTrue();
      Thread.sleep(5);
    }
    Child.interrupt(train);
    await(train, 130);
    String output = TestFiles.read(folder.resolve("output"));
    assertThat(output).contains("1 epoch in ").contains("to go on: chainrule train --resume ");
    assertThat(Outcome.done("evaluate", run, "digits").out()).contains("1797 examples");
    assertThat(TestFiles.read(run.resolve("run.json"))).contains("\"ended\" : \"interrupted\"");
    Outcome.done("train", "--resume", run, "--quiet");
    Path whole = folder.resolve("whole");
    Outcome.done(Stream.concat(slow.stream(), Stream.of("--out", whole)).toArray());
    requireSame(whole);
  }

  /** The shell lets no file become larger than a few blocks, which a model is. */
  @Test
  void aFullDiskLosesNothingThatIsThere() throws Exception {
    List<String> command = Child.chainrule(training(run).stream());
    String limited = "ulimit -f 20; exec \"$@\"";
    List<String> shell = new ArrayList<>(List.of("sh", "-c", limited, "sh"));
    shell.addAll(command);
    Process train = start(shell);
    await(train, 2);
    assertThat(TestFiles.read(folder.resolve("output")))
        .contains("no checkpoint could be written: ")
        .contains(
            "what could be written is in " + part + "; to go on: chainrule train --resume " + part);
    assertThat(requireWhole()).isZero();
    Outcome.done("train", "--resume", part, "--quiet");
    assertThat(Outcome.done("evaluate", run, "digits").out()).contains("1797 examples");
  }

  @Test
  void whatCannotBeGoneOnWithIsTold() throws Exception {
    Path data = TestFiles.write(folder, "data.csv", "1,2,a\n3,4,b\n5,6,a\n7,8,b\n");
    Object[] arguments = {
      "train",
      data,
      "--test-fraction",
      0,
      "--validation-fraction",
      0,
      "--epochs",
      1,
      "--out",
      run,
      "--keep",
      1,
      "--checkpoint",
      "1epoch"
    };
    Outcome.done(arguments);
    assertThat(run.resolve("checkpoints")).isNotEmptyDirectory();
    assertThat(Outcome.of("train", "--resume", run).err())
        .contains(run + ": that training is over, there is nothing to go on with");
    assertThat(Outcome.of("train", "--resume", folder.resolve("none")).err())
        .contains("there is no training to go on with");
    assertThat(Outcome.of("train", "--resume", run, "--epochs", 3).err())
        .contains("goes on with the settings of the run; --epochs can't be given");
    assertThat(Outcome.of("train", "x.csv", "--resume", run).err()).contains("not with x.csv");
    assertThat(Outcome.of("train").err()).contains("Missing required parameter: 'DATA'");
    Files.createDirectory(part);
    TestFiles.write(
        part,
        "resume.json",
        "{\"started\":\"2026-01-01T00:00:00Z\",\"arguments\":[\"train\",\""
            + data
            + "\",\"--test-fraction\",\"0\",\"--validation-fraction\",\"0\"],"
            + "\"sha256\":[\"00\"]}");
    assertThat(Outcome.of("train", "--resume", part).err())
        .contains("data: has changed since the training began");
    assertThat(Outcome.of(arguments).err()).contains("exists already");
    remove(run);
    assertThat(Outcome.of(arguments).err())
        .contains(
            "run.part: is a training that did not come to its end; to go on: chainrule train"
                + " --resume");
  }
}
