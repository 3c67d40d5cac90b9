package org.chainrule.search.strategy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.chainrule.search.Trial;
import org.chainrule.search.space.Space;

/**
 * Many settings with few epochs, the best third of them with three times as many, and so on: the
 * epochs are {@code max_iter}, and every trial begins anew.
 *
 * @param brackets halvings, one after the other
 */
public record Halving(List<Bracket> brackets) implements Strategy {
  /** η: one of so many goes on, with so many times the epochs. */
  private static final int FACTOR = 3;

  /** A bracket's fewest epochs are at least this share of the most. */
  private static final int MOST_HALVINGS = 4;

  private static final String EPOCHS = "max_iter";

  /**
   * A halving.
   *
   * @param sizes how many settings there are in each round
   * @param epochs how many epochs each of them gets
   */
  public record Bracket(List<Integer> sizes, List<Integer> epochs) {
    public Bracket {
      sizes = List.copyOf(sizes);
      epochs = List.copyOf(epochs);
    }

    private int trials() {
      return sizes.stream().mapToInt(Integer::intValue).sum();
    }

    /** So many settings, the fewest of them with all epochs after as many thirdings. */
    private static Bracket of(int settings, int rounds, int mostEpochs) {
      List<Integer> sizes = new ArrayList<>();
      List<Integer> epochs = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        sizes.add(Math.max(1, settings / power(round)));
        epochs.add(Math.max(1, mostEpochs / power(rounds - round)));
      }
      return new Bracket(sizes, epochs);
    }
  }

  public Halving {
    brackets = List.copyOf(brackets);
  }

  /**
   * Successive halving: so many settings in one bracket (K. Jamieson, A. Talwalkar, "Non-stochastic
   * best arm identification and hyperparameter optimization", 2016).
   *
   * @param mostEpochs what the last ones get
   * @throws IllegalArgumentException if there are fewer than two settings
   */
  public static Halving successive(int settings, int mostEpochs) {
    if (settings < 2) {
      throw new IllegalArgumentException(settings + " settings; halving needs at least 2");
    }
    int rounds = 0;
    while (rounds < MOST_HALVINGS && power(rounds + 1) <= settings) {
      rounds++;
    }
    return new Halving(List.of(Bracket.of(settings, rounds, mostEpochs)));
  }

  /**
   * Hyperband: brackets from many settings with few epochs to few with all (L. Li et al.,
   * "Hyperband: a novel bandit-based approach to hyperparameter optimization", JMLR 18, 2018), with
   * η = 3 and at most five brackets.
   */
  public static Halving hyperband(int mostEpochs) {
    int most = 0;
    while (most < MOST_HALVINGS && power(most + 1) <= mostEpochs) {
      most++;
    }
    int largest = most;
    return new Halving(
        IntStream.rangeClosed(0, largest)
            .map(i -> largest - i)
            .mapToObj(
                rounds -> {
                  int settings = Math.ceilDiv((largest + 1) * power(rounds), rounds + 1);
                  return Bracket.of(settings, rounds, mostEpochs);
                })
            .toList());
  }

  private static int power(int exponent) {
    return (int) Math.pow(FACTOR, exponent);
  }

  @Override
  public List<SequencedMap<String, String>> next(Space space, List<Trial> done, long seed) {
    if (space.dimensions().containsKey(EPOCHS)) {
      throw new IllegalArgumentException(
          EPOCHS + " is what halving decides, so it cannot be searched at the same time");
    }
    int from = 0;
    int drawn = 0;
    for (Bracket bracket : brackets) {
      if (done.size() < from + bracket.trials()) {
        return next(space, bracket, done.subList(from, done.size()), drawn, seed);
      }
      from += bracket.trials();
      drawn += bracket.sizes().getFirst();
    }
    return List.of();
  }

  private static List<SequencedMap<String, String>> next(
      Space space, Bracket bracket, List<Trial> done, int drawn, long seed) {
    int round = 0;
    int before = 0;
    while (before < done.size()) {
      before += bracket.sizes().get(round++);
    }
    int size = bracket.sizes().get(round);
    List<SequencedMap<String, String>> settings =
        round == 0
            ? RandomSearch.draw(space, drawn, size, seed)
            : best(done.subList(before - bracket.sizes().get(round - 1), before), size);
    int epochs = bracket.epochs().get(round);
    return settings.stream()
        .map(
            one -> {
              SequencedMap<String, String> limited = new LinkedHashMap<>(one);
              limited.put(EPOCHS, Integer.toString(epochs));
              return limited;
            })
        .toList();
  }

  private static List<SequencedMap<String, String>> best(List<Trial> trials, int count) {
    return trials.stream()
        .sorted((a, b) -> a.isBetterThan(b) ? -1 : b.isBetterThan(a) ? 1 : 0)
        .limit(count)
        .map(Trial::settings)
        .toList();
  }

  @Override
  public int trials(Space space) {
    return brackets.stream().mapToInt(Bracket::trials).sum();
  }
}
