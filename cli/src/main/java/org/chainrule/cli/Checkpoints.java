package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.chainrule.engine.Precision;
import org.chainrule.exchange.CheckpointFile;
import org.chainrule.exchange.ModelFile;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.Keeper;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Task;
import org.chainrule.learn.training.TrainingState;

/**
 * The states of a training in its folder: the last few, each named by its step, and the best
 * weights so far as a model to be used.
 *
 * <p>A state that cannot be written is told of, and training goes on: those before it are still
 * there.
 */
final class Checkpoints implements Keeper {
  static final String FOLDER = "checkpoints";
  private static final String BEST = "best.safetensors";
  private static final String STATES = "step-*.safetensors";

  private final Path folder;
  private final Interval interval;
  private final int count;
  private final Network network;
  private final Task task;
  private final Precision precision;
  private final Consumer<String> warning;
  private long lastTime = System.nanoTime();
  private int lastEpochs;
  private int bestEpoch;

  /**
   * The states in a folder.
   *
   * @param run the folder of the run
   * @param interval how often one is written
   * @param count how many are there at a time
   * @param warning is told what could not be written
   */
  Checkpoints(
      Path run,
      Interval interval,
      int count,
      Network network,
      Task task,
      Precision precision,
      Consumer<String> warning) {
    folder = run.resolve(FOLDER);
    this.interval = interval;
    this.count = count;
    this.network = network;
    this.task = task;
    this.precision = precision;
    this.warning = warning;
  }

  @Override
  public boolean due(int epochs) {
    return interval.isOver(System.nanoTime() - lastTime, epochs - lastEpochs);
  }

  @Override
  public void keep(TrainingState state) {
    try {
      Files.createDirectories(folder);
      write(state);
      state.best().ifPresent(this::writeBest);
      removeAllBut(count);
    } catch (DataException e) {
      warning.accept("no checkpoint could be written: " + e.getMessage());
    } catch (IOException e) {
      warning.accept(Messages.format("no checkpoint could be written: %s", e));
    }
    lastTime = System.nanoTime();
    lastEpochs = state.epochs().size();
  }

  /** A full disk may have room once an older state is gone, as long as another is left. */
  private void write(TrainingState state) throws IOException {
    Path file = folder.resolve(Messages.format("step-%012d.safetensors", state.step()));
    try {
      CheckpointFile.write(state, precision, file);
    } catch (DataException e) {
      if (states(folder).size() < 2) {
        throw e;
      }
      removeAllBut(1);
      CheckpointFile.write(state, precision, file);
    }
  }

  private void writeBest(TrainingState.Best best) {
    if (best.epoch() != bestEpoch) {
      Map<String, String> notes = Map.of("epoch", Integer.toString(best.epoch()));
      Model model = new Model(network, task, precision, best.values(), Optional.empty());
      ModelFile.write(model, notes, folder.resolve(BEST));
      bestEpoch = best.epoch();
    }
  }

  private void removeAllBut(int last) throws IOException {
    List<Path> states = states(folder);
    for (Path old : states.subList(0, Math.max(0, states.size() - last))) {
      Files.delete(old);
    }
  }

  /** The files of states, in the order of their steps. */
  private static List<Path> states(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, STATES)) {
        found.forEach(files::add);
      }
    }
    files.sort(Comparator.comparing(path -> path.getFileName().toString()));
    return files;
  }

  /**
   * The last state of a run that can be read; none if training did not come to the first.
   *
   * @param warning is told which could not
   */
  static Optional<TrainingState> last(Path run, Consumer<String> warning) {
    Path folder = run.resolve(FOLDER);
    try {
      removeHalves(run);
      removeHalves(folder);
      for (Path file : states(folder).reversed()) {
        try {
          return Optional.of(CheckpointFile.read(file));
        } catch (DataException e) {
          warning.accept(e.getMessage() + "; the checkpoint before it is taken");
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw DataException.unreadable(folder.toString(), e);
    }
  }

  /** Removes what was left when the program was killed while it wrote. */
  private static void removeHalves(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, ".*.part")) {
        for (Path half : halves) {
          Files.delete(half);
        }
      }
    }
  }

  /** Removes all of them from a run. */
  static void remove(Path run) {
    Path folder = run.resolve(FOLDER);
    try {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
          for (Path file : files) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new DataException(Messages.format("%s: cannot be removed (%s)", folder, e), e);
    }
  }
}
