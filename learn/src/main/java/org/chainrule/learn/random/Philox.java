package org.chainrule.learn.random;

import java.nio.charset.StandardCharsets;

/**
 * Counter-based random numbers: Philox4x32-10.
 *
 * <p>Word number {@code n} of a stream is a pure function of (seed, stream, n), so that any part of
 * a computation can draw its numbers without waiting for another part, and a run resumes from the
 * {@link #position()} it had reached. Two streams of one seed never share a block.
 *
 * <p>Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011. The seed is the key; the counter holds the block number in its lower and the stream in
 * its upper 64 bits. Not for secrets.
 */
public final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int WORDS = 4;
  private static final long UNSIGNED = 0xFFFFFFFFL;

  private final long seed;
  private final long stream;
  private final int[] block = new int[WORDS];
  private long position;

  /** The numbers of a stream from its beginning. */
  public Philox(long seed, long stream) {
    this(seed, stream, 0);
  }

  /**
   * The numbers of a stream from a position on.
   *
   * @param position how many words of the stream have been drawn, as {@link #position()} tells
   * @throws IllegalArgumentException if the position is negative
   */
  public Philox(long seed, long stream, long position) {
    if (position < 0) {
      throw new IllegalArgumentException("position " + position + " is negative");
    }
    this.seed = seed;
    this.stream = stream;
    this.position = position;
    block(block, 0);
  }

  /** The stream that belongs to a purpose, such as "split": numbered by the FNV-1a hash of it. */
  public static Philox of(long seed, String purpose) {
    return new Philox(seed, stream(purpose));
  }

  /** The number of the stream that belongs to a purpose. */
  public static long stream(String purpose) {
    long hash = 0xCBF29CE484222325L;
    for (byte octet : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xFF)) * 0x100000001B3L;
    }
    return hash;
  }

  /** Computes the four words of one block into {@code words[at]} and on. */
  static void block(long seed, long stream, long index, int[] words, int at) {
    int key0 = (int) seed;
    int key1 = (int) (seed >>> 32);
    int word0 = (int) index;
    int word1 = (int) (index >>> 32);
    int word2 = (int) stream;
    int word3 = (int) (stream >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (word0 & UNSIGNED);
      long product1 = MULTIPLIER_1 * (word2 & UNSIGNED);
      word0 = (int) (product1 >>> 32) ^ word1 ^ key0;
      word1 = (int) product1;
      word2 = (int) (product0 >>> 32) ^ word3 ^ key1;
      word3 = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    words[at] = word0;
    words[at + 1] = word1;
    words[at + 2] = word2;
    words[at + 3] = word3;
  }

  /** The block of the next word. */
  private void block(int[] words, int at) {
    block(seed, stream, position / WORDS, words, at);
  }

  /** How many words have been drawn. */
  public long position() {
    return position;
  }

  /** The next 32 bits. */
  public int word() {
    int lane = (int) (position % WORDS);
    if (lane == 0) {
      block(block, 0);
    }
    position++;
    return block[lane];
  }

  /** Draws as many words as an array holds: whole blocks, which takes less time than one by one. */
  public void words(int[] target) {
    int i = 0;
    while (i < target.length && position % WORDS != 0) {
      target[i++] = word();
    }
    for (; i + WORDS <= target.length; i += WORDS) {
      block(target, i);
      position += WORDS;
    }
    while (i < target.length) {
      target[i++] = word();
    }
  }

  /** Uniform on [0, 1): a multiple of 2⁻⁵³. Draws two words, the high one first. */
  public double uniform() {
    long high = word() & UNSIGNED;
    long low = word() & UNSIGNED;
    return ((high << 32 | low) >>> 11) * 0x1.0p-53;
  }

  /** Uniform on [from, to), computed as {@code from + (to − from)·u}. */
  public double uniform(double from, double to) {
    return from + (to - from) * uniform();
  }

  /**
   * Standard normal, by Box and Muller: {@code √(−2 ln(1−u))·cos(2πv)}. Draws four words. The
   * functions are those of {@link StrictMath}, so that the bits are the same on every platform.
   */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  /**
   * Uniform on 0, 1, …, bound − 1, without bias (D. Lemire, "Fast random integer generation in an
   * interval", 2019). Draws one word, rarely more.
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public int below(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound + " is not positive");
    }
    long product = (word() & UNSIGNED) * bound;
    if ((product & UNSIGNED) < bound) {
      long rejected = (1L << 32) % bound;
      while ((product & UNSIGNED) < rejected) {
        product = (word() & UNSIGNED) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Puts the values into a random order (Fisher and Yates, from the end). */
  public void shuffle(int[] values) {
    for (int last = values.length - 1; last > 0; last--) {
      int other = below(last + 1);
      int value = values[last];
      values[last] = values[other];
      values[other] = value;
    }
  }

  /** The numbers 0, 1, …, count − 1 in a random order. */
  public int[] permutation(int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    shuffle(values);
    return values;
  }
}
