package org.chainrule.engine.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Places for buffers such that those share memory that are used at different times: the largest
 * first, each at the lowest position that is free while it lives.
 */
public final class Placement {
  /**
   * So many numbers are a cache line of binary32. Buffers begin with a line, but for those that are
   * smaller than one: they lie anywhere within a line.
   */
  private static final int LINE = 16;

  private final Map<Buffer, Life> lives = new LinkedHashMap<>();
  private int end;

  private static final class Life {
    final Buffer buffer;
    int first;
    int last;
    int place;

    Life(Buffer buffer, int first) {
      this.buffer = buffer;
      this.first = first;
      last = first;
    }

    int size() {
      return buffer.size();
    }

    /** The first place from one on where it may begin. */
    int aligned(int from) {
      boolean within = from % LINE + size() <= LINE && size() < LINE;
      return within ? from : Math.ceilDiv(from, LINE) * LINE;
    }

    int end() {
      long end = (long) place + size();
      if (end > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the plan needs memory for %d numbers at once, and there is room for %d; smaller"
                    + " batches need less",
                end,
                Integer.MAX_VALUE));
      }
      return (int) end;
    }

    boolean meets(Life other) {
      return first <= other.last && other.first <= last;
    }
  }

  /** Notes that a buffer is used at a time. */
  public void use(Buffer buffer, int time) {
    if (buffer.isPlaced()) {
      return;
    }
    Life life = lives.computeIfAbsent(buffer, b -> new Life(b, time));
    life.first = buffer.isLasting() ? 0 : Math.min(life.first, time);
    life.last = buffer.isLasting() ? Integer.MAX_VALUE : Math.max(life.last, time);
  }

  /** Finds the places. */
  public void arrange() {
    List<Life> done = new ArrayList<>();
    lives.values().stream()
        .sorted(Comparator.comparingInt(Life::size).reversed())
        .forEach(
            life -> {
              life.place = free(life, done);
              end = Math.max(end, life.end());
              done.add(life);
            });
  }

  private static int free(Life life, List<Life> done) {
    int place = 0;
    List<Life> taken =
        done.stream()
            .filter(life::meets)
            .sorted(Comparator.comparingInt((Life other) -> other.place))
            .toList();
    for (Life other : taken) {
      if (other.place - life.aligned(place) >= life.size()) {
        return life.aligned(place);
      }
      place = Math.max(place, other.end());
    }
    return life.aligned(place);
  }

  /** How many numbers all places together take. */
  public int size() {
    return end;
  }

  /** How many numbers are in use at the time when most are: no placement takes less. */
  public long leastSize() {
    long most = 0;
    for (Life at : lives.values()) {
      long used = 0;
      for (Life other : lives.values()) {
        used += other.first <= at.first && at.first <= other.last ? other.buffer.leastSize() : 0;
      }
      most = Math.max(most, used);
    }
    return most;
  }

  /** Lets the buffers lie in an array. */
  public void place(Object array) {
    lives.values().forEach(life -> life.buffer.place(array, life.place));
  }
}
