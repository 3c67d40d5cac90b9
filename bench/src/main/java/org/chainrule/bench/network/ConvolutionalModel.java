package org.chainrule.bench.network;

import static org.chainrule.graph.Functions.relu;

import java.util.List;
import org.chainrule.graph.Convolution;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Parameter;

/**
 * Two convolutions of 3×3 with padding 1, each with ReLU and max-pooling of 2×2, then a dense layer
 * with ReLU and a dense layer.
 *
 * @param side height and width of a grey picture, a multiple of 4
 * @param first filters of the first convolution
 * @param second filters of the second convolution
 * @param hidden units of the first dense layer
 * @param classes units of the last
 */
public record ConvolutionalModel(int side, int first, int second, int hidden, int classes)
    implements Model {
  private static final Convolution PADDED = new Convolution(1, 1, 1);
  private static final Convolution HALVING = new Convolution(2, 0, 1);

  @Override
  public Shape input() {
    return Shape.of(1, side, side);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Weights.filters("convolution_1.filters", first, 1, 3),
        Weights.vector("convolution_1.bias", first, 0),
        Weights.filters("convolution_2.filters", second, first, 3),
        Weights.vector("convolution_2.bias", second, 0),
        Weights.matrix("dense_1.weight", second * side * side / 16, hidden),
        Weights.vector("dense_1.bias", hidden, 0),
        Weights.matrix("dense_2.weight", hidden, classes),
        Weights.vector("dense_2.bias", classes, 0));
  }

  @Override
  public Expr logits(Expr batch) {
    List<Expr> p = parameters().stream().map(Parameter::variable).toList();
    Expr pooled = stage(stage(batch, p.get(0), p.get(1)), p.get(2), p.get(3));
    Expr flat = pooled.reshape(batch.shape().size(0), second * side * side / 16);
    Expr units = relu(flat.matmul(p.get(4)).plus(p.get(5)));
    return units.matmul(p.get(6)).plus(p.get(7));
  }

  private static Expr stage(Expr pictures, Expr filters, Expr bias) {
    Expr found = PADDED.convolve(pictures, filters).plus(Weights.perChannel(bias));
    return HALVING.maxPool(relu(found), 2, 2);
  }
}
