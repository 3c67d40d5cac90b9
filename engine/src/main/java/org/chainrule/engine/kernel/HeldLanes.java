package org.chainrule.engine.kernel;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.engine.kernel.Elements.Lanes;

/**
 * The vectors of lanes that are held in registers.
 *
 * @param count how many lanes there are
 * @param width how many of them a vector holds
 */
record HeldLanes(int count, int width) {
  /**
   * Vectors one after the other; the last one, if it is not full, has this mask, and may be loaded
   * and stored with lanes before it if there are as many as a vector holds.
   */
  List<Lanes> masked(int mask) {
    return IntStream.range(0, vectors()).mapToObj(i -> lanes(i, mask)).toList();
  }

  private Lanes lanes(int vector, int mask) {
    int missing = (vector + 1) * width - count;
    return missing <= 0
        ? new Lanes(-1, vector * width, -1)
        : new Lanes(-1, vector * width, mask, count < width ? 0 : missing);
  }

  /**
   * Vectors the last of which ends with the lanes, and so has some in common with the one before
   * it; a single one, if it is not full, has this mask.
   */
  List<Lanes> overlapping(int mask) {
    return count < width
        ? masked(mask)
        : IntStream.range(0, vectors())
            .mapToObj(i -> new Lanes(-1, Math.min(i * width, count - width), -1))
            .toList();
  }

  int vectors() {
    return Math.ceilDiv(count, width);
  }
}
