package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.engine.rewrite.Recurrence.Bound;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Variable;

/**
 * A loop that reads the outputs of another, as a loop backward in time does, and computes again
 * what that one has computed in the same step, reads it as an output too.
 *
 * <p>Saved is what is worth it ({@link Effort#worthSaving}) and is used by something other than
 * cheap work on saved values: of an LSTM the gates and the tanh of the cell, not what is inside.
 */
final class Saving {
  static final String NAME = "saved for the way back";

  private final Expr sourceNode;
  private final Recurrence source;
  private final Expr readerNode;
  private final Recurrence reader;

  private Saving(Expr sourceNode, Expr readerNode) {
    this.sourceNode = sourceNode;
    this.readerNode = readerNode;
    source = Recurrence.of(sourceNode);
    reader = Recurrence.of(readerNode);
  }

  /** What loops become that compute what another has computed; each takes part at most once. */
  static Map<Expr, Expr> of(List<Expr> loops, Applied applied) {
    Map<Expr, Expr> replaced = new HashMap<>();
    for (Expr reader : loops) {
      Set<Expr> sources = new LinkedHashSet<>();
      for (Bound slice : Recurrence.of(reader).slices()) {
        output(slice.input()).ifPresent(output -> sources.add(output.loop()));
      }
      for (Expr source : sources) {
        if (!replaced.containsKey(source) && !replaced.containsKey(reader)) {
          new Saving(source, reader).apply(replaced, applied);
        }
      }
    }
    return replaced;
  }

  /**
   * A stacked output of a loop.
   *
   * @param loop the loop
   * @param place which of its outputs
   */
  private record Output(Expr loop, int place) {}

  /** The output that a node is, if it is one. */
  private static Optional<Output> output(Expr node) {
    Expr flat = node.op() instanceof Reshape ? node.input(0) : node;
    Expr vector = flat.op() instanceof Slice ? flat.input(0) : flat;
    if (!(vector.op() instanceof Loop)) {
      return Optional.empty();
    }
    Recurrence loop = Recurrence.of(vector);
    int place = loop.results().indexOf(node) - loop.states().size();
    boolean only = loop.states().isEmpty() && loop.emitted().size() == 1;
    boolean all =
        only && flat.equals(vector) && node.shape().equals(loop.resultShapes().getFirst());
    return place >= 0 || all
        ? Optional.of(new Output(vector, Math.max(place, 0)))
        : Optional.empty();
  }

  private void apply(Map<Expr, Expr> replaced, Applied applied) {
    if (source.steps() != reader.steps()) {
      return;
    }
    Map<Expr, Expr> there = inTheSource();
    List<Expr> saved = saved(there);
    if (saved.isEmpty()) {
      return;
    }
    List<Expr> emitted = new ArrayList<>(source.emitted());
    saved.stream()
        .map(node -> known(there, node))
        .filter(e -> !emitted.contains(e))
        .forEach(emitted::add);
    int s = source.states().size();
    List<Expr> found = source.withEmitted(emitted).results();
    List<Expr> sequences =
        saved.stream().map(node -> found.get(s + emitted.indexOf(known(there, node)))).toList();
    List<Bound> slices = new ArrayList<>(reader.slices());
    Map<Expr, Expr> variables = Hoisting.bind("saved", saved, sequences, slices);
    if (emitted.size() > source.emitted().size()) {
      int results = s + source.emitted().size();
      replaced.put(sourceNode, Recurrence.pack(found.subList(0, results)));
    }
    replaced.put(
        readerNode, Recurrence.pack(reader.withSlices(slices).substituted(variables).results()));
    applied.add(NAME);
  }

  /** The nodes of the reader's body that are values of the source's body in the same step. */
  private Map<Expr, Expr> inTheSource() {
    Map<Expr, Expr> sequences = new HashMap<>();
    source.slices().forEach(slice -> sequences.put(slice.input(), slice.variable()));
    Map<Expr, Expr> wholes = new HashMap<>();
    source.invariants().forEach(b -> wholes.put(b.input(), b.variable()));
    Map<Expr, Expr> there = new HashMap<>();
    for (Bound slice : reader.slices()) {
      Optional<Expr> value =
          output(slice.input())
              .filter(output -> output.loop().equals(sourceNode))
              .map(output -> source.emitted().get(output.place()))
              .or(() -> Optional.ofNullable(sequences.get(slice.input())));
      value.ifPresent(v -> there.put(slice.variable(), v));
    }
    for (Bound invariant : reader.invariants()) {
      Expr value = wholes.get(invariant.input());
      if (value != null) {
        there.put(invariant.variable(), value);
      }
    }
    for (Expr node : Expr.inOrder(reader.roots())) {
      if (node.op() instanceof Constant) {
        there.put(node, node);
      } else if (!(node.op() instanceof Variable)
          && node.inputs().stream().allMatch(there::containsKey)) {
        there.put(node, Expr.of(node.op(), node.inputs().stream().map(there::get).toList()));
      }
    }
    return there;
  }

  /** The nodes of the reader's body to be read. */
  private List<Expr> saved(Map<Expr, Expr> there) {
    Set<Expr> computed = new HashSet<>(Expr.inOrder(source.roots()));
    Map<Expr, Dependence> dependence = Dependence.of(source);
    List<Expr> open = new ArrayList<>(reader.roots());
    for (Expr node : Expr.inOrder(reader.roots())) {
      if (!there.containsKey(node)) {
        open.addAll(node.inputs());
      }
    }
    Set<Expr> seen = new HashSet<>();
    Set<Expr> saved = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Expr node = open.removeLast();
      Expr value = there.get(node);
      if (value == null || node.op() instanceof Variable || !seen.add(node)) {
        continue;
      }
      if (computed.contains(value) && worthSaving(node) && !known(dependence, value).same()) {
        saved.add(node);
      } else {
        open.addAll(node.inputs());
      }
    }
    return List.copyOf(saved);
  }

  /** A part of something that is worth saving is saved alone. */
  private static boolean worthSaving(Expr node) {
    Expr origin = node;
    while (origin.op() instanceof Slice) {
      origin = origin.input(0);
    }
    return Effort.worthSaving(origin.op());
  }

  private static <V> V known(Map<Expr, V> map, Expr node) {
    V value = map.get(node);
    if (value == null) {
      throw new IllegalStateException("rewrite: nothing is known of " + node);
    }
    return value;
  }
}
