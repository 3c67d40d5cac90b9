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
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Model;

/**
 * A classifier as a program of formulas: its outputs Z for a batch X of n examples, the
 * probabilities Ŷ = softmax(Z), and the mean cross-entropy L of the targets Y, as it is trained.
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
      layer += stage.parameters().isEmpty() ? 0 : 1;
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
    Expr z = new Replacement(renamed).of(network.apply(x));
    Expr y = Expr.variable("Y", z.shape());
    Expr loss = y.times(Functions.logSoftmax(z)).sum().negate().dividedBy(Expr.variable("n"));
    values.put(Expr.variable("n"), Tensor.scalar(EXAMPLES));
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(Quantity.of("Z", z));
    quantities.add(Quantity.of("Ŷ", Functions.softmax(z)));
    quantities.add(Quantity.of("L", loss));
    return FormulaProgram.of(quantities, values);
  }
}
