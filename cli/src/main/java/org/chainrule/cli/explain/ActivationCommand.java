package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.chainrule.cli.Json;
import org.chainrule.cli.Messages;
import org.chainrule.drawing.Wording;
import org.chainrule.explain.activation.ActivationFunction;
import org.chainrule.explain.activation.ActivationPlot;
import org.chainrule.explain.activation.Range;
import org.chainrule.explain.activation.Saturation;
import org.chainrule.explain.formula.Given;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule activation}. */
@Command(
    name = "activation",
    preprocessor = LeadingMinus.class,
    description = "Tell an activation's formula, derivative, range and where it saturates.",
    footer = {
      "Ranges and saturation are computed, not looked up: extrema between -50 and 50 and the limits"
          + " on both sides, to nine digits.",
      "",
      "With --json:",
      "  {\"activations\": [{\"name\", \"formula\", \"derivative\", \"range\": {\"low\","
          + " \"lowReached\", \"high\",",
      "    \"highReached\"}, \"slope\": {...}, \"saturation\": {\"tolerance\", \"below\","
          + " \"above\"}}]}",
      "where what is infinite or absent is null.",
      "",
      "Examples:",
      "  chainrule activation sigmoid tanh relu",
      "  chainrule activation gelu --output gelu.png",
      "  chainrule activation \"x/(1 + |x|)\" --tolerance 0.001"
    })
public final class ActivationCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME|FORMULA",
      description =
          "sigmoid, tanh, relu, leakyrelu, elu, gelu, silu, softplus, identity, or a formula in x"
              + " (default: all of these).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--tolerance",
      paramLabel = "SLOPE",
      defaultValue = "0.01",
      description = "The largest slope that counts as none (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(names = "--relu-at-zero", paramLabel = "0|1", description = "relu'(0) (default: 0).")
  private int reluAtZero;

  @Mixin private PictureOutput picture;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (!(tolerance >= 0)) {
      throw Messages.wrong(command, "--tolerance is %s; it must be at least 0", tolerance);
    }
    if (reluAtZero != 0 && reluAtZero != 1) {
      throw Messages.wrong(command, "--relu-at-zero is 0 or 1, not %d", reluAtZero);
    }
    picture.requireWritable();
    List<ActivationFunction> functions = functions();
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      ObjectNode object = Json.object();
      ArrayNode array = object.putArray("activations");
      functions.forEach(function -> array.add(json(function)));
      out.println(Json.line(object));
    } else {
      for (int i = 0; i < functions.size(); i++) {
        out.print((i > 0 ? "\n" : "") + text(functions.get(i)));
      }
      out.flush();
    }
    picture.write(() -> ActivationPlot.of(functions));
    return 0;
  }

  private List<ActivationFunction> functions() {
    List<String> wanted =
        names.isEmpty() ? List.copyOf(ActivationFunction.DEFINITIONS.keySet()) : names;
    try {
      Given given = Given.NOTHING.reluAtZero(reluAtZero);
      return wanted.stream().map(name -> ActivationFunction.of(name, given)).toList();
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  private String text(ActivationFunction function) {
    Range slopes = function.slopeRange();
    String summit =
        slopes.summit().isPresent()
            ? ", greatest at x = " + Wording.number(slopes.summit().getAsDouble())
            : "";
    return Messages.format(
        """
        %s
          f(x)  = %s
          f'(x) = %s
          range of f: %s
          range of f': %s%s
          |f'| ≤ %s: %s
        """,
        function.name(),
        function.definition(),
        function.derivative(),
        function.range(),
        slopes,
        summit,
        Double.toString(tolerance),
        function.saturation(tolerance).words());
  }

  private ObjectNode json(ActivationFunction function) {
    ObjectNode object = Json.object();
    object
        .put("name", function.name())
        .put("formula", function.definition())
        .put("derivative", function.derivative());
    object.set("range", json(function.range()));
    object.set("slope", json(function.slopeRange()));
    Saturation saturation = function.saturation(tolerance);
    ObjectNode flat = object.putObject("saturation").put("tolerance", tolerance);
    saturation.below().ifPresentOrElse(v -> flat.put("below", v), () -> flat.putNull("below"));
    saturation.above().ifPresentOrElse(v -> flat.put("above", v), () -> flat.putNull("above"));
    return object;
  }

  private static ObjectNode json(Range range) {
    ObjectNode object = Json.object();
    Json.number(object, "low", range.low());
    object.put("lowReached", range.lowReached());
    Json.number(object, "high", range.high());
    return object.put("highReached", range.highReached());
  }
}
