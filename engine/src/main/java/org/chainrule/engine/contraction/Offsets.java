package org.chainrule.engine.contraction;

import java.util.Arrays;

/**
 * Where the elements along an axis lie, which may be several axes of a tensor taken as one: the
 * distance of every element from the first of the tensor, in numbers.
 */
public final class Offsets {
  private final int[] at;
  private final int step;

  /** From each element on, how many lie side by side; nothing if all steps are equal. */
  private final int[] runs;

  private Offsets(int[] at, int step) {
    this.at = at;
    this.step = step;
    runs = step == 0 ? new int[at.length] : new int[0];
    for (int i = runs.length - 1; i >= 0; i--) {
      boolean beside = i + 1 < runs.length && at[i + 1] - at[i] == 1;
      runs[i] = beside ? runs[i + 1] + 1 : 1;
    }
  }

  /** These positions. */
  public static Offsets of(int[] at) {
    int[] own = at.clone();
    int step = own.length > 1 ? own[1] - own[0] : 1;
    for (int i = 1; i < own.length; i++) {
      if (own[i] - own[i - 1] != step) {
        return new Offsets(own, 0);
      }
    }
    return new Offsets(own, step);
  }

  /** The multiples of a step, from 0 on. */
  public static Offsets affine(int size, int step) {
    int[] at = new int[size];
    Arrays.setAll(at, i -> i * step);
    return of(at);
  }

  /** The positions along two axes as one, of which these are the slower. */
  public Offsets times(Offsets faster) {
    int[] both = new int[at.length * faster.at.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = at[i / faster.at.length] + faster.at[i % faster.at.length];
    }
    return of(both);
  }

  /** These, a number of times as far apart. */
  Offsets times(int factor) {
    return of(Arrays.stream(at).map(x -> x * factor).toArray());
  }

  /** How many elements. */
  public int size() {
    return at.length;
  }

  /** Where an element lies. */
  public int at(int i) {
    return at[i];
  }

  /** All positions, to be read only. */
  int[] table() {
    return at;
  }

  /** The distance between neighbours if it is the same everywhere, else 0; 1 of fewer than two. */
  int step() {
    return step;
  }

  /** Whether most neighbours lie at least so far apart. */
  boolean apart(int distance) {
    if (step != 0) {
      return at.length > 1 && Math.abs(step) >= distance;
    }
    int far = 0;
    for (int i = 1; i < at.length; i++) {
      far += Math.abs(at[i] - at[i - 1]) >= distance ? 1 : 0;
    }
    return 2 * far > at.length;
  }

  /** Whether all elements are the same one. */
  boolean still() {
    return Arrays.stream(at).allMatch(x -> x == at[0]);
  }

  /** Which part of the elements, from 0 to 1, lies directly before the next. */
  double contiguity() {
    int beside = 1;
    for (int i = 1; i < at.length; i++) {
      beside += at[i] - at[i - 1] == 1 ? 1 : 0;
    }
    return at.length == 0 ? 1 : (double) beside / at.length;
  }

  /** How many elements, from one on and at most so many, lie side by side. */
  int run(int first, int most) {
    if (step == 1) {
      return most;
    }
    return Math.min(most, step == 0 ? runs[first] : 1);
  }

  /** Whether so many elements from one on lie side by side. */
  boolean contiguous(int first, int count) {
    return count == 0 || run(first, count) == count;
  }
}
