package org.chainrule.engine.contraction;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.engine.Precision;
import org.chainrule.engine.thread.Workers;
import org.chainrule.engine.warmup.WarmUp;

/**
 * Measures products in float32 against the processor's peak. Arguments: the number of threads, then
 * the parts of names of shapes, or nothing for all. One thread is timed by its processor time.
 */
final class ContractionBenchmark {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int PEAK_STEPS = 20_000;
  private static final int PEAK_SUMS = 12;
  private static final int SAMPLES = 9;
  private static final long WARM_UP_NANOSECONDS = 500_000_000;
  private static final long SAMPLE_NANOSECONDS = 60_000_000;

  private ContractionBenchmark() {}

  private static Map<String, Product> shapes() {
    Map<String, Product> shapes = new LinkedHashMap<>();
    for (int n : new int[] {64, 256, 1024}) {
      shapes.put(n + "x" + n + "x" + n, Shapes.matrices(n, n, n, false, false));
    }
    shapes.put("128x512x784", Shapes.matrices(128, 512, 784, false, false));
    shapes.put("128x512x512 Bt", Shapes.matrices(128, 512, 512, false, true));
    shapes.put("784x512x128 At", Shapes.matrices(784, 512, 128, true, false));
    shapes.put("128x10x512", Shapes.matrices(128, 10, 512, false, false));
    shapes.put("512x10x128 At", Shapes.matrices(512, 10, 128, true, false));
    shapes.put("128x512x10 Bt", Shapes.matrices(128, 512, 10, false, true));
    shapes.put("1x512x784", Shapes.matrices(1, 512, 784, false, false));
    shapes.put("1x784x512 Bt", Shapes.matrices(1, 784, 512, false, true));
    for (Shapes.Convolution convolution :
        new Shapes.Convolution[] {
          new Shapes.Convolution(64, 32, 64, 14), new Shapes.Convolution(64, 64, 64, 32)
        }) {
      String name =
          String.format(
              Locale.ROOT,
              "conv %d>%d %d ",
              convolution.in(),
              convolution.out(),
              convolution.size());
      shapes.put(name + "forward", convolution.forward());
      shapes.put(name + "data", convolution.backwardData());
      shapes.put(name + "weights", convolution.backwardWeights());
      shapes.put(name + "forward last", convolution.forwardLast());
      shapes.put(name + "data last", convolution.backwardDataLast());
      shapes.put(name + "weights last", convolution.backwardWeightsLast());
    }
    return shapes;
  }

  /** Gigaflops of multiply-adds that touch no memory. */
  private static double peak() {
    float[] out = new float[SPECIES.length()];
    double nanoseconds = Double.MAX_VALUE;
    for (int attempt = 0; attempt < 4; attempt++) {
      nanoseconds = Math.min(nanoseconds, time(1, () -> multiplyAdds(out)));
    }
    return 2.0 * PEAK_STEPS * PEAK_SUMS * SPECIES.length() / nanoseconds;
  }

  private static void multiplyAdds(float[] out) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector s0 = x;
    FloatVector s1 = y;
    FloatVector s2 = x.add(y);
    FloatVector s3 = x.sub(y);
    FloatVector s4 = s2.add(y);
    FloatVector s5 = s3.sub(y);
    FloatVector s6 = s4.add(y);
    FloatVector s7 = s5.sub(y);
    FloatVector s8 = s6.add(y);
    FloatVector s9 = s7.sub(y);
    FloatVector s10 = s8.add(y);
    FloatVector s11 = s9.sub(y);
    for (int i = 0; i < PEAK_STEPS; i++) {
      s0 = s0.fma(x, y);
      s1 = s1.fma(x, y);
      s2 = s2.fma(x, y);
      s3 = s3.fma(x, y);
      s4 = s4.fma(x, y);
      s5 = s5.fma(x, y);
      s6 = s6.fma(x, y);
      s7 = s7.fma(x, y);
      s8 = s8.fma(x, y);
      s9 = s9.fma(x, y);
      s10 = s10.fma(x, y);
      s11 = s11.fma(x, y);
    }
    s0.add(s1)
        .add(s2)
        .add(s3)
        .add(s4)
        .add(s5)
        .add(s6)
        .add(s7)
        .add(s8)
        .add(s9)
        .add(s10)
        .add(s11)
        .intoArray(out, 0);
  }

  private static long now(int threads) {
    return threads == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /** The median of some samples, in nanoseconds a run. */
  private static double time(int threads, Runnable work) {
    long begin = System.nanoTime();
    long runs = 0;
    work.run();
    while (!WarmUp.idle()) {
      work.run();
      begin = System.nanoTime();
    }
    while (System.nanoTime() - begin < WARM_UP_NANOSECONDS) {
      work.run();
      runs++;
    }
    long count = Math.max(1, runs * SAMPLE_NANOSECONDS / WARM_UP_NANOSECONDS);
    double[] samples = new double[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      long from = now(threads);
      for (long run = 0; run < count; run++) {
        work.run();
      }
      samples[sample] = (double) (now(threads) - from) / count;
    }
    Arrays.sort(samples);
    return samples[SAMPLES / 2];
  }

  private static int extent(Offsets first, Offsets second, Offsets third) {
    return 1 + largest(first) + largest(second) + largest(third);
  }

  private static int largest(Offsets offsets) {
    return Arrays.stream(offsets.table()).max().orElse(0);
  }

  private static float[] numbers(int size, Random random) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  public static void main(String... arguments) {
    PrintStream out = System.out;
    int threads = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
    double peak = peak();
    out.printf(Locale.ROOT, "peak of one core %.1f Gflop/s; %d threads%n", peak, threads);
    Random random = new Random(1);
    try (Workers workers = Workers.of(threads)) {
      shapes()
          .forEach(
              (name, product) -> {
                if (arguments.length > 1
                    && Arrays.stream(arguments).skip(1).noneMatch(name::contains)) {
                  return;
                }
                Contraction contraction = Contraction.of(product, Precision.FLOAT32, threads);
                float[] a =
                    numbers(extent(product.batchA(), product.rowA(), product.innerA()), random);
                float[] b =
                    numbers(extent(product.batchB(), product.columnB(), product.innerB()), random);
                float[] c = new float[extent(product.batchC(), product.rowC(), product.columnC())];
                float[] work = new float[contraction.workspace()];
                double nanoseconds =
                    time(threads, () -> contraction.run(a, 0, b, 0, c, 0, work, 0, workers));
                double speed = contraction.flops() / nanoseconds;
                out.printf(
                    Locale.ROOT,
                    "%-22s %10.1f us %7.1f Gflop/s %5.1f %%  %s%n",
                    name,
                    nanoseconds / 1e3,
                    speed,
                    100 * speed / peak / threads,
                    contraction.description());
              });
    }
  }
}
