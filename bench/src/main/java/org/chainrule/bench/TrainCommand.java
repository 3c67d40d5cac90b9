package org.chainrule.bench;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.bench.data.Examples;

/**
 * Whole processes of {@code chainrule train} on a CSV file of letters, from their start to their
 * exit, the run's folder with its model included, without a report.
 *
 * @param name the name that users call it by
 * @param description what it does, in a line
 * @param rows lines of the file
 * @param epochs passes over them
 */
record TrainCommand(String name, String description, int rows, int epochs) implements Workload {
  private static final int PIXELS = 128;
  private static final int CLASSES = 10;
  private static final int SEED = 1;

  @Override
  public Unit unit() {
    return Unit.SECONDS;
  }

  @Override
  public Measurement measure(Conditions conditions, Watcher watcher) throws WorkloadException {
    Path launcher =
        conditions
            .launcher()
            .filter(Files::isExecutable)
            .orElseThrow(
                () ->
                    new WorkloadException(
                        name
                            + ": no launcher found: it times processes of the program chainrule,"
                            + " which must have been started by that name"));
    try {
      Path folder = Files.createTempDirectory("chainrule-bench");
      try {
        Path table = folder.resolve("letters.csv");
        write(table);
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i <= conditions.samples(); i++) { // the first fills the system's caches
          watcher.begin(name, i);
          seconds.add(run(launcher, folder, table, i));
        }
        return Measurement.of(this, conditions, seconds.subList(1, seconds.size()), 1, "");
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new WorkloadException(name + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkloadException(name + ": interrupted", e);
    }
  }

  private void write(Path table) throws IOException {
    Examples letters = Examples.binary(rows, PIXELS, CLASSES, SEED);
    try (BufferedWriter writer = Files.newBufferedWriter(table)) {
      for (int row = 0; row < rows; row++) {
        writer.write(Integer.toString(letters.label(row)));
        for (int place = 0; place < PIXELS; place++) {
          writer.write(letters.at(row, place) == 0 ? ",0" : ",1");
        }
        writer.newLine();
      }
    }
  }

  private double run(Path launcher, Path folder, Path table, int number)
      throws IOException, InterruptedException, WorkloadException {
    File errors = folder.resolve("errors.txt").toFile();
    List<String> command =
        List.of(
            launcher.toString(),
            "train",
            table.toString(),
            "--label=first",
            "--header=no",
            "--preprocess=none",
            "--hidden=50",
            "--activation=sigmoid",
            "--optimizer=sgd",
            "--learning-rate=0.1",
            "--batch-size=1",
            "--no-shuffle",
            "--patience=0",
            "--validation-fraction=0",
            "--test-fraction=0",
            "--epochs=" + epochs,
            "--quiet",
            "--no-report",
            "--out=" + folder.resolve("run-" + number));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(errors);
    long begin = System.nanoTime();
    int code = builder.start().waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (code != 0) {
      throw new WorkloadException(
          String.format(
              Locale.ROOT,
              "%s: %s exited with %d: %s",
              name,
              String.join(" ", command),
              code,
              Files.readString(errors.toPath(), StandardCharsets.UTF_8).strip()));
    }
    return seconds;
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path inner, IOException error)
              throws IOException {
            Files.delete(inner);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
