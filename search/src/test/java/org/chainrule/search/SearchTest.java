package org.chainrule.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.estimator.MlpClassifier;
import org.chainrule.learn.estimator.MlpSettings;
import org.chainrule.learn.estimator.Problem;
import org.chainrule.learn.estimator.SideBySide;
import org.chainrule.learn.random.Philox;
import org.chainrule.search.space.SpaceText;
import org.chainrule.search.strategy.Grid;
import org.chainrule.search.strategy.RandomSearch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final int COUNT = 1000;
  private static final Features FEATURES = features();
  private static final Labels LABELS =
      new Labels(
          IntStream.range(0, COUNT)
              .map(
                  i ->
                      (FEATURES.at(i, 0) > 0 ? 2 : 0)
                          + (FEATURES.at(i, 1) * FEATURES.at(i, 2) > 0 ? 1 : 0))
              .toArray(),
          List.of("a", "b", "c", "d"));

  @TempDir private Path folder;

  private static Features features() {
    Philox random = Philox.of(5, "search test");
    double[] numbers = IntStream.range(0, 3 * COUNT).mapToDouble(i -> random.normal()).toArray();
    return Features.of(numbers, 3);
  }

  private static Search search(String space, int epochs) {
    SideBySide trainings =
        new SideBySide(Problem.of(FEATURES, LABELS), Precision.FLOAT64, 2, Engine::float64);
    MlpSettings base =
        MlpSettings.defaults().with("random_state", "0").with("max_iter", Integer.toString(epochs));
    return new Search(
        trainings, base, SpaceText.parse(space), new Grid(), Fold.crossValidation(LABELS, 3, 0), 0);
  }

  private Journal journal() {
    return Journal.open(folder.resolve("trials.jsonl"), "test");
  }

  @Test
  void foldsScoreEveryExampleOnceAndKeepProportions() {
    List<Fold> folds = Fold.crossValidation(LABELS, 3, 4);
    Set<Integer> scored = new HashSet<>();
    int[] counts = LABELS.counts();
    for (Fold fold : folds) {
      assertThat(fold.train().length + fold.scored().length).isEqualTo(COUNT);
      IntStream.of(fold.scored()).forEach(i -> assertThat(scored.add(i)).isTrue());
      int[] own = LABELS.select(fold.scored()).counts();
      for (int c = 0; c < own.length; c++) {
        assertThat((double) own[c]).isCloseTo(counts[c] / 3.0, within(1.0));
      }
    }
    assertThat(scored).hasSize(COUNT);
  }

  /** 48 settings on 3 folds of 1,000 examples with 3 features. */
  @Test
  void scoresAreThoseOfModelsTrainedAlone() {
    Search search =
        search(
            "hidden_layer_sizes=(5,),(20,),(10,10); activation=logistic,relu; solver=sgd,adam;"
                + " learning_rate_init=0.01,0.001; batch_size=50,200",
            12);
    Search.Result result = search.run(journal(), Search.Watcher.NONE).orElseThrow();
    assertThat(result.trials()).hasSize(48).doesNotHaveDuplicates();
    for (int i = 0; i < 48; i += 5) {
      Trial trial = result.trials().get(i);
      for (int f = 0; f < 3; f++) {
        Fold fold = search.folds().get(f);
        MlpClassifier alone =
            new MlpClassifier(search.settings(trial))
                .fit(FEATURES.select(fold.train()), LABELS.select(fold.train()));
        assertThat(trial.scores().get(f))
            .as(trial.settings() + ", fold " + f)
            .isEqualTo(alone.score(FEATURES.select(fold.scored()), LABELS.select(fold.scored())));
      }
    }
    assertThat(result.trials()).noneMatch(trial -> trial.isBetterThan(result.best()));
    assertThat(result.difference())
        .isEqualTo(result.best().score() - result.base().score())
        .isNotNegative();
  }

  @Test
  void whatIsDrawnAgainIsNoOtherTrial() {
    Search grid = search("hidden_layer_sizes=(3,),(4,)", 3);
    Search search =
        new Search(
            grid.trainings(), grid.base(), grid.space(), new RandomSearch(20), grid.folds(), 0);
    Search.Result result = search.run(journal(), Search.Watcher.NONE).orElseThrow();
    assertThat(result.trials()).hasSize(2).doesNotHaveDuplicates();
    assertThat(result.count()).isEqualTo(3);
    assertThat(result.complete()).isTrue();
  }

  @Test
  void aSearchThatWasCutOffGoesOn() throws IOException {
    Search search = search("hidden_layer_sizes=(3,); learning_rate_init=0.1,0.01,0.001", 3);
    Search.Result whole = search.run(journal(), Search.Watcher.NONE).orElseThrow();
    Path file = folder.resolve("trials.jsonl");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + 1 + 3);
    Files.writeString(
        file, String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 9));
    List<Trial> tried = new ArrayList<>();
    Search.Result again = search.run(journal(), tried::add).orElseThrow();
    assertThat(again).isEqualTo(whole);
    assertThat(Files.readAllLines(file)).hasSize(5);
    Files.writeString(file, "torn", StandardOpenOption.APPEND);
    assertThat(search.run(journal(), Search.Watcher.NONE)).contains(whole);
    assertThatThrownBy(() -> Journal.open(file, "another"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("other data");
  }

  @Test
  void aCancelledSearchKeepsWhatIsDone() {
    Search search = search("hidden_layer_sizes=(3,),(4,),(5,)", 3);
    List<Trial> done = new ArrayList<>();
    Search.Watcher watcher =
        new Search.Watcher() {
          @Override
          public void done(Trial trial) {
            done.add(trial);
          }

          @Override
          public boolean cancelled() {
            return !done.isEmpty();
          }
        };
    Search.Result result = search.run(journal(), watcher).orElseThrow();
    assertThat(result.complete()).isFalse();
    assertThat(search.run(journal(), Search.Watcher.NONE).orElseThrow().trials()).hasSize(3);
  }
}
