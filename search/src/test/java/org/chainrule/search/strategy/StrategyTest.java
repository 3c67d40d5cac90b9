package org.chainrule.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.chainrule.search.Trial;
import org.chainrule.search.space.Space;
import org.chainrule.search.space.SpaceText;
import org.junit.jupiter.api.Test;

class StrategyTest {
  private static final Space SPACE =
      SpaceText.parse("alpha=log(1e-6,1); activation=relu,tanh,logistic");

  /** All trials of a strategy, scored by a function of their settings. */
  private static List<Trial> run(
      Strategy strategy, long seed, ToDoubleFunction<Map<String, String>> score) {
    List<Trial> done = new ArrayList<>();
    List<SequencedMap<String, String>> next = strategy.next(SPACE, done, seed);
    while (!next.isEmpty()) {
      for (SequencedMap<String, String> settings : next) {
        double value = score.applyAsDouble(settings);
        done.add(new Trial(settings, List.of(value), List.of(value), 1, Optional.empty()));
      }
      next = strategy.next(SPACE, done, seed);
    }
    assertThat(done).hasSize(strategy.trials(SPACE));
    return done;
  }

  private static String of(Map<String, String> settings, String name) {
    return Objects.requireNonNull(settings.get(name), name);
  }

  /** Highest at alpha 10⁻³ with tanh. */
  private static double hill(Map<String, String> settings) {
    double distance = Math.log10(Double.parseDouble(of(settings, "alpha"))) + 3;
    return (of(settings, "activation").equals("tanh") ? 1 : 0.5) - distance * distance / 20;
  }

  @Test
  void randomSearchIsOfItsSeed() {
    List<Trial> trials = run(new RandomSearch(30), 1, StrategyTest::hill);
    assertThat(trials).doesNotHaveDuplicates();
    assertThat(run(new RandomSearch(30), 1, StrategyTest::hill)).isEqualTo(trials);
    assertThat(run(new RandomSearch(30), 2, StrategyTest::hill)).isNotEqualTo(trials);
  }

  @Test
  void halvingGivesThreeTimesTheEpochsToTheBestThird() {
    List<Trial> trials = run(Halving.successive(9, 90), 1, StrategyTest::hill);
    assertThat(trials.stream().map(t -> of(t.settings(), "max_iter")))
        .containsExactly(
            "10", "10", "10", "10", "10", "10", "10", "10", "10", "30", "30", "30", "90");
    double best = trials.stream().mapToDouble(Trial::score).max().orElseThrow();
    assertThat(trials.getLast().score()).isEqualTo(best);
    List<Double> firstRound =
        trials.subList(0, 9).stream().map(Trial::score).sorted().toList().reversed();
    assertThat(trials.subList(9, 12).stream().map(Trial::score).toList())
        .isEqualTo(firstRound.subList(0, 3));
  }

  /** The brackets of Li et al. 2018, table 1: R = 81, η = 3. */
  @Test
  void hyperbandHasThePapersBrackets() {
    Halving hyperband = Halving.hyperband(81);
    assertThat(hyperband.brackets())
        .containsExactly(
            new Halving.Bracket(List.of(81, 27, 9, 3, 1), List.of(1, 3, 9, 27, 81)),
            new Halving.Bracket(List.of(34, 11, 3, 1), List.of(3, 9, 27, 81)),
            new Halving.Bracket(List.of(15, 5, 1), List.of(9, 27, 81)),
            new Halving.Bracket(List.of(8, 2), List.of(27, 81)),
            new Halving.Bracket(List.of(5), List.of(81)));
    run(hyperband, 1, StrategyTest::hill);
    assertThatThrownBy(() -> hyperband.next(SpaceText.parse("max_iter=1,2"), List.of(), 1))
        .hasMessageContaining("max_iter");
  }

  /** On a hill, more of the later trials are near the top than of as many drawn at random. */
  @Test
  void tpeDrawsWhereGoodTrialsAre() {
    double tpe = 0;
    double random = 0;
    for (long seed = 0; seed < 10; seed++) {
      tpe += late(run(new Tpe(60), seed, StrategyTest::hill));
      random += late(run(new RandomSearch(60), seed, StrategyTest::hill));
    }
    assertThat(tpe / 10).isGreaterThan(random / 10 + 0.15);
  }

  private static double late(List<Trial> trials) {
    return trials.subList(30, 60).stream().mapToDouble(Trial::score).average().orElseThrow();
  }

  @Test
  void failedTrialsAreNeverTheBest() {
    List<Trial> trials =
        run(
            Halving.successive(9, 90),
            1,
            s -> of(s, "activation").equals("relu") ? Double.NaN : hill(s));
    assertThat(trials.getLast().score()).isNotNaN();
    run(new Tpe(40), 1, s -> Double.NaN);
  }
}
