package org.chainrule.engine.plan;

/**
 * A stretch of memory that instructions read and write. Where it lies is settled after the
 * instructions are made, and may change from step to step of a loop.
 */
public final class Region<A> {
  private final int size;
  private A array;
  private int start;
  private boolean placed;

  private Region(A array, int size, boolean placed) {
    this.array = array;
    this.size = size;
    this.placed = placed;
  }

  /** A region that is all of this array. */
  public static <A> Region<A> of(A array, int size) {
    return new Region<>(array, size, true);
  }

  /** A region that will be placed later; the array only stands in till then. */
  static <A> Region<A> unplaced(A none, int size) {
    return new Region<>(none, size, false);
  }

  /** The array that it lies in. */
  public A array() {
    return array;
  }

  /** Its first position there. */
  int start() {
    return start;
  }

  /** How many numbers. */
  int size() {
    return size;
  }

  /** Whether it has a place. */
  boolean placed() {
    return placed;
  }

  /** Lies here from now on. */
  void place(A newArray, int newStart) {
    array = newArray;
    start = newStart;
    placed = true;
  }

  /** Changes places with another. */
  void swap(Region<A> other) {
    A otherArray = other.array;
    int otherStart = other.start;
    other.place(array, start);
    place(otherArray, otherStart);
  }
}
