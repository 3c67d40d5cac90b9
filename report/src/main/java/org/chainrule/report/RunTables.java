package org.chainrule.report;

import static org.chainrule.drawing.markup.Markup.name;
import static org.chainrule.drawing.markup.Markup.text;
import static org.chainrule.drawing.markup.Table.Column.numbers;
import static org.chainrule.drawing.markup.Table.Column.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.drawing.markup.Table;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.ConfusionMatrix;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.Score;
import org.chainrule.report.chart.Confusion;
import org.chainrule.report.chart.Quality;

/** The tables of a report. */
final class RunTables {
  private static final int MOST_ROWS = 200;
  private static final int MOST_FEATURES = 8;

  private RunTables() {}

  static Table scores(Map<String, Score> scores, Measure measure) {
    List<List<Markup>> rows =
        scores.entrySet().stream()
            .map(
                part ->
                    List.of(
                        name(part.getKey()),
                        text(Wording.number(part.getValue().loss())),
                        quality(part.getValue(), measure)))
            .toList();
    return new Table(
        "Scores of the kept weights",
        List.of(words("part"), numbers("loss"), numbers(measure.toString())),
        rows);
  }

  private static Markup quality(Score score, Measure measure) {
    return text(Quality.written(score.quality(), measure));
  }

  static Table errors(List<Deviations.Target> targets) {
    List<List<Markup>> rows =
        targets.stream()
            .map(
                target ->
                    List.of(
                        name(target.name()),
                        text(String.format(Locale.ROOT, "%.4f", target.errors().r2())),
                        text(Wording.number(target.errors().mae())),
                        text(Wording.number(target.errors().rmse()))))
            .toList();
    return new Table(
        "R² is the explained share of the variance; MAE the mean absolute error, RMSE the root of"
            + " the mean squared error, both in the target's own units",
        List.of(words("target"), numbers("R²"), numbers("MAE"), numbers("RMSE")),
        rows);
  }

  static Table epochs(History history, Measure measure) {
    List<Epoch> epochs = history.epochs();
    int every = Math.max(1, Math.ceilDiv(epochs.size(), MOST_ROWS));
    List<List<Markup>> rows =
        IntStream.range(0, epochs.size())
            .filter(i -> (i + 1) % every == 0 || i == 0 || i == epochs.size() - 1)
            .mapToObj(i -> row(epochs.get(i), measure))
            .toList();
    String shown =
        every == 1
            ? "Every epoch"
            : String.format(Locale.ROOT, "The first epoch, the last and one in %d", every);
    return new Table(
        shown,
        List.of(
            numbers("epoch"),
            numbers("training loss"),
            numbers("training " + measure),
            numbers("validation loss"),
            numbers("validation " + measure),
            numbers("learning rate"),
            numbers("seconds")),
        rows);
  }

  private static List<Markup> row(Epoch epoch, Measure measure) {
    Optional<Score> validation = epoch.validation();
    OptionalDouble rate = epoch.learningRate();
    return List.of(
        text(Wording.count(epoch.number())),
        text(Wording.number(epoch.training().loss())),
        quality(epoch.training(), measure),
        text(validation.map(score -> Wording.number(score.loss())).orElse("–")),
        validation.map(score -> quality(score, measure)).orElse(text("–")),
        text(rate.isPresent() ? Wording.exact(rate.getAsDouble()) : "–"),
        text(Wording.number(epoch.seconds())));
  }

  /**
   * For every class c: recall, the share of its examples that are predicted as c; precision, the
   * share of the predictions of c that are right.
   */
  static Table classes(ConfusionMatrix matrix) {
    List<List<Markup>> rows = new ArrayList<>();
    IntStream all = IntStream.range(0, matrix.classes().size());
    all.forEach(
        c -> {
          int examples = matrix.counts().get(c).stream().mapToInt(count -> count).sum();
          int predicted = matrix.counts().stream().mapToInt(row -> row.get(c)).sum();
          double right = matrix.count(c, c);
          rows.add(
              List.of(
                  name(matrix.classes().get(c)),
                  text(Wording.count(examples)),
                  share(right, examples),
                  share(right, predicted)));
        });
    return new Table(
        "By class: recall is the right share of its examples, precision that of its predictions",
        List.of(words("class"), numbers("examples"), numbers("recall"), numbers("precision")),
        rows);
  }

  private static Markup share(double part, int whole) {
    return text(whole == 0 ? "–" : Wording.percent(part / whole, 1));
  }

  static Table confusions(List<Confusion> confusions) {
    List<List<Markup>> rows =
        confusions.stream()
            .limit(MOST_ROWS)
            .map(
                confusion ->
                    List.of(
                        name(confusion.truth()),
                        name(confusion.prediction()),
                        text(Wording.count(confusion.count()))))
            .toList();
    String caption =
        rows.size() < confusions.size()
            ? String.format(
                Locale.ROOT,
                "The %d most frequent of %s confusions",
                rows.size(),
                Wording.count(confusions.size()))
            : "Confusions, the most frequent first";
    return new Table(
        caption, List.of(words("true class"), words("predicted as"), numbers("times")), rows);
  }

  /** The examples in numbers, each with its first features. */
  static Table misread(List<Misread> misread) {
    List<List<Markup>> rows =
        misread.stream()
            .limit(MOST_ROWS)
            .map(
                example ->
                    List.of(
                        name(example.truth()),
                        name(example.prediction()),
                        text(Wording.probability(example.probability())),
                        text(features(example))))
            .toList();
    String caption =
        rows.size() < misread.size()
            ? String.format(
                Locale.ROOT,
                "The first %d of %s misread examples",
                rows.size(),
                Wording.count(misread.size()))
            : "Misread examples";
    return new Table(
        caption,
        List.of(
            words("true class"), words("predicted as"), numbers("probability"), words("features")),
        rows);
  }

  private static String features(Misread misread) {
    double[] values = misread.example().toArray();
    String shown =
        IntStream.range(0, Math.min(values.length, MOST_FEATURES))
            .mapToObj(i -> Wording.number(values[i]))
            .collect(Collectors.joining(", "));
    return values.length > MOST_FEATURES ? shown + ", …" : shown;
  }

  static Table stages(Network network) {
    List<List<Markup>> rows =
        network.stages().stream()
            .map(
                stage -> {
                  long trained = Parameter.trainedNumbers(stage.parameters().stream());
                  long all = stage.parameters().stream().mapToLong(p -> p.shape().elements()).sum();
                  return List.of(
                      text(stage.name()),
                      text(stage.input().toString()),
                      text(stage.output().toString()),
                      text(Wording.count(trained)),
                      text(Wording.count(all - trained)));
                })
            .toList();
    return new Table(
        "Stages; statistics are learnt from the training part, but not by gradients",
        List.of(
            words("stage"),
            words("input"),
            words("output"),
            numbers("trained parameters"),
            numbers("statistics")),
        rows);
  }

  static Table settings(Map<String, String> settings) {
    List<List<Markup>> rows =
        settings.entrySet().stream()
            .map(setting -> List.<Markup>of(name(setting.getKey()), name(setting.getValue())))
            .toList();
    return new Table(
        "What the run was asked to do", List.of(words("setting"), words("value")), rows);
  }
}
