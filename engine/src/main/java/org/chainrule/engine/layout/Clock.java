package org.chainrule.engine.layout;

import java.util.ArrayList;
import java.util.List;

/** The time of a loop: as it goes on, the positions of what moves with it change. */
public final class Clock {
  private static final class Hand {
    final int[] positions;
    final int entry;
    final Motion motion;
    int moved;

    Hand(int[] positions, int entry, Motion motion) {
      this.positions = positions;
      this.entry = entry;
      this.motion = motion;
    }
  }

  private final List<Hand> hands = new ArrayList<>();

  void add(int[] positions, int entry, Motion motion) {
    hands.add(new Hand(positions, entry, motion));
  }

  /**
   * Sets the time.
   *
   * @param time the place in sequences
   * @param step how many steps went before
   */
  public void set(int time, int step) {
    for (int i = 0; i < hands.size(); i++) {
      Hand hand = hands.get(i);
      int to = hand.motion.stride() * (hand.motion.alternating() ? step & 1 : time);
      hand.positions[hand.entry] += to - hand.moved;
      hand.moved = to;
    }
  }
}
