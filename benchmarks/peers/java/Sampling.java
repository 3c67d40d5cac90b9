import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * What the peers in Java share: the examples of {@code chainrule bench}, by the same recipes, and
 * its way of taking samples.
 *
 * @param workload what is measured
 * @param threads how many threads the peer may use
 * @param samples how many samples
 * @param seconds how long each takes at least
 */
record Sampling(String workload, int threads, int samples, double seconds) {
  private static final double STEADY = 0.05;
  private static final int MOST_ROUNDS = 20;

  /** From arguments: workload, threads, variant, samples, seconds. */
  static Sampling of(String[] arguments) {
    return new Sampling(
        arguments[0],
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[3]),
        Double.parseDouble(arguments[4]));
  }

  /** Examples and their classes. */
  record Examples(double[][] x, int[] y) {
    float[] flat() {
      float[] all = new float[x.length * x[0].length];
      for (int i = 0; i < all.length; i++) {
        all[i] = (float) x[i / x[0].length][i % x[0].length];
      }
      return all;
    }
  }

  private interface Draw {
    double number(Random random, double centre);
  }

  private static Examples around(double[][] centres, int count, Random random, Draw draw) {
    double[][] x = new double[count][centres[0].length];
    int[] y = new int[count];
    for (int i = 0; i < count; i++) {
      y[i] = i % centres.length;
      for (int j = 0; j < x[i].length; j++) {
        x[i][j] = draw.number(random, centres[y[i]][j]);
      }
    }
    return new Examples(x, y);
  }

  static Examples continuous(int count, int width, int patch) {
    Random random = new Random(1);
    double half = Math.sqrt(1.5);
    double[][] centres = new double[10][width];
    for (double[] centre : centres) {
      for (int i = 0; i < width; i++) {
        centre[i] = i % patch > 0 ? centre[i - 1] : half * (2 * random.nextDouble() - 1);
      }
    }
    return around(centres, count, random, (r, c) -> c + half * (2 * r.nextDouble() - 1));
  }

  static Examples binary(int count) {
    Random random = new Random(1);
    double[][] centres = new double[10][128];
    for (double[] centre : centres) {
      for (int i = 0; i < centre.length; i++) {
        centre[i] = random.nextBoolean() ? 0.1 : 0.5;
      }
    }
    return around(centres, count, random, (r, c) -> r.nextDouble() < c ? 1 : 0);
  }

  static Examples words(int count) {
    double[][] first = new double[2][20];
    java.util.Arrays.fill(first[1], 10_000);
    return around(
        first,
        count,
        new Random(1),
        (r, c) -> r.nextInt(10) == 0 ? r.nextInt(20_000) : c + r.nextInt(10_000));
  }

  private double perRun(Runnable action) {
    long begin = System.nanoTime();
    long count = 0;
    long next = 1;
    while (true) {
      for (long i = 0; i < next; i++) {
        action.run();
      }
      count += next;
      double elapsed = (System.nanoTime() - begin) / 1e9;
      if (elapsed >= seconds) {
        return elapsed / count;
      }
      long left = (long) ((seconds - elapsed) / elapsed * count);
      next = Math.max(1, Math.min(2 * next, left));
    }
  }

  /** Warms up until three rounds agree, takes the samples and prints them as one line of JSON. */
  void measure(Runnable action, String unit, DoubleUnaryOperator figure) {
    List<Double> times = new ArrayList<>();
    while (times.size() < MOST_ROUNDS && !settled(times)) {
      times.add(perRun(action));
    }
    List<Double> figures = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      figures.add(figure.applyAsDouble(perRun(action)));
    }
    System.out.println("{\"unit\": \"" + unit + "\", \"samples\": " + figures + "}");
  }

  private static boolean settled(List<Double> times) {
    if (times.size() < 3) {
      return false;
    }
    List<Double> last = times.subList(times.size() - 3, times.size());
    return Collections.max(last) <= (1 + STEADY) * Collections.min(last);
  }
}
