package org.chainrule.bench.network;

import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.tanh;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Scan;
import org.chainrule.learn.network.Parameter;

/**
 * A long short-term memory (Hochreiter, Schmidhuber 1997; forget gate of Gers et al. 2000), whose
 * last hidden state is read by a dense layer.
 *
 * <p>With gates i, f, o = σ(x W + h U + b) and candidate g = tanh(x W + h U + b), each by its own
 * quarter of W, U and b: c ← f c + i g, h ← o tanh(c).
 *
 * @param steps the length of a sequence
 * @param inputs numbers at every step
 * @param hidden numbers in h and in c
 * @param classes units of the dense layer
 */
public record LstmModel(int steps, int inputs, int hidden, int classes) implements Model {
  @Override
  public Shape input() {
    return Shape.of(steps, inputs);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Weights.matrix("lstm.inputs", inputs, 4 * hidden),
        Weights.matrix("lstm.recurrent", hidden, 4 * hidden),
        Weights.vector("lstm.bias", 4 * hidden, 0),
        Weights.matrix("dense.weight", hidden, classes),
        Weights.vector("dense.bias", classes, 0));
  }

  @Override
  public Expr logits(Expr batch) {
    List<Expr> p = parameters().stream().map(Parameter::variable).toList();
    Expr zeros = Expr.filled(Shape.of(batch.shape().size(0), hidden), 0);
    Scan scan =
        Scan.of(
            List.of(zeros, zeros),
            List.of(batch.transpose(1, 0, 2)),
            (states, slices) -> step(states.get(0), states.get(1), slices.getFirst(), p));
    return scan.last().getFirst().matmul(p.get(3)).plus(p.get(4));
  }

  private Scan.Step step(Expr h, Expr c, Expr x, List<Expr> p) {
    Expr sums = x.matmul(p.get(0)).plus(h.matmul(p.get(1))).plus(p.get(2));
    Expr input = sigmoid(quarter(sums, 0));
    Expr forget = sigmoid(quarter(sums, 1));
    Expr candidate = tanh(quarter(sums, 2));
    Expr output = sigmoid(quarter(sums, 3));
    Expr nextC = forget.times(c).plus(input.times(candidate));
    return new Scan.Step(List.of(output.times(tanh(nextC)), nextC), List.of());
  }

  private Expr quarter(Expr sums, int number) {
    return sums.slice(1, number * hidden, (number + 1) * hidden);
  }
}
