package org.chainrule.learn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.estimator.SideBySide.Job;
import org.chainrule.learn.estimator.SideBySide.Trained;
import org.chainrule.learn.random.Philox;
import org.chainrule.learn.training.Predictions;
import org.chainrule.learn.training.Task;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final int COUNT = 121;
  private static final Features FEATURES = features();
  private static final Labels LABELS =
      new Labels(
          IntStream.range(0, COUNT)
              .map(i -> (FEATURES.at(i, 0) > 0 ? 1 : 0) + (FEATURES.at(i, 1) > 0.2 ? 1 : 0))
              .toArray(),
          List.of("a", "b", "c"));

  private static Features features() {
    Philox random = Philox.of(3, "side by side");
    double[] numbers = IntStream.range(0, 3 * COUNT).mapToDouble(i -> random.normal()).toArray();
    return Features.of(numbers, 3);
  }

  private static SideBySide sideBySide(int threads) {
    Problem problem = Problem.of(FEATURES, LABELS);
    return new SideBySide(problem, Precision.FLOAT64, threads, Engine::float64);
  }

  private static MlpSettings settings(String... words) {
    MlpSettings settings = MlpSettings.defaults().with("random_state", "7");
    for (String word : words) {
      int equals = word.indexOf('=');
      settings = settings.with(word.substring(0, equals), word.substring(equals + 1));
    }
    return settings;
  }

  private static int[] fold(int fold, boolean inside) {
    return IntStream.range(0, COUNT).filter(i -> (i % 3 == fold) == inside).toArray();
  }

  private static Job job(int fold, MlpSettings settings) {
    return new Job(settings, fold(fold, false), fold(fold, true));
  }

  /** Folds of 80 and 81 examples, other step sizes, penalties, seeds, ends and solvers' numbers. */
  private static List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (int fold = 0; fold < 3; fold++) {
      for (String solver : List.of("sgd", "adam")) {
        MlpSettings base =
            settings(
                "solver=" + solver, "hidden_layer_sizes=(6,4)", "batch_size=16", "max_iter=25");
        jobs.add(job(fold, base));
        jobs.add(job(fold, base.with("learning_rate_init", "0.02").with("random_state", "8")));
        jobs.add(job(fold, base.with("alpha", "0.5").with("momentum", "0.5").with("beta_1", "0")));
        jobs.add(job(fold, base.with("tol", "0.1").with("n_iter_no_change", "2")));
      }
      jobs.add(
          job(fold, settings("early_stopping=True", "hidden_layer_sizes=(5,)", "max_iter=30")));
      jobs.add(job(fold, settings("solver=lbfgs", "hidden_layer_sizes=(5,)", "max_iter=30")));
      jobs.add(
          job(fold, settings("solver=lbfgs", "hidden_layer_sizes=(5,)", "max_iter=20", "alpha=1")));
    }
    return jobs;
  }

  @Test
  void modelsTrainedTogetherAreThoseTrainedAlone() {
    List<Job> jobs = jobs();
    List<Trained> together = sideBySide(2).train(jobs);
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      MlpClassifier alone =
          new MlpClassifier(job.settings())
              .fit(FEATURES.select(job.train()), LABELS.select(job.train()));
      Trained one = together.get(i);
      assertThat(one.log().iterations()).as("job " + i).isEqualTo(alone.log().iterations());
      assertThat(one.log().loss()).as("job " + i).isCloseTo(alone.log().loss(), within(1e-9));
      alone
          .fitted()
          .values()
          .forEach(
              (name, value) ->
                  assertThat(one.model().value(name).toArray())
                      .containsExactly(value.toArray(), within(1e-9)));
      assertThat(one.score())
          .isEqualTo(alone.score(FEATURES.select(job.scored()), LABELS.select(job.scored())));
      assertThat(one.trainScore())
          .isEqualTo(alone.score(FEATURES.select(job.train()), LABELS.select(job.train())));
    }
  }

  /** As scikit-learn's pipeline of StandardScaler and MLPClassifier: from what is learnt from. */
  @Test
  void eachModelStandardisesByItsOwnExamples() {
    double[] raw = new double[3 * COUNT];
    Arrays.setAll(raw, i -> 1000 * (i % 3) + (i % 3 + 0.5) * FEATURES.at(i / 3, i % 3));
    Features wide = Features.of(raw, 3);
    List<Job> jobs = jobs();
    List<Trained> together =
        new SideBySide(Problem.of(wide, LABELS), Precision.FLOAT64, true, 2, Engine::float64)
            .train(jobs);
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      Features seen = standardized(raw, job.train());
      MlpClassifier alone =
          new MlpClassifier(job.settings())
              .fit(seen.select(job.train()), LABELS.select(job.train()));
      Trained one = together.get(i);
      assertThat(one.log().loss()).as("job " + i).isCloseTo(alone.log().loss(), within(1e-8));
      assertThat(one.score())
          .isEqualTo(alone.score(seen.select(job.scored()), LABELS.select(job.scored())));
      Predictions told =
          one.model()
              .model(new Task.Classification(LABELS.classes()))
              .predict(wide.select(job.scored()));
      Labels answers = alone.predict(seen.select(job.scored()));
      for (int k = 0; k < answers.count(); k++) {
        assertThat(told.label(k)).isEqualTo(answers.name(k));
      }
    }
  }

  /** (x − mean)/√(Σ(x − mean)²/n), mean and n those of some of the examples. */
  private static Features standardized(double[] raw, int[] examples) {
    double[] seen = raw.clone();
    for (int k = 0; k < 3; k++) {
      int column = k;
      double mean =
          Arrays.stream(examples).mapToDouble(i -> raw[3 * i + column]).average().orElse(0);
      double variance =
          Arrays.stream(examples)
              .mapToDouble(i -> Math.pow(raw[3 * i + column] - mean, 2))
              .average()
              .orElse(0);
      for (int i = 0; i < COUNT; i++) {
        seen[3 * i + k] = (raw[3 * i + k] - mean) / Math.sqrt(variance);
      }
    }
    return Features.of(seen, 3);
  }

  @Test
  void aJobThatCannotBeDoneDoesNotStopTheOthers() {
    MlpSettings wild = settings("solver=sgd", "learning_rate_init=1e300", "max_iter=3");
    MlpSettings few = settings("early_stopping=True", "validation_fraction=0.001");
    List<Trained> trained =
        sideBySide(1)
            .train(
                List.of(job(0, wild), job(0, few), job(0, settings("solver=sgd", "max_iter=3"))));
    assertThat(trained.get(0).failure().orElse("")).contains("no longer finite");
    assertThat(trained.get(1).failure().orElse("")).contains("validation_fraction");
    assertThat(trained.get(0).score()).isNaN();
    assertThat(trained.get(2).failure()).isEmpty();
    assertThat(trained.get(2).score()).isBetween(0.0, 1.0);
  }
}
