package org.chainrule.learn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.Reference;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings beside scikit-learn's own, which {@code mlp_reference.py} made. */
class ScikitLearnTest {
  private static final int COUNT = 90;
  private static final double TOLERANCE = 1e-6;
  private static final double[] X = new double[COUNT * 4];
  private static final double[] SCORE = new double[COUNT];

  static {
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < 4; j++) {
        X[4 * i + j] = (i * 7 + j * 13 + i * j * 5 + i * i) % 31 / 31.0 - 0.5;
      }
      SCORE[i] = x(i, 0) - 2 * x(i, 1) * x(i, 2) + x(i, 3);
    }
  }

  private static double x(int i, int j) {
    return X[4 * i + j];
  }

  private static Features features(int from, int to) {
    return Features.of(Arrays.copyOfRange(X, 4 * from, 4 * to), 4);
  }

  private static Labels labels(int from, int to) {
    int[] classes =
        IntStream.range(from, to)
            .map(i -> SCORE[i] >= 0.25 ? 2 : SCORE[i] >= -0.25 ? 1 : 0)
            .toArray();
    return new Labels(classes, List.of("0", "1", "2"));
  }

  private static Tensor table(int width, Target target) {
    double[] values = new double[COUNT * width];
    Arrays.setAll(values, i -> target.of(i / width, i % width));
    return Tensor.of(Shape.of(COUNT, width), values);
  }

  interface Target {
    double of(int example, int output);
  }

  static List<String> cases() {
    return Reference.names("mlp_reference.json").stream()
        .filter(n -> !n.endsWith(" start") && !n.endsWith(" fit"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingsAreScikitLearns(String name) {
    List<String> words = List.of(name.split(" "));
    MlpSettings settings = settings(words, 5 + cases().indexOf(name));
    Tensor weights =
        Tensor.vector(
            IntStream.range(0, COUNT)
                .mapToDouble(i -> words.contains("weighted") ? i % 3 / 2.0 + 0.5 : 1)
                .toArray());
    Features all = features(0, COUNT);
    Features first = features(0, 5);
    switch (words.getFirst()) {
      case "binary", "classes" -> {
        Labels labels =
            words.getFirst().equals("classes")
                ? labels(0, COUNT)
                : new Labels(
                    IntStream.range(0, COUNT).map(i -> SCORE[i] > 0.1 ? 1 : 0).toArray(),
                    List.of("no", "yes"));
        MlpClassifier model = new MlpClassifier(settings).fit(all, labels, weights);
        check(name, model.log(), model.predictProba(first), model.score(all, labels));
      }
      case "labels" -> {
        Tensor indicators =
            table(
                3,
                (i, k) ->
                    switch (k) {
                      case 0 -> x(i, 0) > 0 ? 1 : 0;
                      case 1 -> SCORE[i] > 0 ? 1 : 0;
                      default -> x(i, 2) > x(i, 3) ? 1 : 0;
                    });
        MlpClassifier model = new MlpClassifier(settings).fit(all, indicators);
        check(name, model.log(), model.predictProba(first), model.score(all, indicators));
      }
      case "number", "counts" -> {
        boolean counts = words.getFirst().equals("counts");
        Tensor targets =
            Tensor.vector(
                Arrays.stream(SCORE).map(s -> counts ? Math.floor(4 * Math.abs(s)) : s).toArray());
        MlpRegressor.Loss loss =
            counts ? MlpRegressor.Loss.POISSON : MlpRegressor.Loss.SQUARED_ERROR;
        MlpRegressor model =
            new MlpRegressor(loss, settings, Precision.FLOAT64).fit(all, targets, weights);
        check(name, model.log(), model.predict(first), model.score(all, targets));
      }
      case "numbers" -> {
        Tensor targets =
            table(
                3,
                (i, k) ->
                    switch (k) {
                      case 0 -> SCORE[i];
                      case 1 -> x(i, 1) * x(i, 1);
                      default -> x(i, 2) - 1;
                    });
        MlpRegressor model = new MlpRegressor(settings).fit(all, targets, weights);
        check(name, model.log(), model.predict(first), model.score(all, targets));
      }
      default -> throw new IllegalStateException(name);
    }
  }

  private static MlpSettings settings(List<String> words, long seed) {
    MlpSettings settings = MlpSettings.defaults().with("random_state", Long.toString(seed));
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        settings = settings.with(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return settings;
  }

  private static void check(String name, TrainingLog log, Tensor answers, double score) {
    Map<String, double[]> expected = checkLog(name, log, answers);
    assertThat(score).isCloseTo(of(expected, "score")[0], within(TOLERANCE));
  }

  private static Map<String, double[]> checkLog(String name, TrainingLog log, Tensor answers) {
    Map<String, double[]> expected = Reference.read("mlp_reference.json", name);
    assertThat(log.iterations()).isEqualTo((int) of(expected, "iterations")[0]);
    near("loss curve", log.lossCurve(), of(expected, "loss_curve"));
    near("validation scores", log.validationScores(), of(expected, "validation_scores"));
    near("loss", List.of(log.loss()), of(expected, "loss"));
    near("answers", Arrays.stream(answers.toArray()).boxed().toList(), of(expected, "answers"));
    return expected;
  }

  private static double[] of(Map<String, double[]> numbers, String name) {
    return Objects.requireNonNull(numbers.get(name), name);
  }

  private static void near(String what, List<Double> actual, double[] expected) {
    assertThat(actual).as(what).hasSize(expected.length);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(actual.get(i) - expected[i]));
    }
    assertThat(worst).as("worst difference of the " + what).isLessThan(TOLERANCE);
  }

  @Test
  void aWarmStartGoesOn() {
    MlpSettings settings =
        settings(List.of("solver=sgd", "warm_start=True", "max_iter=15", "batch_size=20"), 1);
    MlpClassifier model = new MlpClassifier(settings);
    model.fit(features(0, COUNT), labels(0, COUNT));
    model.fit(features(0, 70), labels(0, 70));
    checkLog("warm start", model.log(), model.predictProba(features(0, 5)));
  }

  @Test
  void partialFitsGoOn() {
    MlpClassifier model = new MlpClassifier(settings(List.of("batch_size=20"), 2));
    for (int i = 0; i < 6; i++) {
      int from = i % 2 == 0 ? 0 : 45;
      model.partialFit(features(from, from + 45), labels(from, from + 45));
    }
    checkLog("partial fit", model.log(), model.predictProba(features(0, 5)));
  }
}
