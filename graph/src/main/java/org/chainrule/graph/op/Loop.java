package org.chainrule.graph.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;

/**
 * A recurrence: states that a body maps to the next states, step by step, reading one slice of
 * every sequence and emitting outputs.
 *
 * <p>Inputs in this order: the first states; the sequences, whose leading axis is time; the
 * invariants, which every step sees whole. The value is one vector: the last states, then the
 * outputs stacked over time, each flattened. {@link Scan} takes it apart.
 *
 * @param steps how many steps
 * @param backward whether time runs from the last slice to the first; output t stays at place t
 * @param states the body's variables for the states before a step
 * @param slices the body's variables for the slices of the sequences
 * @param invariants the body's variables for the invariants
 * @param next the states after a step
 * @param emitted the outputs of a step
 */
public record Loop(
    int steps,
    boolean backward,
    List<Expr> states,
    List<Expr> slices,
    List<Expr> invariants,
    List<Expr> next,
    List<Expr> emitted)
    implements Op {
  public Loop {
    states = List.copyOf(states);
    slices = List.copyOf(slices);
    invariants = List.copyOf(invariants);
    next = List.copyOf(next);
    emitted = List.copyOf(emitted);
    if (steps < 0) {
      throw new ShapeException("loop: " + steps + " steps");
    }
    if (!shapes(states).equals(shapes(next))) {
      throw new ShapeException("loop: states of shapes %s become %s", shapes(states), shapes(next));
    }
    Set<Expr> bound = new HashSet<>(states);
    bound.addAll(slices);
    bound.addAll(invariants);
    for (Expr node : Expr.inOrder(join(next, emitted))) {
      if (node.op() instanceof Variable && !bound.contains(node)) {
        throw new ShapeException("loop: the body uses " + node + ", which is none of its inputs");
      }
    }
  }

  static List<Expr> join(List<Expr> first, List<Expr> second) {
    List<Expr> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static List<Shape> shapes(List<Expr> nodes) {
    return nodes.stream().map(Expr::shape).toList();
  }

  /** The results in the order in which they lie in the value. */
  List<Shape> resultShapes() {
    List<Shape> shapes = new ArrayList<>(shapes(next));
    emitted.forEach(e -> shapes.add(e.shape().prepend(steps)));
    return shapes;
  }

  /** The value of a node of this op taken apart: the last states, then the stacked outputs. */
  List<Expr> results(Expr vector) {
    List<Expr> results = new ArrayList<>();
    int from = 0;
    for (Shape shape : resultShapes()) {
      results.add(vector.slice(0, from, from + shape.elements()).reshape(shape));
      from += shape.elements();
    }
    return results;
  }

  private static Expr pack(List<Expr> results) {
    return results.isEmpty()
        ? Expr.filled(Shape.of(0), 0)
        : Concatenate.of(0, results.stream().map(r -> r.reshape(r.shape().elements())).toList());
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    List<Shape> expected = new ArrayList<>(shapes(states));
    slices.forEach(s -> expected.add(s.shape().prepend(steps)));
    expected.addAll(shapes(invariants));
    if (!inputs.equals(expected)) {
      throw new ShapeException("loop: inputs of shapes %s, not %s", inputs, expected);
    }
    return Shape.of(resultShapes().stream().mapToInt(Shape::elements).sum());
  }

  private List<Expr> initial(Expr node) {
    return node.inputs().subList(0, states.size());
  }

  private List<Expr> sequences(Expr node) {
    return node.inputs().subList(states.size(), states.size() + slices.size());
  }

  private List<Expr> captured(Expr node) {
    return node.inputs().subList(states.size() + slices.size(), node.inputs().size());
  }

  private static List<Expr> fresh(String name, List<Expr> like) {
    return IntStream.range(0, like.size())
        .mapToObj(i -> Variable.fresh(name + "_" + i, like.get(i).shape()))
        .toList();
  }

  private static List<Expr> zeros(List<Expr> like) {
    return like.stream().map(e -> Expr.filled(e.shape(), 0)).toList();
  }

  /**
   * Back-propagation through time: a loop against the direction of this one, which carries the
   * adjoints of the states and sums those of the invariants, over the states that a first loop
   * saved.
   */
  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    List<Expr> results = results(adjoint);
    Loop saving = new Loop(steps, backward, states, slices, invariants, next, states);
    List<Expr> saved =
        saving.results(Expr.of(saving, node.inputs())).subList(states.size(), 2 * states.size());

    List<Expr> stateAdjoints = fresh("adjoint", states);
    List<Expr> outputAdjoints = fresh("outputAdjoint", emitted);
    List<Expr> sums = fresh("sum", invariants);
    List<Expr> wanted = join(join(states, slices), invariants);
    List<Expr> local =
        adjoints.pullback(join(next, emitted), join(stateAdjoints, outputAdjoints), wanted);
    int s = states.size();
    int q = slices.size();
    List<Expr> nextSums = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      nextSums.add(sums.get(i).plus(local.get(s + q + i)));
    }
    Loop reverse =
        new Loop(
            steps,
            !backward,
            join(stateAdjoints, sums),
            join(join(slices, states), outputAdjoints),
            invariants,
            join(local.subList(0, s), nextSums),
            local.subList(s, s + q));
    List<Expr> inputs = new ArrayList<>(results.subList(0, s));
    inputs.addAll(zeros(invariants));
    inputs.addAll(sequences(node));
    inputs.addAll(saved);
    inputs.addAll(results.subList(s, results.size()));
    inputs.addAll(captured(node));
    List<Expr> found = reverse.results(Expr.of(reverse, inputs));
    int v = invariants.size();
    for (int i = 0; i < s; i++) {
      adjoints.add(i, found.get(i));
    }
    for (int i = 0; i < q; i++) {
      adjoints.add(s + i, found.get(s + v + i));
    }
    for (int i = 0; i < v; i++) {
      adjoints.add(s + q + i, found.get(s + i));
    }
  }

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    int count = node.inputs().size();
    if (IntStream.range(0, count).allMatch(i -> tangents.of(i).isEmpty())) {
      return Optional.empty();
    }
    List<Expr> given = IntStream.range(0, count).mapToObj(i -> tangents.orZero(node, i)).toList();
    List<Expr> dStates = fresh("stateTangent", states);
    List<Expr> dSlices = fresh("sliceTangent", slices);
    List<Expr> dInvariants = fresh("tangent", invariants);
    Map<Expr, Expr> seeds = new HashMap<>();
    putAll(seeds, states, dStates);
    putAll(seeds, slices, dSlices);
    putAll(seeds, invariants, dInvariants);
    List<Expr> moved = tangents.pushforward(join(next, emitted), seeds);
    int s = states.size();
    int q = slices.size();
    Loop both =
        new Loop(
            steps,
            backward,
            join(states, dStates),
            join(slices, dSlices),
            join(invariants, dInvariants),
            join(next, moved.subList(0, s)),
            moved.subList(s, moved.size()));
    List<Expr> inputs = join(initial(node), given.subList(0, s));
    inputs.addAll(join(sequences(node), given.subList(s, s + q)));
    inputs.addAll(join(captured(node), given.subList(s + q, count)));
    List<Expr> results = both.results(Expr.of(both, inputs));
    return Optional.of(pack(results.subList(s, results.size())));
  }

  private static void putAll(Map<Expr, Expr> map, List<Expr> keys, List<Expr> values) {
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
  }

  @Override
  public Expr batch(Expr node, Lanes inputs) {
    int size = inputs.size();
    int s = states.size();
    int q = slices.size();
    Map<Expr, Expr> replacements = new HashMap<>();
    List<Expr> given = new ArrayList<>();
    List<Expr> variables = new ArrayList<>();
    List<Expr> bound = join(join(states, slices), invariants);
    for (int i = 0; i < bound.size(); i++) {
      Expr old = bound.get(i);
      boolean batched = i < s || inputs.batched(i);
      Expr variable = batched ? Variable.fresh(old.op().name(), old.shape().prepend(size)) : old;
      if (batched) {
        replacements.put(old, variable);
      }
      variables.add(variable);
      Expr input = i < s ? inputs.spread(i) : inputs.get(i);
      given.add(batched && i >= s && i < s + q ? swapLeading(input) : input);
    }
    List<Expr> body = inputs.batch(join(next, emitted), replacements);
    Loop batched =
        new Loop(
            steps,
            backward,
            variables.subList(0, s),
            variables.subList(s, s + q),
            variables.subList(s + q, variables.size()),
            body.subList(0, s),
            body.subList(s, body.size()));
    List<Expr> results = batched.results(Expr.of(batched, given));
    List<Expr> rows = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Expr result = i < s ? results.get(i) : swapLeading(results.get(i));
      rows.add(result.reshape(size, resultShapes().get(i).elements()));
    }
    return rows.isEmpty() ? Expr.filled(Shape.of(size, 0), 0) : Concatenate.of(1, rows);
  }

  /** The first two axes exchanged. */
  private static Expr swapLeading(Expr e) {
    int[] order = IntStream.range(0, e.shape().rank()).toArray();
    order[0] = 1;
    order[1] = 0;
    return e.transpose(order);
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return notation.call(name(), operands);
  }
}
