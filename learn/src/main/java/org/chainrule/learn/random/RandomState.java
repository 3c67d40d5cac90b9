package org.chainrule.learn.random;

import java.util.Arrays;

/**
 * The random numbers of NumPy's legacy {@code RandomState}: the Mersenne twister MT19937, with
 * NumPy's ways to make reals and orders of its words, so that scikit-learn's draws can be repeated.
 *
 * <p>Source: M. Matsumoto, T. Nishimura, "Mersenne twister: a 623-dimensionally equidistributed
 * uniform pseudorandom number generator", ACM TOMACS 8 (1998). Not for secrets. For anything that
 * need not equal NumPy's, {@link Philox} is the better choice.
 */
public final class RandomState {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;
  private static final int TWIST = 0x9908B0DF;
  private static final int HIGHEST_BIT = 0x80000000;
  private static final long MOST = 0xFFFFFFFFL;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /**
   * The numbers of {@code numpy.random.RandomState(seed)}.
   *
   * @throws IllegalArgumentException unless the seed is from 0 to 2³² − 1
   */
  public RandomState(long seed) {
    if (seed < 0 || seed > MOST) {
      throw new IllegalArgumentException("seed " + seed + " is not from 0 to 4294967295");
    }
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next 32 bits. */
  public int word() {
    if (next == SIZE) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9D2C5680;
    y ^= (y << 15) & 0xEFC60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & HIGHEST_BIT) | (state[(i + 1) % SIZE] & ~HIGHEST_BIT);
      state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) * TWIST);
    }
    next = 0;
  }

  /** Uniform on [0, 1): {@code random_sample()}. Draws two words. */
  public double uniform() {
    int high = word() >>> 5;
    int low = word() >>> 6;
    return (((long) high << 26) + low) / 0x1.0p53;
  }

  /** Uniform on [from, to), computed as from + (to − from)·u: {@code uniform(from, to)}. */
  public double uniform(double from, double to) {
    return from + (to - from) * uniform();
  }

  /** Uniform on 0, 1, …, largest, by drawing as many bits as it has until they are not above it. */
  private int upTo(int largest) {
    if (largest == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(largest);
    int value = word() & mask;
    while (value > largest) {
      value = word() & mask;
    }
    return value;
  }

  /** Puts the values into a random order: {@code shuffle(values)}. */
  public void shuffle(int[] values) {
    for (int last = values.length - 1; last > 0; last--) {
      int other = upTo(last);
      int value = values[last];
      values[last] = values[other];
      values[other] = value;
    }
  }

  /** The numbers 0, 1, …, count − 1 in a random order: {@code permutation(count)}. */
  public int[] permutation(int count) {
    int[] values = new int[count];
    Arrays.setAll(values, i -> i);
    shuffle(values);
    return values;
  }

  /** So many of these, each at most once: {@code choice(values, count, replace=False)}. */
  public int[] choice(int[] values, int count) {
    return Arrays.stream(permutation(values.length)).limit(count).map(i -> values[i]).toArray();
  }
}
