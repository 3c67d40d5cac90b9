package org.chainrule.engine.rewrite;

import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Scan;

/** Recurrent cells with one product of the hidden state a step. */
public enum Cell {
  SIMPLE(1, 1) {
    @Override
    List<Expr> step(List<Expr> states, Expr input, Expr u, int hidden) {
      return List.of(tanh(input.plus(states.getFirst().matmul(u))));
    }
  },
  /** h' = (1 − z) n + z h with n = tanh(a + r (h U)). */
  GRU(3, 1) {
    @Override
    List<Expr> step(List<Expr> states, Expr input, Expr u, int hidden) {
      Expr h = states.getFirst();
      Expr own = h.matmul(u);
      Expr r = sigmoid(part(input, 0, hidden).plus(part(own, 0, hidden)));
      Expr z = sigmoid(part(input, 1, hidden).plus(part(own, 1, hidden)));
      Expr n = tanh(part(input, 2, hidden).plus(r.times(part(own, 2, hidden))));
      return List.of(Expr.constant(1).minus(z).times(n).plus(z.times(h)));
    }
  },
  LSTM(4, 2) {
    @Override
    List<Expr> step(List<Expr> states, Expr input, Expr u, int hidden) {
      Expr gates = input.plus(states.getFirst().matmul(u));
      Expr write = sigmoid(part(gates, 0, hidden));
      Expr forget = sigmoid(part(gates, 1, hidden));
      Expr candidate = tanh(part(gates, 2, hidden));
      Expr read = sigmoid(part(gates, 3, hidden));
      Expr cell = forget.times(states.get(1)).plus(write.times(candidate));
      return List.of(read.times(tanh(cell)), cell);
    }
  };

  private final int gates;
  private final int states;

  Cell(int gates, int states) {
    this.gates = gates;
    this.states = states;
  }

  int gates() {
    return gates;
  }

  /** The states after a step, h first; the input's product and the bias are given. */
  abstract List<Expr> step(List<Expr> states, Expr input, Expr u, int hidden);

  private static Expr part(Expr gates, int gate, int hidden) {
    return gates.slice(1, gate * hidden, (gate + 1) * hidden);
  }

  /**
   * A layer over a sequence.
   *
   * @param outputs h after every step, [time, batch, hidden]
   * @param last the states after the last step
   * @param parameters input weights, hidden weights and bias
   */
  public record Layer(Expr outputs, List<Expr> last, List<Expr> parameters) {}

  /**
   * A layer of this cell, which begins with zeros.
   *
   * @param x the sequence, [time, batch, inputs]
   */
  public Layer over(Expr x, int hidden, String name, boolean backward) {
    int width = gates * hidden;
    Expr w = Expr.variable(name + ".w", x.shape().size(2), width);
    Expr u = Expr.variable(name + ".u", hidden, width);
    Expr b = Expr.variable(name + ".b", width);
    Expr zeros = Expr.filled(Shape.of(x.shape().size(1), hidden), 0);
    List<Expr> first = Collections.nCopies(states, zeros);
    Scan scan =
        Scan.of(
            first,
            List.of(x),
            (before, slices) -> {
              Expr input = slices.getFirst().matmul(w).plus(b);
              List<Expr> next = step(before, input, u, hidden);
              return new Scan.Step(next, List.of(next.getFirst()));
            });
    List<Expr> results = new ArrayList<>(scan.outputs());
    results.addAll(scan.last());
    List<Expr> turned = backward ? new Rebuild(Cell::turned).of(results) : results;
    return new Layer(turned.getFirst(), turned.subList(1, turned.size()), List.of(w, u, b));
  }

  /** The loop of this layer against time; loops that run so already are left as they are. */
  private static Optional<Expr> turned(Expr node) {
    return node.op() instanceof Loop loop && !loop.backward()
        ? Optional.of(
            Expr.of(
                new Loop(
                    loop.steps(),
                    true,
                    loop.states(),
                    loop.slices(),
                    loop.invariants(),
                    loop.next(),
                    loop.emitted()),
                node.inputs()))
        : Optional.empty();
  }
}
