package org.chainrule.learn.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Embedding;
import org.chainrule.learn.network.Forward;
import org.chainrule.learn.network.Mode;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.BinaryLoss;
import org.chainrule.learn.training.Model;

/**
 * How much each word of a text moved the decision: gradient × input. With e_t the word's vector and
 * z the outputs, it is e_t · ∂(z_k − z_j)/∂e_t for the chosen class k and the next best j
 * (Simonyan, Vedaldi, Zisserman 2013; Shrikumar et al. 2016). Words above 0 speak for the chosen
 * class.
 *
 * @param word as it stands in the text; the words of an n-gram and what is between them; a prefix
 *     as the vocabulary has it
 * @param from where it begins there
 * @param known whether the vocabulary has it; if not, it has the vector of all unknown words
 * @param weight how much it moved the decision
 */
public record Attribution(String word, int from, boolean known, double weight) {

  /**
   * The words of a text that the model reads, in order, and then the n-grams and prefixes.
   *
   * @throws IllegalArgumentException if the model does not begin with an embedding
   */
  public static List<Attribution> of(Model model, TextEncoder encoder, String text) {
    Network network = model.network();
    if (network.layers().isEmpty() || !(network.layers().getFirst() instanceof Embedding)) {
      throw new IllegalArgumentException("attribution: the model does not begin with an embedding");
    }
    Engine machine = new Engine(model.precision(), 1);
    network.parameters().forEach(p -> machine.write(p.variable(), model.value(p.name())));
    Expr x = Expr.variable("x", network.input().prepend(1));
    Expr weights = weights(network.forward(x, Mode.EVALUATION));
    machine.write(x, Tensor.of(x.shape(), encoder.encode(List.of(text)).row(0)));
    Plan plan = machine.plan(new Program(List.of(weights), Map.of()));
    plan.run();
    Tensor found = plan.value(weights);
    List<Attribution> words = new ArrayList<>();
    for (Tokenizer.Token token : encoder.tokens(text)) {
      words.add(
          new Attribution(
              TextEncoder.isPrefix(token.word())
                  ? token.word()
                  : text.substring(token.from(), token.to()),
              token.from(),
              encoder.vocabulary().number(token.word()) != Vocabulary.UNKNOWN,
              found.at(words.size())));
    }
    return words;
  }

  /** Of shape [1, time]. */
  private static Expr weights(Forward forward) {
    Expr output = forward.output();
    Expr z = output.shape().size(1) == 1 ? BinaryLoss.logits(output) : output;
    Expr vectors = forward.outputs().getFirst();
    int classes = z.shape().size(1);
    double[] counting = new double[classes];
    for (int i = 0; i < classes; i++) {
      counting[i] = i;
    }
    Expr numbers = Expr.constant(Tensor.of(Shape.of(1, classes), counting));
    Expr chosen = Functions.equal(numbers, Functions.argMax(z).reshape(1, 1));
    Expr others =
        Functions.select(
            chosen.broadcast(z.shape()), Expr.filled(z.shape(), Double.NEGATIVE_INFINITY), z);
    Expr next = Functions.equal(numbers, Functions.argMax(others).reshape(1, 1));
    Expr margin = z.times(chosen.minus(next)).sum();
    Expr gradient = Gradient.by(margin, vectors);
    return Simplify.of(List.of(vectors.times(gradient).sum(2))).getFirst();
  }

  /** The words that moved the decision most, either way. */
  public static List<Attribution> strongest(List<Attribution> words, int count) {
    return words.stream()
        .sorted(Comparator.comparingDouble((Attribution a) -> -Math.abs(a.weight)))
        .limit(count)
        .toList();
  }
}
