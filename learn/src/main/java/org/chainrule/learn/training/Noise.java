package org.chainrule.learn.training;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.learn.network.Pass;
import org.chainrule.learn.random.Philox;

/**
 * Random numbers that a step of training reads, such as those of dropout: 24 bits each, so that
 * they are the same in both precisions.
 *
 * <p>The numbers of an example depend on the seed, the layer, the epoch and the example's place in
 * the epoch, and not on what was drawn before.
 *
 * @param name the variable that stands for them
 * @param width how many an example needs
 * @param storage where they lie
 */
record Noise(String name, int width, Storage storage) {
  private static final int BITS = 24;
  private static final double UNIT = 1.0 / (1 << BITS);

  /** As many numbers are drawn by one thread. */
  private static final int PART = 1 << 13;

  /** What a program for some examples needs. */
  static List<Noise> of(Program program, Machine machine, int examples) {
    return program.variables().stream()
        .filter(Pass::isNoise)
        .map(
            variable ->
                new Noise(
                    variable.op().name(),
                    variable.shape().elements() / examples,
                    machine.storage(variable)))
        .toList();
  }

  /**
   * Draws the numbers of a batch, many of them by several threads.
   *
   * @param done how many examples of the epoch came before
   */
  void draw(long seed, int epoch, int done) {
    long stream = Philox.stream(name + " of epoch " + epoch);
    long first = (long) done * width;
    int parts = Math.ceilDiv(storage.size(), PART);
    IntStream range = IntStream.range(0, parts);
    (parts > 1 ? range.parallel() : range)
        .forEach(part -> fill(part * PART, seed, stream, first + (long) part * PART));
  }

  private void fill(int from, long seed, long stream, long position) {
    int[] words = new int[Math.min(PART, storage.size() - from)];
    new Philox(seed, stream, position).words(words);
    switch (storage) {
      case Storage.Float32(float[] values) -> {
        for (int i = 0; i < words.length; i++) {
          values[from + i] = (words[i] >>> (Integer.SIZE - BITS)) * (float) UNIT;
        }
      }
      case Storage.Float64(double[] values) -> {
        for (int i = 0; i < words.length; i++) {
          values[from + i] = (words[i] >>> (Integer.SIZE - BITS)) * UNIT;
        }
      }
    }
  }
}
