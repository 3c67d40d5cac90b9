package org.chainrule.bench.network;

import static org.chainrule.graph.Functions.relu;

import java.util.List;
import org.chainrule.graph.Convolution;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Parameter;

/**
 * A convolution with ReLU, a residual block (He et al. 2016), the mean over each picture and a
 * dense layer. The block adds to its input a convolution, batch normalisation, ReLU, convolution
 * and batch normalisation of it; then ReLU. Convolutions are 3×3 with padding 1.
 *
 * @param channels of the input
 * @param side height and width of a picture
 * @param filters of each convolution
 * @param classes units of the dense layer
 */
public record ResidualModel(int channels, int side, int filters, int classes) implements Model {
  private static final Convolution PADDED = new Convolution(1, 1, 1);

  /** Keeps a channel that never changes from being divided by zero; the usual value. */
  private static final double EPSILON = 1e-5;

  @Override
  public Shape input() {
    return Shape.of(channels, side, side);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Weights.filters("stem.filters", filters, channels, 3),
        Weights.vector("stem.bias", filters, 0),
        Weights.filters("block_1.filters", filters, filters, 3),
        Weights.vector("block_1.scale", filters, 1),
        Weights.vector("block_1.shift", filters, 0),
        Weights.filters("block_2.filters", filters, filters, 3),
        Weights.vector("block_2.scale", filters, 1),
        Weights.vector("block_2.shift", filters, 0),
        Weights.matrix("dense.weight", filters, classes),
        Weights.vector("dense.bias", classes, 0));
  }

  @Override
  public Expr logits(Expr batch) {
    List<Expr> p = parameters().stream().map(Parameter::variable).toList();
    Expr stem = relu(PADDED.convolve(batch, p.get(0)).plus(Weights.perChannel(p.get(1))));
    Expr inner = relu(normalize(PADDED.convolve(stem, p.get(2)), p.get(3), p.get(4)));
    Expr outer = normalize(PADDED.convolve(inner, p.get(5)), p.get(6), p.get(7));
    return relu(stem.plus(outer)).mean(2, 3).matmul(p.get(8)).plus(p.get(9));
  }

  /** Batch normalisation by the statistics of the batch (Ioffe, Szegedy 2015). */
  private static Expr normalize(Expr pictures, Expr scale, Expr shift) {
    Expr centred = pictures.minus(Weights.perChannel(pictures.mean(0, 2, 3)));
    Expr variance = centred.power(2).mean(0, 2, 3);
    Expr factor = scale.times(variance.plus(EPSILON).power(-0.5));
    return centred.times(Weights.perChannel(factor)).plus(Weights.perChannel(shift));
  }
}
