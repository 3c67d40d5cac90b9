package org.chainrule.cli.explain;

import java.util.List;
import java.util.Optional;
import org.chainrule.cli.Json;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationSummary;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A derivation for other programs. */
final class DerivationJson {
  private DerivationJson() {}

  static String of(Derivation derivation, Quantity objective, boolean second) {
    DerivationSummary summary = DerivationSummary.of(derivation);
    ObjectNode object = Json.object();
    object.put("name", objective.name()).put("formula", objective.text());
    put(object, "value", summary.value());
    Sizes sizes = derivation.question().sizes();
    if (!sizes.chosen().isEmpty()) {
      ObjectNode chosen = object.putObject("sizes");
      sizes.chosen().forEach(name -> chosen.put(name, sizes.numbers().get(name)));
    }
    ArrayNode forward = object.putArray("forward");
    summary
        .forward()
        .forEach(
            q ->
                add(
                    forward.addObject().put("name", q.name()),
                    q.formula(),
                    q.value(),
                    q.shape(),
                    sizes));
    ArrayNode remarks = object.putArray("remarks");
    summary.remarks().forEach(remarks::add);
    addDerivatives(object, derivation.isJacobian() ? "jacobian" : "gradient", summary, sizes);
    addSteps(object.putArray("pattern"), summary.pattern());
    if (second) {
      ObjectNode seconds = object.putObject("second");
      for (Derivation of : derivation.seconds().values()) {
        ObjectNode entry = seconds.putObject(of.question().name());
        addDerivatives(entry, "derivatives", DerivationSummary.of(of), sizes);
      }
    }
    return Json.line(object) + "\n";
  }

  /** Adds derivatives by their names, and the steps to them. */
  private static void addDerivatives(
      ObjectNode object, String name, DerivationSummary summary, Sizes sizes) {
    ObjectNode derivatives = object.putObject(name);
    summary
        .gradient()
        .forEach((x, d) -> add(derivatives.putObject(x), d.formula(), d.value(), d.shape(), sizes));
    summary
        .matrix()
        .ifPresent(
            matrix -> {
              ObjectNode entry = object.putObject("matrix");
              matrix.by().forEach(entry.putArray("by")::add);
              DerivationSummary.Partial whole = matrix.partial();
              add(entry, whole.formula(), whole.value(), whole.shape(), sizes);
            });
    addSteps(object.putArray("steps"), summary.steps());
  }

  private static void addSteps(ArrayNode array, List<DerivationSummary.Step> steps) {
    steps.forEach(
        step ->
            array
                .addObject()
                .put("rule", step.rule())
                .put("from", step.from())
                .put("to", step.to()));
  }

  private static void add(
      ObjectNode entry, Written formula, Optional<Tensor> value, Shape shape, Sizes sizes) {
    entry.put("expression", formula.text()).put("latex", formula.latex());
    put(entry, "value", value);
    ArrayNode axes = entry.putArray("shape");
    for (int size : shape.sizes()) {
      sizes.symbol(size).ifPresentOrElse(n -> axes.add(n.op().name()), () -> axes.add(size));
    }
  }

  private static void put(ObjectNode object, String name, Optional<Tensor> value) {
    value.ifPresentOrElse(v -> put(object, name, v), () -> object.putNull(name));
  }

  /** A number, or the rows of a tensor; what is not a finite number becomes null. */
  private static void put(ObjectNode object, String name, Tensor value) {
    if (value.shape().rank() == 0) {
      Json.number(object, name, value.item());
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
      } else {
        Json.number(array, value.at(at));
      }
    }
  }
}
