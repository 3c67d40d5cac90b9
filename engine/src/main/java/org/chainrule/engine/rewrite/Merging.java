package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;

/**
 * Loops that carry the same states become one with the outputs of all, as a forward loop and the
 * one that saves its states for the derivative.
 */
final class Merging {
  static final String NAME = "loops with the same states";

  private Merging() {}

  private record Key(int steps, boolean backward, int states, int slices, List<Expr> inputs) {}

  /**
   * A loop in the words of another.
   *
   * @param node the loop
   * @param emitted its outputs, of the other's bound variables
   */
  private record Member(Expr node, List<Expr> emitted) {}

  /** What loops become that share their states with others. */
  static Map<Expr, Expr> of(List<Expr> loops, Applied applied) {
    Map<Key, Map<Recurrence, List<Member>>> groups = new LinkedHashMap<>();
    for (Expr node : loops) {
      Recurrence loop = Recurrence.of(node);
      Key key =
          new Key(
              loop.steps(),
              loop.backward(),
              loop.states().size(),
              loop.slices().size(),
              node.inputs());
      join(groups.computeIfAbsent(key, k -> new LinkedHashMap<>()), node, loop);
    }
    Map<Expr, Expr> replaced = new HashMap<>();
    for (Map<Recurrence, List<Member>> group : groups.values()) {
      group.forEach(
          (leader, members) -> {
            if (members.size() > 1) {
              merge(leader, members, replaced);
              applied.add(NAME);
            }
          });
    }
    return replaced;
  }

  /** Adds a loop to those whose next states are the same, or begins with it. */
  private static void join(Map<Recurrence, List<Member>> group, Expr node, Recurrence loop) {
    for (Map.Entry<Recurrence, List<Member>> entry : group.entrySet()) {
      Recurrence leader = entry.getKey();
      Recurrence renamed = loop.substituted(renaming(loop, leader));
      if (renamed.next().equals(leader.next())) {
        entry.getValue().add(new Member(node, renamed.emitted()));
        return;
      }
    }
    group.put(loop, new ArrayList<>(List.of(new Member(node, loop.emitted()))));
  }

  private static Map<Expr, Expr> renaming(Recurrence loop, Recurrence leader) {
    Map<Expr, Expr> names = new HashMap<>();
    for (int i = 0; i < loop.states().size(); i++) {
      names.put(loop.states().get(i).variable(), leader.states().get(i).variable());
    }
    for (int i = 0; i < loop.slices().size(); i++) {
      names.put(loop.slices().get(i).variable(), leader.slices().get(i).variable());
    }
    for (int i = 0; i < loop.invariants().size(); i++) {
      names.put(loop.invariants().get(i).variable(), leader.invariants().get(i).variable());
    }
    return names;
  }

  private static void merge(Recurrence leader, List<Member> members, Map<Expr, Expr> replaced) {
    Set<Expr> all = new LinkedHashSet<>();
    members.forEach(member -> all.addAll(member.emitted()));
    List<Expr> emitted = List.copyOf(all);
    int s = leader.states().size();
    Recurrence merged = leader.withEmitted(emitted);
    List<Expr> found = merged.results();
    for (Member member : members) {
      if (member.node().equals(merged.node())) {
        continue;
      }
      List<Expr> results = new ArrayList<>(found.subList(0, s));
      member.emitted().forEach(e -> results.add(found.get(s + emitted.indexOf(e))));
      replaced.put(member.node(), Recurrence.pack(results));
    }
  }
}
