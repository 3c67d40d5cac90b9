package org.chainrule.report;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.drawing.Png;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Model;

/**
 * What trainings came to that differ in one setting, to be read by people.
 *
 * @param title what was studied
 * @param question what it was to answer
 * @param parts one for each setting that was varied
 */
public record StudyReport(String title, String question, List<Part> parts) {
  public StudyReport {
    parts = List.copyOf(parts);
  }

  /** Trainings that differ in one setting. */
  public record Part(String title, List<Variant> variants) {
    public Part {
      variants = List.copyOf(variants);
    }

    /** What the numbers say, as a paragraph. */
    public String findings() {
      return Findings.of(this);
    }
  }

  /**
   * A training.
   *
   * @param value what the setting was
   * @param epochs how it went; none if it broke down
   * @param failure why it broke down, if it did
   * @param units how many units the first dense layer has that others follow; 0 if there is none
   * @param distinct how many of them have weights of their own
   */
  public record Variant(
      String value, List<Epoch> epochs, Optional<String> failure, int units, int distinct) {
    public Variant {
      epochs = List.copyOf(epochs);
    }

    /** A training that came to its end. */
    public static Variant of(String value, History history, Model model) {
      List<Network.Stage> dense =
          model.network().stages().stream().filter(s -> s.layer() instanceof Dense).toList();
      if (dense.size() < 2) {
        return new Variant(value, history.epochs(), Optional.empty(), 0, 0);
      }
      Tensor weights = model.value(dense.getFirst().name() + ".weight");
      int units = weights.shape().size(1);
      return new Variant(
          value, history.epochs(), Optional.empty(), units, distinct(weights, units));
    }

    /** A training that broke down. */
    public static Variant failed(String value, String reason) {
      return new Variant(value, List.of(), Optional.of(reason), 0, 0);
    }

    private static int distinct(Tensor weights, int units) {
      Set<List<Double>> columns = new HashSet<>();
      int inputs = weights.shape().size(0);
      for (int unit = 0; unit < units; unit++) {
        Double[] column = new Double[inputs];
        for (int i = 0; i < inputs; i++) {
          column[i] = weights.at(i * units + unit);
        }
        columns.add(List.of(column));
      }
      return columns.size();
    }

    /**
     * The epoch with the lowest loss on the validation examples, or else on those to learn from.
     */
    public Epoch best() {
      Epoch best = epochs.getFirst();
      for (Epoch epoch : epochs) {
        best = epoch.score().loss() < best.score().loss() ? epoch : best;
      }
      return best;
    }
  }

  /**
   * Writes {@code report.html}, which needs nothing beside it, and its charts as PNG: {@code
   * part-1.png} and so on. Each file is written wholly or not at all.
   *
   * @param folder a folder that exists
   * @return what could not be drawn and why, if so
   */
  public Optional<String> write(Path folder) {
    AtomicFile.writeText(folder.resolve("report.html"), StudyPage.html(this));
    Optional<String> obstacle = Png.obstacle();
    if (obstacle.isEmpty()) {
      for (int i = 0; i < parts.size(); i++) {
        byte[] picture = Png.of(VariantCurves.of(parts.get(i)));
        AtomicFile.write(folder.resolve("part-" + (i + 1) + ".png"), out -> out.write(picture));
      }
    }
    return obstacle.map(reason -> "the charts are only in report.html, not as PNG: " + reason);
  }
}
