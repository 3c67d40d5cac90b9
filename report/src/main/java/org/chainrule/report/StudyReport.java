package org.chainrule.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.drawing.Png;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.LayerGradients;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Score;

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
   * @param kept the epoch whose weights were kept
   * @param trained how well these do on the training examples, which the epoch's own score does not
   *     tell: that is a mean while weights change, with dropout and augmentation
   * @param units the weights into the units of the first dense layer that another follows
   * @param single the one layer that all its dense layers amount to, if they do
   * @param gradients how large gradients are at the first weights, layer by layer
   * @param first the weights after the first updates
   */
  public record Variant(
      String value,
      List<Epoch> epochs,
      Optional<String> failure,
      int kept,
      Optional<Score> trained,
      Optional<EqualRows> units,
      Optional<OneLayer> single,
      Optional<LayerGradients> gradients,
      List<Update> first) {
    public Variant {
      epochs = List.copyOf(epochs);
      first = List.copyOf(first);
    }

    /**
     * A training that came to its end.
     *
     * @param examples what it was trained on
     * @param begun the model before the first update
     * @param first models after the first updates
     */
    public static Variant of(
        String value,
        History history,
        Model model,
        Dataset examples,
        Model begun,
        List<Model> first) {
      List<Update> updates = new ArrayList<>();
      for (Model after : first) {
        EqualRows.into(after)
            .ifPresent(
                into ->
                    updates.add(
                        new Update(
                            updates.size() + 1, into, EqualRows.outOf(after).orElseThrow())));
      }
      return new Variant(
          value,
          history.epochs(),
          Optional.empty(),
          history.best(),
          Optional.of(model.score(examples)),
          EqualRows.into(model),
          OneLayer.of(model, examples.features()),
          LayerGradients.of(begun, examples),
          updates);
    }

    /** A training that broke down. */
    public static Variant failed(String value, String reason) {
      return new Variant(
          value,
          List.of(),
          Optional.of(reason),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());
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
   * The weights of a hidden layer after so many updates.
   *
   * @param number how many
   * @param into the weights into its units, a row a unit
   * @param out the weights out of them, a row a unit
   */
  public record Update(int number, EqualRows into, EqualRows out) {
    /** The two matrices by what they are. */
    public SequencedMap<String, EqualRows> matrices() {
      SequencedMap<String, EqualRows> matrices = new LinkedHashMap<>();
      String when = number == 1 ? "after 1 update" : "after " + number + " updates";
      matrices.put(title("into", when, into), into);
      matrices.put(title("out of", when, out), out);
      return matrices;
    }

    private static String title(String which, String when, EqualRows rows) {
      return "Weights " + which + " the hidden units " + when + ": " + rows.words();
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
