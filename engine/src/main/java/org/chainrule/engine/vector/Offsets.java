package org.chainrule.engine.vector;

/**
 * Where the elements along an axis lie, which may be several axes of a tensor taken as one.
 *
 * @param at the distance of every element from the first of the tensor
 * @param step the distance between neighbours if it is always the same, else 0
 */
@SuppressWarnings("ArrayRecordComponent") // written once
public record Offsets(int[] at, int step) {

  /** These positions. */
  public static Offsets of(int[] at) {
    int step = at.length > 1 ? at[1] - at[0] : 1;
    for (int i = 1; i < at.length; i++) {
      if (at[i] - at[i - 1] != step) {
        return new Offsets(at, 0);
      }
    }
    return new Offsets(at, step);
  }

  /** How many elements. */
  public int size() {
    return at.length;
  }
}
