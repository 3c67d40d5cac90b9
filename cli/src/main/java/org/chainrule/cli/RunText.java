package org.chainrule.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chainrule.learn.training.Errors;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Judgement;
import org.chainrule.learn.training.Measure;
import org.chainrule.report.QualityText;
import tools.jackson.core.JsonGenerator;

/** What a training came to, for people and for programs. */
final class RunText {
  private RunText() {}

  static void write(JsonGenerator json, Run run, Path folder) {
    json.writeStringProperty("run", folder.toString())
        .writeNumberProperty("seconds", run.seconds());
    Json.scores(json, run.judgements());
  }

  static String of(Run run, Path folder, boolean reported) {
    StringBuilder text = new StringBuilder();
    text.append(scores(run));
    Judgement last = run.judgements().lastEntry().getValue();
    if (last instanceof Judgement.OfNumbers numbers && numbers.errors().size() > 1) {
      text.append("on ").append(run.judgements().lastEntry().getKey()).append(":\n");
      text.append(errors(numbers));
    }
    History history = run.history();
    text.append(
        Messages.format(
            "%s in %.1f s%s; the weights are those after epoch %d\n",
            Messages.count(history.epochs().size(), "epoch"),
            run.seconds(),
            history.end().remark(),
            history.best()));
    text.append("run: ").append(folder).append('\n');
    if (reported) {
      text.append("to see how it went, open ").append(folder.resolve("report.html")).append('\n');
    }
    return text.toString();
  }

  private static String scores(Run run) {
    Measure measure = run.model().task().measure();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("", "examples", "loss", measure.toString()));
    if (single(run.judgements().lastEntry().getValue())) {
      header.addAll(List.of("MAE", "RMSE"));
    }
    rows.add(header);
    run.examples()
        .parts()
        .forEach(
            (part, data) -> {
              Judgement judgement = Objects.requireNonNull(run.judgements().get(part));
              List<String> row = new ArrayList<>(List.of(part, Integer.toString(data.count())));
              row.add(Messages.format("%.4f", judgement.score().loss()));
              row.add(QualityText.of(judgement.score().quality(), measure));
              if (single(judgement) && judgement instanceof Judgement.OfNumbers numbers) {
                row.addAll(errors(numbers.errors().getFirst()));
              }
              rows.add(row);
            });
    return Columns.align(rows);
  }

  private static boolean single(Judgement judgement) {
    return judgement instanceof Judgement.OfNumbers numbers && numbers.errors().size() == 1;
  }

  /** The errors of each number, as a table. */
  static String errors(Judgement.OfNumbers judgement) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "R²", "MAE", "RMSE"));
    for (int k = 0; k < judgement.errors().size(); k++) {
      Errors errors = judgement.errors().get(k);
      List<String> row = new ArrayList<>(List.of(judgement.estimates().quantities().get(k).name()));
      row.add(Messages.format("%.4f", errors.r2()));
      row.addAll(errors(errors));
      rows.add(row);
    }
    return Columns.align(rows);
  }

  private static List<String> errors(Errors errors) {
    return List.of(Messages.format("%.4g", errors.mae()), Messages.format("%.4g", errors.rmse()));
  }
}
