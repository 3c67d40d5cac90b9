package org.chainrule.bench.network;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Window;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.BatchNorm;
import org.chainrule.learn.network.Cell;
import org.chainrule.learn.network.Convolution;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.GlobalPool;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Join;
import org.chainrule.learn.network.Label;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Pool;
import org.chainrule.learn.network.Pooling;
import org.chainrule.learn.network.Recurrent;

/** The networks that are trained for timing. */
public final class Networks {
  private static final Window PADDED = Window.of(3, 3).withPadding(1);

  private Networks() {}

  /** A network of dense layers of these sizes, the input first, with an activation between them. */
  public static Network perceptron(Activation activation, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.length; i++) {
      boolean last = i == sizes.length - 1;
      Activation next = last ? Activation.IDENTITY : activation;
      layers.add(new Dense(sizes[i], next.initializer()));
      if (!last) {
        layers.add(activation);
      }
    }
    return new Network(Shape.of(sizes[0]), layers);
  }

  /**
   * Two convolutions of 3×3 with padding 1, each with ReLU and max-pooling of 2×2, then a dense
   * layer with ReLU and a dense layer.
   *
   * @param side height and width of a grey picture, a multiple of 4
   * @param first filters of the first convolution
   * @param second filters of the second convolution
   * @param hidden units of the first dense layer
   */
  public static Network convolutional(int side, int first, int second, int hidden, int classes) {
    return Network.of(
        Shape.of(1, side, side),
        new Convolution(first, PADDED),
        Activation.RELU,
        Pool.of(Pooling.MAX, 2),
        new Convolution(second, PADDED),
        Activation.RELU,
        Pool.of(Pooling.MAX, 2),
        new Flatten(),
        new Dense(hidden, new Initializer.He()),
        Activation.RELU,
        new Dense(classes));
  }

  /**
   * A convolution with ReLU, a residual block (He et al. 2016), the mean over each picture and a
   * dense layer. The block adds to its input a convolution, batch normalisation, ReLU, convolution
   * and batch normalisation of it; then ReLU. Convolutions are 3×3 with padding 1.
   *
   * @param channels of the input
   * @param side height and width of a picture
   * @param filters of each convolution
   */
  public static Network residual(int channels, int side, int filters, int classes) {
    return Network.of(
        Shape.of(channels, side, side),
        new Convolution(filters, PADDED),
        Activation.RELU,
        new Label("block"),
        new Convolution(filters, PADDED).withoutBias(),
        new BatchNorm(),
        Activation.RELU,
        new Convolution(filters, PADDED).withoutBias(),
        new BatchNorm(),
        new Join(Join.How.ADD, "block"),
        Activation.RELU,
        new GlobalPool(Pooling.MEAN),
        new Dense(classes));
  }

  /**
   * A long short-term memory, whose last hidden state is read by a dense layer.
   *
   * @param steps the length of a sequence
   * @param inputs numbers at every step
   * @param hidden numbers in its state
   */
  public static Network lstm(int steps, int inputs, int hidden, int classes) {
    return Network.of(
        Shape.of(steps, inputs),
        new Recurrent(new Cell.Lstm(), hidden, false, false),
        new Dense(classes));
  }

  /**
   * The mean of the vectors of an example's words, a dense layer with ReLU and a dense layer.
   *
   * @param words how many words there are
   * @param length words in an example
   * @param width numbers in the vector of a word
   * @param hidden units of the first dense layer
   */
  public static Network embedding(int words, int length, int width, int hidden, int classes) {
    return Network.of(
        Shape.of(length),
        new Embedding(words, width),
        new GlobalPool(Pooling.MEAN),
        new Dense(hidden, new Initializer.He()),
        Activation.RELU,
        new Dense(classes));
  }
}
