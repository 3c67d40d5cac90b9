package org.chainrule.learn.network;

import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Parameter.Role;

/**
 * What a {@link Recurrent} layer computes in a step, from an input x and its state, of which h is
 * the output.
 *
 * <p>The weights of all gates stand beside each other: W of shape [inputs, gates · units], U of
 * shape [units, gates · units], b of shape [gates · units].
 */
public sealed interface Cell {
  /** What it is called: {@code rnn}, {@code lstm} or {@code gru}. */
  default String kind() {
    return switch (this) {
      case Simple _ -> "rnn";
      case Lstm _ -> "lstm";
      case Gru _ -> "gru";
    };
  }

  /** How many columns of units W and U have. */
  int gates();

  /** How many vectors its state has, h first. */
  default int states() {
    return 1;
  }

  /** What its bias begins with, for each gate. */
  default List<Double> bias() {
    return Collections.nCopies(gates(), 0.0);
  }

  /**
   * The state after a step.
   *
   * @param states the state before it
   * @param weights in the order of {@link #parameters}
   */
  List<Expr> next(List<Expr> states, Expr x, List<Expr> weights);

  /** The weights of a layer. */
  default List<Parameter> parameters(
      int inputs, int units, Initializer weight, Initializer recurrent) {
    int width = gates() * units;
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        new Parameter("weight", Shape.of(inputs, width), Role.WEIGHT, weight, inputs, units));
    parameters.add(
        new Parameter("recurrent", Shape.of(units, width), Role.WEIGHT, recurrent, units, units));
    Initializer first = new Initializer.Sections(bias());
    parameters.add(new Parameter("bias", Shape.of(width), Role.BIAS, first, inputs, units));
    return parameters;
  }

  /**
   * h ← f(x W + h U + b) (Elman 1990).
   *
   * @param activation f
   */
  record Simple(Activation activation) implements Cell {
    @Override
    public int gates() {
      return 1;
    }

    @Override
    public List<Expr> next(List<Expr> states, Expr x, List<Expr> weights) {
      return List.of(activation.apply(sums(states.getFirst(), x, weights)));
    }

    @Override
    public String toString() {
      return activation.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Long short-term memory (Hochreiter, Schmidhuber 1997; forget gate of Gers et al. 2000). With
   * gates i, f, o = σ(x W + h U + b) and candidate g = tanh(x W + h U + b), in the order i, f, g,
   * o: c ← f c + i g, h ← o tanh(c). The bias of f begins at 1, so that much is remembered at first
   * (Jozefowicz et al. 2015).
   */
  record Lstm() implements Cell {
    @Override
    public int gates() {
      return 4;
    }

    @Override
    public int states() {
      return 2;
    }

    @Override
    public List<Double> bias() {
      return List.of(0.0, 1.0, 0.0, 0.0);
    }

    @Override
    public List<Expr> next(List<Expr> states, Expr x, List<Expr> weights) {
      Expr sums = sums(states.getFirst(), x, weights);
      Expr input = sigmoid(part(sums, 0, 4));
      Expr forget = sigmoid(part(sums, 1, 4));
      Expr candidate = tanh(part(sums, 2, 4));
      Expr output = sigmoid(part(sums, 3, 4));
      Expr c = forget.times(states.get(1)).plus(input.times(candidate));
      return List.of(output.times(tanh(c)), c);
    }
  }

  /**
   * Gated recurrent unit (Cho et al. 2014, with the reset after the product). With r, z = σ(x W + h
   * U + b) and n = tanh(x W + b + r (h U + d)), in the order r, z, n: h ← (1 − z) n + z h. The
   * vector d is the parameter {@code recurrent_bias}.
   */
  record Gru() implements Cell {
    @Override
    public int gates() {
      return 3;
    }

    @Override
    public List<Parameter> parameters(
        int inputs, int units, Initializer weight, Initializer recurrent) {
      List<Parameter> parameters = Cell.super.parameters(inputs, units, weight, recurrent);
      Initializer zero = new Initializer.Constant(0);
      parameters.add(
          new Parameter("recurrent_bias", Shape.of(units), Role.BIAS, zero, units, units));
      return parameters;
    }

    @Override
    public List<Expr> next(List<Expr> states, Expr x, List<Expr> weights) {
      Expr h = states.getFirst();
      Expr input = x.matmul(weights.get(0)).plus(weights.get(2));
      Expr own = h.matmul(weights.get(1));
      Expr r = sigmoid(part(input, 0, 3).plus(part(own, 0, 3)));
      Expr z = sigmoid(part(input, 1, 3).plus(part(own, 1, 3)));
      Expr n = tanh(part(input, 2, 3).plus(r.times(part(own, 2, 3).plus(weights.get(3)))));
      return List.of(Expr.constant(1).minus(z).times(n).plus(z.times(h)));
    }
  }

  private static Expr sums(Expr h, Expr x, List<Expr> weights) {
    return x.matmul(weights.get(0)).plus(h.matmul(weights.get(1))).plus(weights.get(2));
  }

  private static Expr part(Expr sums, int number, int of) {
    int units = sums.shape().size(1) / of;
    return sums.slice(1, number * units, (number + 1) * units);
  }
}
