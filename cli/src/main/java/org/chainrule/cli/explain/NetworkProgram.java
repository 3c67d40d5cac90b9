package org.chainrule.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.explain.derivation.Replacement;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Forward;
import org.chainrule.learn.network.Mode;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Model;

/**
 * A classifier as a program of formulas: what its layers give for a batch X of n examples (Z1, H1,
 * Z2, …, the outputs Z), the probabilities Ŷ = softmax(Z), and the mean cross-entropy L of the
 * targets Y, as it is trained.
 */
final class NetworkProgram {
  private static final int EXAMPLES = 2;
  private static final Map<Parameter.Role, String> LETTERS =
      Map.of(Parameter.Role.WEIGHT, "W", Parameter.Role.BIAS, "b");

  private NetworkProgram() {}

  /** The outputs Z and the probabilities p of one example x, the parameters with their values. */
  static FormulaProgram ofOneExample(Model model) {
    Network network = model.network();
    Map<Expr, Tensor> values = new LinkedHashMap<>();
    for (Network.Stage stage : network.stages()) {
      for (Parameter parameter : stage.parameters()) {
        Tensor value = model.values().get(parameter.name());
        if (value != null) {
          values.put(parameter.variable(), value);
        }
      }
    }
    Expr x = Expr.variable("x", network.input());
    Expr z = network.apply(x.reshape(network.input().prepend(1))).at(0, 0);
    return FormulaProgram.of(
        List.of(Quantity.of("Z", z), Quantity.of("p", Functions.softmax(z))), values);
  }

  static FormulaProgram of(Model model) {
    Network network = model.network();
    Map<Expr, Expr> renamed = new LinkedHashMap<>();
    Map<Expr, Tensor> values = new LinkedHashMap<>();
    int layer = 0;
    for (Network.Stage stage : network.stages()) {
      layer += isLearned(stage) ? 1 : 0;
      for (Parameter parameter : stage.parameters()) {
        String letter = LETTERS.getOrDefault(parameter.role(), parameter.name());
        Expr variable =
            Expr.variable(letter.length() > 1 ? letter : letter + layer, parameter.shape());
        renamed.put(parameter.variable(), variable);
        Tensor value = model.values().get(parameter.name());
        if (value != null) {
          values.put(variable, value);
        }
      }
    }
    Expr x = Expr.variable("X", network.input().prepend(EXAMPLES));
    Replacement names = new Replacement(renamed);
    Forward forward = network.forward(x, Mode.EVALUATION);
    Expr z = names.of(forward.output());
    List<Quantity> quantities = new ArrayList<>();
    int number = 0;
    for (int i = 0; i < network.stages().size(); i++) {
      Network.Stage stage = network.stages().get(i);
      Expr output = names.of(forward.outputs().get(i));
      number += isLearned(stage) ? 1 : 0;
      boolean told = isLearned(stage) || stage.layer() instanceof Activation;
      if (told && output != z) {
        String letter = stage.layer() instanceof Activation ? "H" : "Z";
        quantities.add(Quantity.of(letter + number, output));
      }
    }
    Expr y = Expr.variable("Y", z.shape());
    Expr loss = y.times(Functions.logSoftmax(z)).sum().negate().dividedBy(Expr.variable("n"));
    values.put(Expr.variable("n"), Tensor.scalar(EXAMPLES));
    quantities.add(Quantity.of("Z", z));
    quantities.add(Quantity.of("Ŷ", Functions.softmax(z)));
    quantities.add(Quantity.of("L", loss));
    return FormulaProgram.of(quantities, values);
  }

  private static boolean isLearned(Network.Stage stage) {
    return stage.parameters().stream().anyMatch(p -> p.role() == Parameter.Role.WEIGHT);
  }
}
