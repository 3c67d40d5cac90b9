package org.chainrule.learn.training;

import java.util.List;
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

  /** So many numbers are drawn at once. */
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
   * Draws the numbers of a batch.
   *
   * @param done how many examples of the epoch came before
   */
  void draw(long seed, int epoch, int done) {
    Philox random =
        new Philox(seed, Philox.stream(name + " of epoch " + epoch), (long) done * width);
    int[] words = new int[Math.min(PART, storage.size())];
    for (int from = 0; from < storage.size(); from += words.length) {
      random.words(words);
      fill(words, from, Math.min(words.length, storage.size() - from));
    }
  }

  private void fill(int[] words, int from, int count) {
    switch (storage) {
      case Storage.Float32(float[] values) -> {
        for (int i = 0; i < count; i++) {
          values[from + i] = (words[i] >>> (Integer.SIZE - BITS)) * (float) UNIT;
        }
      }
      case Storage.Float64(double[] values) -> {
        for (int i = 0; i < count; i++) {
          values[from + i] = (words[i] >>> (Integer.SIZE - BITS)) * UNIT;
        }
      }
    }
  }
}
