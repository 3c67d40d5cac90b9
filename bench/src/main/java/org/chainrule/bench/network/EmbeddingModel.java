package org.chainrule.bench.network;

import static org.chainrule.graph.Functions.relu;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Gather;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Parameter;

/**
 * The mean of the vectors of an example's words, a dense layer with ReLU and a dense layer.
 *
 * @param words how many words there are
 * @param length words in an example
 * @param width numbers in the vector of a word
 * @param hidden units of the first dense layer
 * @param classes units of the last
 */
public record EmbeddingModel(int words, int length, int width, int hidden, int classes)
    implements Model {
  private static final double LIMIT = 0.05;

  @Override
  public Shape input() {
    return Shape.of(length);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            "embedding.table",
            Shape.of(words, width),
            Parameter.Role.WEIGHT,
            new Initializer.Uniform(LIMIT),
            words,
            width),
        Weights.matrix("dense_1.weight", width, hidden),
        Weights.vector("dense_1.bias", hidden, 0),
        Weights.matrix("dense_2.weight", hidden, classes),
        Weights.vector("dense_2.bias", classes, 0));
  }

  @Override
  public Expr logits(Expr batch) {
    List<Expr> p = parameters().stream().map(Parameter::variable).toList();
    Expr mean = Gather.of(p.get(0), batch).mean(1);
    Expr units = relu(mean.matmul(p.get(1)).plus(p.get(2)));
    return units.matmul(p.get(3)).plus(p.get(4));
  }
}
