package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.Loop;

/** Simpler loops: fewer steps, fewer results, less in the body. */
final class LoopShrinking {
  private LoopShrinking() {}

  /** All results of a step. */
  static List<Expr> body(Loop loop) {
    List<Expr> body = new ArrayList<>(loop.next());
    body.addAll(loop.emitted());
    return body;
  }

  /** Nodes of the same shape as the loop on these inputs. */
  static Stream<Expr> of(Loop loop, List<Expr> inputs) {
    Stream<Expr> simpler = bodies(loop).map(body -> Expr.of(withBody(loop, body), inputs));
    Stream<Expr> direction =
        loop.backward() ? Stream.of(Expr.of(turned(loop), inputs)) : Stream.of();
    return Stream.concat(Stream.concat(direction, unused(loop, inputs)), simpler);
  }

  /** Loops of other shapes, which can stand for one only where nothing uses it. */
  static Stream<Expr> ofOtherShape(Loop loop, List<Expr> inputs) {
    Stream<Expr> shorter =
        loop.steps() > 1
            ? Stream.of(1, loop.steps() - 1).map(n -> shorter(loop, inputs, n))
            : Stream.of();
    List<Expr> fewer = new ArrayList<>();
    for (int i = 0; i < loop.emitted().size(); i++) {
      List<Expr> emitted = without(i, loop.emitted());
      fewer.add(Expr.of(like(loop, loop.steps(), loop.next(), emitted), inputs));
    }
    for (int i = 0; i < loop.states().size(); i++) {
      List<Expr> next = without(i, loop.next());
      List<Expr> others = new ArrayList<>(next);
      others.addAll(loop.emitted());
      if (!Expr.inOrder(others).contains(loop.states().get(i))) {
        Loop smaller =
            new Loop(
                loop.steps(),
                loop.backward(),
                without(i, loop.states()),
                loop.slices(),
                loop.invariants(),
                next,
                loop.emitted());
        fewer.add(Expr.of(smaller, without(i, inputs)));
      }
    }
    return Stream.concat(shorter, fewer.stream());
  }

  /** The loop without a sequence or an invariant that its body does not use. */
  private static Stream<Expr> unused(Loop loop, List<Expr> inputs) {
    List<Expr> results = new ArrayList<>();
    List<Expr> used = Expr.inOrder(body(loop));
    List<Expr> bound = bound(loop);
    for (int i = loop.states().size(); i < bound.size(); i++) {
      if (!used.contains(bound.get(i))) {
        int slice = i - loop.states().size();
        int invariant = slice - loop.slices().size();
        Loop smaller =
            new Loop(
                loop.steps(),
                loop.backward(),
                loop.states(),
                invariant < 0 ? without(slice, loop.slices()) : loop.slices(),
                invariant < 0 ? loop.invariants() : without(invariant, loop.invariants()),
                loop.next(),
                loop.emitted());
        results.add(Expr.of(smaller, without(i, inputs)));
      }
    }
    return results.stream();
  }

  private static List<Expr> without(int place, List<Expr> list) {
    List<Expr> rest = new ArrayList<>(list);
    rest.remove(place);
    return rest;
  }

  private static Expr shorter(Loop loop, List<Expr> inputs, int steps) {
    List<Expr> given = new ArrayList<>(inputs);
    for (int i = 0; i < loop.slices().size(); i++) {
      int at = loop.states().size() + i;
      given.set(at, given.get(at).slice(0, 0, steps));
    }
    return Expr.of(like(loop, steps, loop.next(), loop.emitted()), given);
  }

  /** The body with one node replaced by what it depends on or what the loop is given. */
  private static Stream<List<Expr>> bodies(Loop loop) {
    List<Expr> body = body(loop);
    return Expr.inOrder(body).reversed().stream()
        .filter(node -> !(node.op() instanceof Leaf))
        .flatMap(
            node ->
                Stream.concat(
                        Expr.inOrder(List.of(node)).stream()
                            .filter(i -> !i.equals(node) && i.shape().equals(node.shape())),
                        bound(loop).stream().filter(b -> b.shape().equals(node.shape())))
                    .map(r -> Substitution.of(body, Map.of(node, r))));
  }

  private static List<Expr> bound(Loop loop) {
    List<Expr> bound = new ArrayList<>(loop.states());
    bound.addAll(loop.slices());
    bound.addAll(loop.invariants());
    return bound;
  }

  private static Loop withBody(Loop loop, List<Expr> body) {
    int states = loop.states().size();
    return like(loop, loop.steps(), body.subList(0, states), body.subList(states, body.size()));
  }

  /** The loop in the other direction. */
  static Loop turned(Loop loop) {
    return new Loop(
        loop.steps(),
        !loop.backward(),
        loop.states(),
        loop.slices(),
        loop.invariants(),
        loop.next(),
        loop.emitted());
  }

  private static Loop like(Loop loop, int steps, List<Expr> next, List<Expr> emitted) {
    return new Loop(
        steps, loop.backward(), loop.states(), loop.slices(), loop.invariants(), next, emitted);
  }
}
