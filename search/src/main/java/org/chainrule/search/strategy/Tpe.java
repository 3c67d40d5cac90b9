package org.chainrule.search.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.chainrule.learn.random.Philox;
import org.chainrule.search.Trial;
import org.chainrule.search.space.Dimension;
import org.chainrule.search.space.Space;

/**
 * The tree-structured Parzen estimator: settings are drawn where good trials lie, and of several
 * that one is tried whose density among the good exceeds that among the others most (J. Bergstra,
 * R. Bardenet, Y. Bengio, B. Kégl, "Algorithms for hyper-parameter optimization", NIPS 2011,
 * section 4).
 *
 * <p>Choices: the best 15 % of the trials count as good (the paper's γ); the first 20 are random,
 * then 24 candidates are drawn for each; 8 settings are proposed at once, so that they can be
 * trained side by side. Hyper-parameters are independent. Numbers have a mixture of normal
 * distributions cut off at the bounds, one about each trial and one of the range's width about its
 * middle, a width being the larger distance to a neighbour, but at least the range over min(100, n
 * + 1); choices have the counts of their values, each plus one.
 *
 * @param trials how many
 */
public record Tpe(int trials) implements Strategy {
  private static final double GOOD = 0.15;
  private static final int RANDOM = 20;
  private static final int CANDIDATES = 24;
  private static final int AT_ONCE = 8;
  private static final int FINEST = 100;

  public Tpe {
    if (trials < 1) {
      throw new IllegalArgumentException(trials + " trials; there must be at least 1");
    }
  }

  @Override
  public int trials(Space space) {
    return trials;
  }

  @Override
  public List<SequencedMap<String, String>> next(Space space, List<Trial> done, long seed) {
    if (done.isEmpty()) {
      return RandomSearch.draw(space, 0, Math.min(RANDOM, trials), seed);
    }
    List<Trial> ranked =
        done.stream()
            .filter(trial -> !Double.isNaN(trial.score()))
            .sorted((a, b) -> Double.compare(b.score(), a.score()))
            .toList();
    int count = Math.min(AT_ONCE, trials - done.size());
    if (ranked.isEmpty()) {
      return RandomSearch.draw(space, done.size(), Math.max(0, count), seed);
    }
    int good = (int) Math.ceil(GOOD * ranked.size());
    List<SequencedMap<String, String>> next = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Philox random = Philox.of(seed, "trial " + (done.size() + i));
      SequencedMap<String, String> settings = new LinkedHashMap<>();
      space
          .dimensions()
          .forEach(
              (name, dimension) ->
                  settings.put(
                      name,
                      propose(
                          dimension,
                          values(ranked.subList(0, good), name),
                          values(ranked.subList(good, ranked.size()), name),
                          random)));
      next.add(settings);
    }
    return next;
  }

  private static List<String> values(List<Trial> trials, String name) {
    return trials.stream().map(trial -> trial.settings().getOrDefault(name, "")).toList();
  }

  private static String propose(
      Dimension dimension, List<String> good, List<String> others, Philox random) {
    return switch (dimension) {
      case Dimension.Choice(List<String> values) -> {
        double[] likely = shares(values, good);
        double[] unlikely = shares(values, others);
        int best = draw(likely, random);
        for (int i = 1; i < CANDIDATES; i++) {
          int other = draw(likely, random);
          if (likely[other] / unlikely[other] > likely[best] / unlikely[best]) {
            best = other;
          }
        }
        yield values.get(best);
      }
      case Dimension.Range range -> {
        Mixture likely = Mixture.of(range, good);
        Mixture unlikely = Mixture.of(range, others);
        double best = likely.draw(random);
        for (int i = 1; i < CANDIDATES; i++) {
          double other = likely.draw(random);
          if (likely.density(other) * unlikely.density(best)
              > likely.density(best) * unlikely.density(other)) {
            best = other;
          }
        }
        yield range.text(best);
      }
    };
  }

  private static double[] shares(List<String> values, List<String> seen) {
    double[] counts = new double[values.size()];
    Arrays.fill(counts, 1);
    seen.stream().mapToInt(values::indexOf).filter(i -> i >= 0).forEach(i -> counts[i]++);
    double sum = Arrays.stream(counts).sum();
    return Arrays.stream(counts).map(c -> c / sum).toArray();
  }

  private static int draw(double[] shares, Philox random) {
    double left = random.uniform();
    int i = 0;
    while (i < shares.length - 1 && left >= shares[i]) {
      left -= shares[i++];
    }
    return i;
  }

  /** Normal distributions of equal weight, cut off at the bounds of a range. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Mixture(Dimension.Range range, double[] centres, double[] widths) {
    static Mixture of(Dimension.Range range, List<String> values) {
      double low = range.least();
      double high = range.most();
      double middle = (low + high) / 2;
      double[] centres = new double[values.size() + 1];
      for (int i = 0; i < values.size(); i++) {
        centres[i] = range.scale(Double.parseDouble(values.get(i)));
      }
      centres[values.size()] = middle;
      Arrays.sort(centres);
      double[] widths = new double[centres.length];
      double finest = (high - low) / Math.min(FINEST, centres.length);
      boolean prior = false;
      for (int i = 0; i < centres.length; i++) {
        if (centres[i] == middle && !prior) {
          prior = true;
          widths[i] = high - low;
          continue;
        }
        double before = centres[i] - (i == 0 ? low : centres[i - 1]);
        double after = (i == centres.length - 1 ? high : centres[i + 1]) - centres[i];
        widths[i] = Math.clamp(Math.max(before, after), finest, high - low);
      }
      return new Mixture(range, centres, widths);
    }

    double draw(Philox random) {
      int i = random.below(centres.length);
      while (true) {
        double place = centres[i] + widths[i] * random.normal();
        if (place >= range.least() && place <= range.most()) {
          return place;
        }
      }
    }

    double density(double place) {
      double sum = 0;
      for (int i = 0; i < centres.length; i++) {
        double z = (place - centres[i]) / widths[i];
        double inside =
            normal((range.most() - centres[i]) / widths[i])
                - normal((range.least() - centres[i]) / widths[i]);
        sum += Math.exp(-z * z / 2) / (widths[i] * inside);
      }
      return sum;
    }

    /** The normal distribution function, to 10⁻⁷ (Abramowitz, Stegun, 26.2.17). */
    private static double normal(double z) {
      double t = 1 / (1 + 0.2316419 * Math.abs(z));
      double tail =
          Math.exp(-z * z / 2)
              / Math.sqrt(2 * Math.PI)
              * t
              * (0.319381530
                  + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
      return z > 0 ? 1 - tail : tail;
    }
  }
}
