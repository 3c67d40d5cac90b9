package org.chainrule.graph.samples;

import static org.chainrule.graph.Functions.maximum;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.sin;
import static org.chainrule.graph.Functions.softmax;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Scan;
import org.chainrule.graph.op.Scan.Step;
import org.chainrule.graph.op.Variable;

final class LoopSamples {
  private static final Shape S = Shape.SCALAR;
  private static final String LOOK_UP = "looking up rows";

  /** The variables of a body. */
  private record Bound(List<Expr> states, List<Expr> slices, List<Expr> invariants) {
    Expr state(int i) {
      return states.get(i);
    }

    Expr slice(int i) {
      return slices.get(i);
    }

    Expr invariant(int i) {
      return invariants.get(i);
    }
  }

  /** The shapes of a body's variables, and the body. */
  private record Recurrence(
      String name,
      List<Shape> states,
      List<Shape> slices,
      List<Shape> invariants,
      Function<Bound, Step> body) {

    Sample over(int steps, boolean backward) {
      Bound bound = new Bound(fresh("h", states), fresh("x", slices), fresh("w", invariants));
      Step step = body.apply(bound);
      Loop loop =
          new Loop(
              steps,
              backward,
              bound.states,
              bound.slices,
              bound.invariants,
              step.next(),
              step.outputs());
      List<Shape> inputs = new ArrayList<>(states);
      slices.forEach(slice -> inputs.add(slice.prepend(steps)));
      inputs.addAll(invariants);
      List<Domain> domains = new ArrayList<>(Collections.nCopies(inputs.size(), Domain.REAL));
      if (name.equals(LOOK_UP)) {
        domains.set(states.size(), Domain.ROW);
      }
      String title = "loop " + name + ", " + steps + (backward ? " steps back" : " steps");
      return Sample.of(title, loop, inputs, domains, 4);
    }
  }

  private LoopSamples() {}

  private static List<Expr> fresh(String name, List<Shape> shapes) {
    return shapes.stream().map(shape -> Variable.fresh(name, shape)).toList();
  }

  private static Step step(List<Expr> next, List<Expr> outputs) {
    return new Step(next, outputs);
  }

  static List<Sample> all() {
    return Stream.of(small(), networks(), odd())
        .flatMap(List::stream)
        .flatMap(
            recurrence ->
                Stream.of(
                    recurrence.over(3, false),
                    recurrence.over(3, true),
                    recurrence.over(1, false),
                    recurrence.over(0, false)))
        .toList();
  }

  private static List<Recurrence> small() {
    return List.of(
        new Recurrence(
            "of a geometric sum",
            List.of(S),
            List.of(S),
            List.of(S),
            v -> {
              Expr next = v.state(0).times(v.invariant(0)).plus(v.slice(0));
              return step(List.of(next), List.of(next));
            }),
        new Recurrence(
            "without outputs",
            List.of(Shape.of(2)),
            List.of(Shape.of(2)),
            List.of(),
            v -> step(List.of(sin(v.state(0).plus(v.slice(0)))), List.of())),
        new Recurrence(
            "without states",
            List.of(),
            List.of(Shape.of(3), S),
            List.of(Shape.of(3)),
            v ->
                step(
                    List.of(),
                    List.of(v.slice(0).times(v.invariant(0)).times(v.slice(1)), tanh(v.slice(1))))),
        new Recurrence(
            "without sequences",
            List.of(Shape.of(2)),
            List.of(),
            List.of(Shape.of(2, 2)),
            v -> step(List.of(tanh(v.invariant(0).matmul(v.state(0)))), List.of(v.state(0)))),
        new Recurrence(
            "without anything", List.of(), List.of(), List.of(), v -> step(List.of(), List.of())));
  }

  private static List<Recurrence> networks() {
    return List.of(
        new Recurrence(
            "of a recurrent network",
            List.of(Shape.of(3)),
            List.of(Shape.of(2)),
            List.of(Shape.of(3, 2), Shape.of(3, 3), Shape.of(3)),
            v -> {
              Expr input = v.invariant(0).matmul(v.slice(0));
              Expr next = tanh(input.plus(v.invariant(1).matmul(v.state(0))).plus(v.invariant(2)));
              return step(List.of(next), List.of(softmax(next), next.sum()));
            }),
        new Recurrence(
            "of an LSTM for a batch",
            List.of(Shape.of(2, 2), Shape.of(2, 2)),
            List.of(Shape.of(2, 3)),
            List.of(Shape.of(5, 8), Shape.of(8)),
            v -> {
              Expr both = Expr.of(new Concatenate(1), v.state(0), v.slice(0));
              Expr gates = both.matmul(v.invariant(0)).plus(v.invariant(1));
              Expr forget = sigmoid(gates.slice(1, 0, 2));
              Expr write = sigmoid(gates.slice(1, 2, 4));
              Expr read = sigmoid(gates.slice(1, 4, 6));
              Expr cell = forget.times(v.state(1)).plus(write.times(tanh(gates.slice(1, 6, 8))));
              Expr hidden = read.times(tanh(cell));
              return step(List.of(hidden, cell), List.of(hidden));
            }),
        new Recurrence(
            "in a loop",
            List.of(Shape.of(2)),
            List.of(Shape.of(2, 2)),
            List.of(S),
            v -> {
              Scan inner =
                  Scan.of(
                      List.of(v.state(0)),
                      List.of(v.slice(0)),
                      (states, slices) -> {
                        Expr next = tanh(states.get(0).times(v.invariant(0)).plus(slices.get(0)));
                        return step(List.of(next), List.of(next.times(v.state(0))));
                      });
              return step(inner.last(), inner.outputs());
            }),
        new Recurrence(
            LOOK_UP,
            List.of(Shape.of(2)),
            List.of(S),
            List.of(Shape.of(4, 2)),
            v -> {
              Expr row = Gather.of(v.invariant(0), v.slice(0));
              return step(List.of(sin(v.state(0).plus(row))), List.of(row));
            }));
  }

  /** Bodies that leave something unused, or use it more than once. */
  private static List<Recurrence> odd() {
    return List.of(
        new Recurrence(
            "exchanging states",
            List.of(S, S),
            List.of(S),
            List.of(),
            v ->
                step(
                    List.of(v.state(1), v.state(0).times(v.slice(0))),
                    List.of(v.state(0), v.state(0)))),
        new Recurrence(
            "forgetting its state",
            List.of(Shape.of(2)),
            List.of(Shape.of(2)),
            List.of(Shape.of(2)),
            v -> step(List.of(v.slice(0)), List.of(Expr.filled(Shape.of(2), 2)))),
        new Recurrence(
            "of the largest so far",
            List.of(Shape.of(2)),
            List.of(Shape.of(2)),
            List.of(),
            v -> {
              Expr next = maximum(v.state(0), v.slice(0));
              return step(List.of(next), List.of(next));
            }),
        new Recurrence(
            "of an empty state",
            List.of(Shape.of(0, 2)),
            List.of(Shape.of(0, 2)),
            List.of(S),
            v -> step(List.of(v.state(0).plus(v.slice(0))), List.of(v.invariant(0)))));
  }
}
