package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Forward;
import org.chainrule.learn.network.Mode;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.BinaryLoss;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Task;

/**
 * What an example becomes on its way through a network.
 *
 * @param example the example as it was given
 * @param input the example as the network reads it
 * @param outputs what each stage makes of it
 * @param answers what the model says of it, a number for each of its outputs
 */
record ForwardPass(Tensor example, Tensor input, List<Tensor> outputs, Tensor answers) {

  /** The pass of an example with as many values as the network reads. */
  static ForwardPass of(Model model, Tensor example) {
    Network network = model.network();
    Expr batch = Expr.constant(Tensor.of(network.input().prepend(1), example.toArray()));
    Map<Expr, Tensor> values = new HashMap<>();
    network.parameters().forEach(p -> values.put(p.variable(), value(model, p)));
    Forward forward = network.forward(batch, Mode.EVALUATION);
    List<Expr> outputs = forward.outputs();
    List<Expr> wanted = new ArrayList<>(outputs);
    wanted.add(answers(model, forward.output()));
    List<Tensor> found = Interpreter.evaluate(wanted, values);
    return new ForwardPass(
        example,
        Tensor.of(network.input(), example.toArray()),
        found.subList(0, outputs.size()).stream().map(ForwardPass::first).toList(),
        first(found.getLast()));
  }

  private static Expr answers(Model model, Expr output) {
    return switch (model.task()) {
      case Task.Classification(List<String> classes)
          when output.shape().size(-1) < classes.size() ->
          Functions.softmax(BinaryLoss.logits(output));
      case Task.Classification _ -> Functions.softmax(output);
      case Task.Regression(List<Quantity> quantities, _) -> {
        double[] scale = quantities.stream().mapToDouble(Quantity::scale).toArray();
        double[] center = quantities.stream().mapToDouble(Quantity::center).toArray();
        yield output
            .times(Expr.constant(Tensor.vector(scale)))
            .plus(Expr.constant(Tensor.vector(center)));
      }
    };
  }

  /** What a model holds for one of its parameters. */
  static Tensor value(Model model, Parameter parameter) {
    return Objects.requireNonNull(model.values().get(parameter.name()), parameter.name());
  }

  /** The only example of a batch. */
  private static Tensor first(Tensor batch) {
    return Tensor.of(batch.shape().range(1, batch.shape().rank()), batch.toArray());
  }
}
