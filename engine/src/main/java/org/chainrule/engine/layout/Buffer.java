package org.chainrule.engine.layout;

import java.util.Optional;

/**
 * A stretch of memory. Where it lies may be settled after the work that uses it is known.
 *
 * <p>A buffer within another moves with it. One that lasts keeps its numbers from run to run.
 */
public final class Buffer {
  private static final Object NOWHERE = new Object();

  private final boolean lasting;
  private final Optional<Buffer> within;
  private int size;
  private long leastSize;
  private Object array;
  private int start;
  private boolean placed;

  private Buffer(int size, boolean lasting, Optional<Buffer> within, Object array) {
    this.size = size;
    leastSize = size;
    this.lasting = lasting;
    this.within = within;
    this.array = array;
  }

  /** A buffer that is all of an array. */
  public static Buffer of(Object array, int size) {
    Buffer buffer = new Buffer(size, true, Optional.empty(), array);
    buffer.placed = true;
    return buffer;
  }

  /** A buffer that shares its place with others that are used at other times. */
  public static Buffer temporary(int size, Optional<Buffer> within) {
    return new Buffer(size, false, within, NOWHERE);
  }

  /** A buffer that has a place of its own. */
  public static Buffer lasting(int size) {
    return new Buffer(size, true, Optional.empty(), NOWHERE);
  }

  /** How many numbers. */
  public int size() {
    return size;
  }

  /**
   * Sets how many numbers there are, as long as it has no place.
   *
   * @param newLeastSize how many any layout of what lies in it needs
   */
  public void resize(int newSize, long newLeastSize) {
    size = newSize;
    leastSize = newLeastSize;
  }

  /** How many numbers are needed, whatever the layout of what lies in it. */
  public long leastSize() {
    return leastSize;
  }

  /** Whether nothing else may lie there at any time. */
  public boolean isLasting() {
    return lasting;
  }

  /** Whether it lies in another buffer. */
  public boolean isWithin(Buffer other) {
    return within.isPresent() && within.get() == other;
  }

  /** Whether it is known where it lies. */
  public boolean isPlaced() {
    return placed;
  }

  /** The array that it lies in. */
  public Object array() {
    return within.map(Buffer::array).orElse(array);
  }

  /** Its first position there. */
  public int start() {
    return start + within.map(Buffer::start).orElse(0);
  }

  /** Lies in an array from a position on. */
  void place(Object newArray, int newStart) {
    array = newArray;
    start = newStart;
    placed = true;
  }
}
