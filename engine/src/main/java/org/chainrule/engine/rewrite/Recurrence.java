package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Loop;

/**
 * A {@link Loop} with its inputs: every bound variable beside what it stands for.
 *
 * @param steps how many steps
 * @param backward whether time runs from the last slice to the first
 * @param states what is carried from step to step
 * @param slices the sequences of which a step sees one slice
 * @param invariants what every step sees whole
 * @param emitted the outputs of a step
 */
record Recurrence(
    int steps,
    boolean backward,
    List<State> states,
    List<Bound> slices,
    List<Bound> invariants,
    List<Expr> emitted) {
  Recurrence {
    states = List.copyOf(states);
    slices = List.copyOf(slices);
    invariants = List.copyOf(invariants);
    emitted = List.copyOf(emitted);
  }

  /**
   * A state.
   *
   * @param variable the state before a step
   * @param first the state before the first step
   * @param next the state after a step
   */
  record State(Expr variable, Expr first, Expr next) {}

  /**
   * An input that no step changes.
   *
   * @param variable what the body calls it: a slice, or the whole
   * @param input the sequence, or the invariant
   */
  record Bound(Expr variable, Expr input) {}

  /** The recurrence of a loop node. */
  static Recurrence of(Expr node) {
    Loop loop = (Loop) node.op();
    List<State> states = new ArrayList<>();
    for (int i = 0; i < loop.states().size(); i++) {
      states.add(new State(loop.states().get(i), node.input(i), loop.next().get(i)));
    }
    int s = states.size();
    int q = s + loop.slices().size();
    return new Recurrence(
        loop.steps(),
        loop.backward(),
        states,
        bound(loop.slices(), node.inputs().subList(s, q)),
        bound(loop.invariants(), node.inputs().subList(q, node.inputs().size())),
        loop.emitted());
  }

  private static List<Bound> bound(List<Expr> variables, List<Expr> inputs) {
    List<Bound> bound = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      bound.add(new Bound(variables.get(i), inputs.get(i)));
    }
    return bound;
  }

  /** The loop node. */
  Expr node() {
    Loop loop =
        new Loop(
            steps,
            backward,
            states.stream().map(State::variable).toList(),
            slices.stream().map(Bound::variable).toList(),
            invariants.stream().map(Bound::variable).toList(),
            next(),
            emitted);
    Stream<Expr> bound = Stream.concat(slices.stream(), invariants.stream()).map(Bound::input);
    return Expr.of(loop, Stream.concat(states.stream().map(State::first), bound).toList());
  }

  List<Expr> next() {
    return states.stream().map(State::next).toList();
  }

  /** What a step computes: the next states, then its outputs. */
  List<Expr> roots() {
    return Stream.concat(next().stream(), emitted.stream()).toList();
  }

  /** The results in the order in which they lie in the value of the node. */
  List<Shape> resultShapes() {
    return Stream.concat(
            states.stream().map(state -> state.variable().shape()),
            emitted.stream().map(output -> output.shape().prepend(steps)))
        .toList();
  }

  /** The last states, then the stacked outputs, cut out of the value of the node. */
  List<Expr> results() {
    Expr vector = node();
    List<Expr> results = new ArrayList<>();
    int from = 0;
    for (Shape shape : resultShapes()) {
      results.add(vector.slice(0, from, from + shape.elements()).reshape(shape));
      from += shape.elements();
    }
    return results;
  }

  /** The value of a node with these results. */
  static Expr pack(List<Expr> results) {
    return results.isEmpty()
        ? Expr.filled(Shape.of(0), 0)
        : Concatenate.of(0, results.stream().map(r -> r.reshape(r.shape().elements())).toList());
  }

  /** The same recurrence with another body, first the next states, then the outputs. */
  Recurrence withRoots(List<Expr> roots) {
    List<State> changed = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      changed.add(new State(states.get(i).variable(), states.get(i).first(), roots.get(i)));
    }
    return new Recurrence(
        steps, backward, changed, slices, invariants, roots.subList(states.size(), roots.size()));
  }

  /** The same recurrence with others in the place of some nodes of the body. */
  Recurrence substituted(Map<Expr, Expr> others) {
    return others.isEmpty() ? this : withRoots(Rebuild.substitute(roots(), others));
  }

  Recurrence withStates(List<State> other) {
    return new Recurrence(steps, backward, other, slices, invariants, emitted);
  }

  Recurrence withSlices(List<Bound> other) {
    return new Recurrence(steps, backward, states, other, invariants, emitted);
  }

  Recurrence withInvariants(List<Bound> other) {
    return new Recurrence(steps, backward, states, slices, other, emitted);
  }

  Recurrence withEmitted(List<Expr> other) {
    return new Recurrence(steps, backward, states, slices, invariants, other);
  }

  /** The variables of inputs with what they stand for. */
  static Map<Expr, Expr> inputs(List<Bound> bound) {
    Map<Expr, Expr> inputs = new HashMap<>();
    bound.forEach(b -> inputs.put(b.variable(), b.input()));
    return inputs;
  }
}
