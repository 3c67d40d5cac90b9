package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.vector.Kernels;

/**
 * Places regions so that those which are in use at different times share memory: the largest first,
 * each into the first array that is free while it lives.
 */
final class Layout {
  private Layout() {}

  /** The time from the first step that writes a region to the last that uses it. */
  private record Life<A>(Region<A> region, int first, int last) {
    boolean overlaps(Life<A> other) {
      return first <= other.last && other.first <= last;
    }
  }

  /** Places the regions that the steps of a schedule write, unless they have a place. */
  static <A> void place(List<Step<A>> steps, Kernels<A> kernels) {
    List<List<Life<A>>> arrays = new ArrayList<>();
    for (Life<A> life : lives(steps)) {
      List<Life<A>> home =
          arrays.stream()
              .filter(tenants -> tenants.stream().noneMatch(life::overlaps))
              .findFirst()
              .orElseGet(
                  () -> {
                    List<Life<A>> fresh = new ArrayList<>();
                    arrays.add(fresh);
                    return fresh;
                  });
      home.add(life);
    }
    for (List<Life<A>> tenants : arrays) {
      A array = kernels.allocate(tenants.getFirst().region().size());
      tenants.forEach(life -> life.region().place(array, 0));
    }
  }

  private static <A> List<Life<A>> lives(List<Step<A>> steps) {
    Map<Region<A>, Life<A>> lives = new LinkedHashMap<>();
    for (int time = 0; time < steps.size(); time++) {
      int now = time;
      for (Region<A> region : steps.get(time).writes()) {
        if (!region.placed()) {
          lives.putIfAbsent(region, new Life<>(region, now, now));
        }
      }
      for (Region<A> region : steps.get(time).reads()) {
        lives.computeIfPresent(region, (r, life) -> new Life<>(r, life.first, now));
      }
    }
    return lives.values().stream()
        .sorted(Comparator.comparingInt((Life<A> life) -> life.region().size()).reversed())
        .toList();
  }
}
