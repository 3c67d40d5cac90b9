package org.chainrule.bench.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.random.Philox;

/**
 * Examples with classes, in the order in which they are learnt.
 *
 * <p>Most are made so that a few steps of training are seen in the loss: every class has a centre,
 * an example is its class's centre plus noise, and the classes take turns.
 */
public final class Examples {
  /** Half the width of a uniform distribution of variance ½. */
  private static final double HALF_WIDTH = Math.sqrt(1.5);

  private final float[] numbers;
  private final int width;
  private final int[] labels;

  private Examples(float[] numbers, int width, int[] labels) {
    this.numbers = numbers;
    this.width = width;
    this.labels = labels;
  }

  /** A number of an example. */
  private interface Draw {
    double number(Philox random, double centre);
  }

  private static Examples around(double[][] centres, int count, Philox random, Draw draw) {
    int width = centres[0].length;
    float[] numbers = new float[Math.multiplyExact(count, width)];
    for (int i = 0; i < numbers.length; i++) {
      double centre = centres[i / width % centres.length][i % width];
      numbers[i] = (float) draw.number(random, centre);
    }
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % centres.length);
    return new Examples(numbers, width, labels);
  }

  /**
   * Numbers with mean 0 and variance 1: centre and noise have the same share in it.
   *
   * @param patch how many neighbours have one centre, such as the pixels of a channel
   */
  public static Examples continuous(int count, int width, int patch, int classes, long seed) {
    Philox random = Philox.of(seed, "continuous");
    double[][] centres = new double[classes][width];
    for (double[] centre : centres) {
      for (int i = 0; i < width; i++) {
        boolean same = i % patch > 0;
        centre[i] = same ? centre[i - 1] : random.uniform(-HALF_WIDTH, HALF_WIDTH);
      }
    }
    return around(
        centres, count, random, (r, centre) -> centre + r.uniform(-HALF_WIDTH, HALF_WIDTH));
  }

  /** Zeros and ones, 30 of 100 being ones: at each place 10 or 50 of 100, by the class. */
  public static Examples binary(int count, int width, int classes, long seed) {
    Philox random = Philox.of(seed, "binary");
    double[][] centres = new double[classes][width];
    for (double[] centre : centres) {
      for (int i = 0; i < width; i++) {
        centre[i] = random.below(2) == 0 ? 0.1 : 0.5;
      }
    }
    return around(centres, count, random, (r, centre) -> r.uniform() < centre ? 1 : 0);
  }

  /**
   * Three numbers of mean 0 and variance 1 in four classes: whether the first is above 0, and
   * whether the other two have the same sign. The task of the grid; its classes take no turns.
   */
  public static Examples octants(int count, long seed) {
    Philox random = Philox.of(seed, "octants");
    float[] numbers = new float[3 * count];
    int[] labels = new int[count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.normal();
    }
    for (int i = 0; i < count; i++) {
      boolean same = numbers[3 * i + 1] * numbers[3 * i + 2] > 0;
      labels[i] = (numbers[3 * i] > 0 ? 2 : 0) + (same ? 1 : 0);
    }
    return new Examples(numbers, 3, labels);
  }

  /** Row numbers of words; nine of ten words of an example are from its class's share of them. */
  public static Examples words(int count, int length, int words, int classes, long seed) {
    Philox random = Philox.of(seed, "words");
    int share = words / classes;
    double[][] centres = new double[classes][length];
    for (int c = 0; c < classes; c++) {
      Arrays.fill(centres[c], (double) c * share);
    }
    return around(
        centres,
        count,
        random,
        (r, first) -> r.below(10) == 0 ? r.below(words) : first + r.below(share));
  }

  /** How many examples. */
  public int count() {
    return numbers.length / width;
  }

  /** How many numbers an example has. */
  public int width() {
    return width;
  }

  /** The class of an example. */
  public int label(int example) {
    return labels[example];
  }

  /** A number of an example. */
  public float at(int example, int place) {
    return numbers[example * width + place];
  }

  /** Their numbers. */
  public Features features() {
    return Features.of(numbers, width);
  }

  /** All of them, for a network that reads examples like these and has an output for each class. */
  public Dataset dataset(Network network) {
    List<String> classes =
        IntStream.range(0, network.output().elements()).mapToObj(Integer::toString).toList();
    return new Dataset(
        "synthetic", network.input().sizes(), features(), new Labels(labels, classes));
  }
}
