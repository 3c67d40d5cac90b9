package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.chainrule.engine.rewrite.Recurrence.Bound;
import org.chainrule.engine.rewrite.Recurrence.State;
import org.chainrule.graph.Expr;

/** Rules that leave out of a loop what it need not carry. */
final class TidyRules {
  static final List<LoopRule> ALL =
      List.of(
          new LoopRule("loop of no steps", "the last states are the first", TidyRules::noSteps),
          new LoopRule("loop of one step", "its body", TidyRules::oneStep),
          new LoopRule("dead parts of a loop", "what nothing uses is left out", TidyRules::dead),
          new LoopRule(
              "repeated inputs of a loop", "each is bound once", TidyRules::repeatedInputs),
          new LoopRule("numbers into a loop", "a number stands in the body", TidyRules::numbers),
          new LoopRule("state that stays", "is an invariant", TidyRules::staying),
          new LoopRule(
              "repeated outputs of a loop", "each is emitted once", TidyRules::repeatedOutputs));

  private TidyRules() {}

  private static Optional<List<Expr>> noSteps(Recurrence loop, Set<Integer> live) {
    if (loop.steps() > 0) {
      return Optional.empty();
    }
    List<Expr> results = new ArrayList<>(loop.states().stream().map(State::first).toList());
    loop.emitted().forEach(e -> results.add(Expr.filled(e.shape().prepend(0), 0)));
    return Optional.of(results);
  }

  private static Optional<List<Expr>> oneStep(Recurrence loop, Set<Integer> live) {
    if (loop.steps() != 1) {
      return Optional.empty();
    }
    Map<Expr, Expr> values = Recurrence.inputs(loop.invariants());
    loop.states().forEach(state -> values.put(state.variable(), state.first()));
    loop.slices().forEach(s -> values.put(s.variable(), s.input().reshape(s.variable().shape())));
    List<Expr> results = new ArrayList<>(Rebuild.substitute(loop.roots(), values));
    for (int i = loop.states().size(); i < results.size(); i++) {
      results.set(i, results.get(i).reshape(results.get(i).shape().prepend(1)));
    }
    return Optional.of(results);
  }

  private static Optional<List<Expr>> dead(Recurrence loop, Set<Integer> live) {
    int s = loop.states().size();
    List<Integer> outputs =
        Moves.upTo(loop.emitted().size()).stream().filter(i -> live.contains(s + i)).toList();
    List<Expr> emitted = outputs.stream().map(loop.emitted()::get).toList();
    List<Integer> states = neededStates(loop, emitted, live);
    List<State> kept = states.stream().map(loop.states()::get).toList();
    Recurrence less = loop.withStates(kept).withEmitted(emitted);
    Set<Expr> used = new HashSet<>(Expr.inOrder(less.roots()));
    List<Bound> slices = loop.slices().stream().filter(b -> used.contains(b.variable())).toList();
    List<Bound> invariants =
        loop.invariants().stream().filter(b -> used.contains(b.variable())).toList();
    less = less.withSlices(slices).withInvariants(invariants);
    if (less.equals(loop) && !live.isEmpty()) {
      return Optional.empty();
    }
    List<Expr> results =
        new ArrayList<>(loop.resultShapes().stream().map(r -> Expr.filled(r, 0)).toList());
    List<Expr> found = live.isEmpty() ? List.of() : less.results();
    for (int i = 0; i < found.size(); i++) {
      results.set(i < kept.size() ? states.get(i) : s + outputs.get(i - kept.size()), found.get(i));
    }
    return Optional.of(results);
  }

  /** The states that are wanted at the end or that what is wanted depends on. */
  private static List<Integer> neededStates(
      Recurrence loop, List<Expr> emitted, Set<Integer> live) {
    Map<Expr, Integer> places = new HashMap<>();
    for (int i = 0; i < loop.states().size(); i++) {
      places.put(loop.states().get(i).variable(), i);
    }
    Set<Integer> needed = new HashSet<>();
    List<Expr> open = new ArrayList<>(emitted);
    for (int i = 0; i < loop.states().size(); i++) {
      if (live.contains(i)) {
        needed.add(i);
        open.add(loop.states().get(i).next());
      }
    }
    Set<Expr> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Expr node = open.removeLast();
      if (!seen.add(node)) {
        continue;
      }
      open.addAll(node.inputs());
      Integer place = places.get(node);
      if (place != null && needed.add(place)) {
        open.add(loop.states().get(place).next());
      }
    }
    return needed.stream().sorted().toList();
  }

  private static Optional<List<Expr>> repeatedInputs(Recurrence loop, Set<Integer> live) {
    Map<Expr, Expr> others = new HashMap<>();
    List<Bound> slices = distinct(loop.slices(), others);
    List<Bound> invariants = distinct(loop.invariants(), others);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            loop.withSlices(slices).withInvariants(invariants).substituted(others).results());
  }

  private static List<Bound> distinct(List<Bound> bound, Map<Expr, Expr> others) {
    Map<Expr, Expr> first = new HashMap<>();
    List<Bound> kept = new ArrayList<>();
    for (Bound b : bound) {
      Expr known = first.putIfAbsent(b.input(), b.variable());
      if (known == null) {
        kept.add(b);
      } else {
        others.put(b.variable(), known);
      }
    }
    return kept;
  }

  private static Optional<List<Expr>> numbers(Recurrence loop, Set<Integer> live) {
    Map<Expr, Expr> others = new HashMap<>();
    List<Bound> slices = unknown(loop.slices(), others);
    List<Bound> invariants = unknown(loop.invariants(), others);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            loop.withSlices(slices).withInvariants(invariants).substituted(others).results());
  }

  private static List<Bound> unknown(List<Bound> bound, Map<Expr, Expr> numbers) {
    List<Bound> kept = new ArrayList<>();
    for (Bound b : bound) {
      OptionalDouble number = Moves.uniform(b.input());
      if (number.isPresent()) {
        numbers.put(b.variable(), Expr.filled(b.variable().shape(), number.getAsDouble()));
      } else {
        kept.add(b);
      }
    }
    return kept;
  }

  private static Optional<List<Expr>> staying(Recurrence loop, Set<Integer> live) {
    List<State> states = new ArrayList<>();
    List<Bound> invariants = new ArrayList<>(loop.invariants());
    List<Expr> results = new ArrayList<>();
    for (State state : loop.states()) {
      if (state.next().equals(state.variable())) {
        invariants.add(new Bound(state.variable(), state.first()));
      } else {
        states.add(state);
      }
    }
    if (states.size() == loop.states().size()) {
      return Optional.empty();
    }
    List<Expr> found =
        new ArrayList<>(loop.withStates(states).withInvariants(invariants).results());
    for (State state : loop.states()) {
      results.add(states.contains(state) ? found.removeFirst() : state.first());
    }
    results.addAll(found);
    return Optional.of(results);
  }

  private static Optional<List<Expr>> repeatedOutputs(Recurrence loop, Set<Integer> live) {
    List<Expr> distinct = loop.emitted().stream().distinct().toList();
    if (distinct.size() == loop.emitted().size()) {
      return Optional.empty();
    }
    int s = loop.states().size();
    List<Expr> found = loop.withEmitted(distinct).results();
    List<Expr> results = new ArrayList<>(found.subList(0, s));
    loop.emitted().forEach(e -> results.add(found.get(s + distinct.indexOf(e))));
    return Optional.of(results);
  }
}
