package org.chainrule.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.chainrule.exchange.ModelFile;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.training.Model;
import picocli.CommandLine.Parameters;

/** The model that a command uses. */
final class ModelArgument {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model.safetensors, or the folder of a run.")
  private Path path;

  Model read() {
    return ModelFile.read(file(path));
  }

  /** The file with a model: the one that is named, or that of a run's folder. */
  static Path file(Path path) {
    return Files.isDirectory(path) ? path.resolve("model.safetensors") : path;
  }

  /** How many features an example must have. */
  static int width(Model model) {
    return model.network().input().elements();
  }

  /**
   * Checks that the model can read these examples.
   *
   * @throws DataException if they have another number of features
   */
  void requireFits(Model model, Features features, DataLocation place) {
    int expected = width(model);
    if (features.width() != expected) {
      throw new DataException(
          Messages.format(
              "%s: %s an example, but the model %s reads %d",
              place, Messages.count(features.width(), "feature"), file(path), expected));
    }
  }
}
