package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.engine.rewrite.Recurrence.State;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Subtract;

/**
 * A state that only collects a sum becomes a sum over time after the loop: s + Σₜ LₜRₜ is one
 * contraction over time and over what every step sums.
 *
 * <p>A term that is itself no sum is taken out only if a step reads or emits something as large
 * anyway, for all its values must be stored.
 */
final class Accumulating {
  static final LoopRule RULE =
      new LoopRule("sum over time", "s ← s + a b in a loop → Σ a b after it", Accumulating::apply);

  private Accumulating() {}

  /** What is added to or taken from a state. */
  private record Term(Expr value, boolean negative) {}

  private static Optional<List<Expr>> apply(Recurrence loop, Set<Integer> live) {
    Map<Expr, Dependence> dependence = Dependence.of(loop);
    Map<Expr, List<Expr>> users = users(loop);
    int largest = largest(loop);
    TimeSum sums = new TimeSum(loop, dependence);
    Map<State, List<Term>> collecting = new LinkedHashMap<>();
    for (State state : loop.states()) {
      List<Term> terms = terms(state, loop, users);
      TimeSum own = new TimeSum(loop, dependence);
      terms.forEach(term -> own.require(term.value()));
      if (!terms.isEmpty()
          && own.summands().stream().allMatch(s -> s.shape().elements() <= largest)) {
        terms.forEach(term -> sums.require(term.value()));
        collecting.put(state, terms);
      }
    }
    return collecting.isEmpty() ? Optional.empty() : Optional.of(results(loop, collecting, sums));
  }

  private static List<Expr> results(
      Recurrence loop, Map<State, List<Term>> collecting, TimeSum sums) {
    List<Expr> emitted = new ArrayList<>(loop.emitted());
    sums.emitted().stream().filter(e -> !emitted.contains(e)).forEach(emitted::add);
    List<State> kept = loop.states().stream().filter(s -> !collecting.containsKey(s)).toList();
    List<Expr> found = loop.withStates(kept).withEmitted(emitted).results();
    Map<Expr, Expr> sequences = new HashMap<>();
    for (int i = 0; i < emitted.size(); i++) {
      sequences.put(emitted.get(i), found.get(kept.size() + i));
    }
    List<Expr> results = new ArrayList<>();
    for (State state : loop.states()) {
      Expr last = state.first();
      for (Term term : collecting.getOrDefault(state, List.of())) {
        Expr sum = sums.of(term.value(), sequences);
        last = term.negative() ? last.minus(sum) : last.plus(sum);
      }
      results.add(collecting.containsKey(state) ? last : found.get(kept.indexOf(state)));
    }
    loop.emitted().forEach(e -> results.add(found.get(kept.size() + emitted.indexOf(e))));
    return results;
  }

  private static int largest(Recurrence loop) {
    int largest = 0;
    for (Recurrence.Bound slice : loop.slices()) {
      largest = Math.max(largest, slice.variable().shape().elements());
    }
    for (Expr output : loop.emitted()) {
      largest = Math.max(largest, output.shape().elements());
    }
    return largest;
  }

  /** The terms of a state's sum; none if it is used for anything else. */
  private static List<Term> terms(State state, Recurrence loop, Map<Expr, List<Expr>> users) {
    List<Term> terms = new ArrayList<>();
    Expr node = state.variable();
    while (!node.equals(state.next()) || terms.isEmpty()) {
      List<Expr> own = users.getOrDefault(node, List.of());
      if (own.size() != 1 || loop.roots().contains(node)) {
        return List.of();
      }
      Expr user = own.getFirst();
      boolean first = user.input(0).equals(node);
      switch (user.op()) {
        case Add _ -> terms.add(new Term(user.input(first ? 1 : 0), false));
        case Subtract _ when first -> terms.add(new Term(user.input(1), true));
        default -> {
          return List.of();
        }
      }
      node = user;
    }
    boolean used = !users.getOrDefault(node, List.of()).isEmpty();
    long results = loop.roots().stream().filter(node::equals).count();
    return used || results > 1 ? List.of() : terms;
  }

  private static Map<Expr, List<Expr>> users(Recurrence loop) {
    Map<Expr, List<Expr>> users = new HashMap<>();
    for (Expr node : Expr.inOrder(loop.roots())) {
      node.inputs().forEach(i -> users.computeIfAbsent(i, k -> new ArrayList<>()).add(node));
    }
    return users;
  }
}
