package org.chainrule.search.strategy;

import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.chainrule.learn.random.Philox;
import org.chainrule.search.Trial;
import org.chainrule.search.space.Space;

/**
 * Settings drawn at random (J. Bergstra, Y. Bengio, "Random search for hyper-parameter
 * optimization", JMLR 13, 2012).
 *
 * @param trials how many
 */
public record RandomSearch(int trials) implements Strategy {
  public RandomSearch {
    if (trials < 1) {
      throw new IllegalArgumentException(trials + " trials; there must be at least 1");
    }
  }

  @Override
  public List<SequencedMap<String, String>> next(Space space, List<Trial> done, long seed) {
    return done.isEmpty() ? draw(space, 0, trials, seed) : List.of();
  }

  /** So many settings, each drawn from the stream of its own number. */
  static List<SequencedMap<String, String>> draw(Space space, int first, int count, long seed) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> space.draw(Philox.of(seed, "trial " + i)))
        .toList();
  }

  @Override
  public int trials(Space space) {
    return trials;
  }
}
