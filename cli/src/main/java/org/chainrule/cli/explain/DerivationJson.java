package org.chainrule.cli.explain;

import org.chainrule.cli.Json;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationSummary;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Tensor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A derivation for other programs. */
final class DerivationJson {
  private DerivationJson() {}

  static String of(Derivation derivation, Quantity objective) {
    DerivationSummary summary = DerivationSummary.of(derivation);
    ObjectNode object = Json.object();
    object.put("name", objective.name()).put("formula", objective.text());
    summary.value().ifPresentOrElse(v -> put(object, "value", v), () -> object.putNull("value"));
    Sizes sizes = derivation.question().sizes();
    if (!sizes.chosen().isEmpty()) {
      ObjectNode chosen = object.putObject("sizes");
      sizes.chosen().forEach(name -> chosen.put(name, sizes.numbers().get(name)));
    }
    ObjectNode gradient = object.putObject(derivation.isJacobian() ? "jacobian" : "gradient");
    summary
        .gradient()
        .forEach(
            (name, partial) -> {
              ObjectNode entry = gradient.putObject(name);
              entry.put("expression", partial.formula().text());
              entry.put("latex", partial.formula().latex());
              partial
                  .value()
                  .ifPresentOrElse(v -> put(entry, "value", v), () -> entry.putNull("value"));
              ArrayNode shape = entry.putArray("shape");
              for (int size : partial.shape().sizes()) {
                sizes
                    .symbol(size)
                    .ifPresentOrElse(n -> shape.add(n.op().name()), () -> shape.add(size));
              }
            });
    ArrayNode steps = object.putArray("steps");
    summary
        .steps()
        .forEach(
            step ->
                steps
                    .addObject()
                    .put("rule", step.rule())
                    .put("from", step.from())
                    .put("to", step.to()));
    return Json.line(object) + "\n";
  }

  /** A number, or the rows of a tensor; what is not a finite number becomes null. */
  private static void put(ObjectNode object, String name, Tensor value) {
    if (value.shape().rank() == 0) {
      if (Double.isFinite(value.item())) {
        object.put(name, value.item());
      } else {
        object.putNull(name);
      }
    } else {
      add(object.putArray(name), value, 0, 0);
    }
  }

  private static void add(ArrayNode array, Tensor value, int axis, int position) {
    int size = value.shape().size(axis);
    for (int i = 0; i < size; i++) {
      int at = position * size + i;
      if (axis < value.shape().rank() - 1) {
        add(array.addArray(), value, axis + 1, at);
      } else if (Double.isFinite(value.at(at))) {
        array.add(value.at(at));
      } else {
        array.addNull();
      }
    }
  }
}
