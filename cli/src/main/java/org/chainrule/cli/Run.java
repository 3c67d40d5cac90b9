package org.chainrule.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.exchange.ModelFile;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.training.Estimates;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Judgement;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Score;
import org.chainrule.report.Deviations;
import org.chainrule.report.Mistakes;
import org.chainrule.report.RunReport;

/**
 * A training that is over.
 *
 * @param title what to call it
 * @param started when it began
 * @param seconds how long it took
 * @param arguments what the command was given
 * @param settings the options and their values, given or not
 * @param examples what there was to learn from
 * @param recipe how it was trained
 * @param model what came of it
 * @param history how it went
 * @param judgements how the model does on each part of the examples, that to judge it by last
 */
record Run(
    String title,
    Instant started,
    double seconds,
    List<String> arguments,
    SequencedMap<String, String> settings,
    Examples examples,
    Recipe recipe,
    Model model,
    History history,
    SequencedMap<String, Judgement> judgements) {

  /** How well the model does on each part of the examples. */
  SequencedMap<String, Score> scores() {
    SequencedMap<String, Score> scores = new LinkedHashMap<>();
    judgements.forEach((part, judgement) -> scores.put(part, judgement.score()));
    return scores;
  }

  /**
   * Writes model, history, record and, if asked for, report into a folder.
   *
   * @return what could not be drawn and why, if so
   */
  Optional<String> writeTo(Path folder, boolean reported) {
    Map<String, String> notes = Map.of("trained_on", examples.name());
    ModelFile.write(model, notes, folder.resolve("model.safetensors"));
    AtomicFile.writeText(
        folder.resolve("history.csv"), HistoryText.csv(history, model.task().measure()));
    AtomicFile.writeText(folder.resolve("run.json"), Json.indented(to -> RunJson.write(to, this)));
    return reported ? report().write(folder).warning() : Optional.empty();
  }

  private RunReport report() {
    Dataset data = examples.judged();
    Map.Entry<String, Judgement> last = judgements.lastEntry();
    return new RunReport(
        title,
        model,
        history,
        scores(),
        last.getValue() instanceof Judgement.OfClasses(_, Predictions predictions)
            ? Optional.of(Mistakes.of(last.getKey(), predictions, data))
            : Optional.empty(),
        last.getValue() instanceof Judgement.OfNumbers(_, Estimates estimates, _)
                && data.targets() instanceof Quantities truth
            ? Optional.of(Deviations.of(last.getKey(), estimates, truth))
            : Optional.empty(),
        Optional.of(Tensor.of(new Shape(data.exampleShape()), data.features().row(0))),
        settings);
  }
}
