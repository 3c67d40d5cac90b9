package org.chainrule.engine.fusion;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;

/** All work of a graph, and which has to wait for which. */
final class Precedence {
  private final List<Work> works = new ArrayList<>();

  /** All work, in the order in which it was begun. */
  List<Work> works() {
    return works;
  }

  /** The number of the next work. */
  int next() {
    return works.size();
  }

  void add(Work work) {
    works.add(work);
  }

  /** All work, each after what it waits for, else in the order in which it was begun. */
  List<Work> inOrder() {
    List<Work> order = new ArrayList<>();
    BitSet done = new BitSet();
    PriorityQueue<Work> ready =
        new PriorityQueue<>((a, b) -> Integer.compare(a.number(), b.number()));
    List<Work> waiting = new ArrayList<>(works);
    while (!waiting.isEmpty() || !ready.isEmpty()) {
      waiting.removeIf(
          work -> {
            BitSet missing = (BitSet) work.before().clone();
            missing.andNot(done);
            return missing.isEmpty() && ready.add(work);
          });
      Work next = ready.remove();
      done.set(next.number());
      order.add(next);
    }
    return order;
  }

  /** Lets work wait for other work; false if that one waits for it already. */
  boolean wait(Work later, Work earlier) {
    if (earlier == later || earlier.before().get(later.number())) {
      return false;
    }
    BitSet all = (BitSet) earlier.before().clone();
    all.set(earlier.number());
    spread(later, all);
    return true;
  }

  void spread(Work work, BitSet earlier) {
    work.before().or(earlier);
    for (Work other : works) {
      if (other.before().get(work.number())) {
        other.before().or(earlier);
      }
    }
  }
}
