package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.chainrule.cli.Columns;
import org.chainrule.cli.Json;
import org.chainrule.cli.Messages;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.trace.Rounding;
import org.chainrule.explain.trace.Trace;
import org.chainrule.explain.trace.TraceTables;
import org.chainrule.graph.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule trace}. */
@Command(
    name = "trace",
    preprocessor = LeadingMinus.class,
    description = "Show every intermediate value: forward, backward, and after an update.",
    footer = {
      "Quantities with an index, as h_1, h_2, ..., have a row each step. With --round they are"
          + " rounded as soon as they are computed, halves to even, and later steps use the rounded"
          + " values; there are no derivatives then.",
      "",
      "With --json:",
      "  {\"given\": {NAME: VALUE}, \"forward\": [{\"name\", \"formula\", \"value\", \"exact\"}],",
      "   \"backward\": {NAME: VALUE}, \"update\": {NAME: VALUE}}",
      "",
      "Examples:",
      "  chainrule trace net.txt --at i1=2,i2=-1 --rate 0.1",
      "  chainrule trace lstm.txt --at \"x=[0,0,1,1,1,0]\" --round h",
      "  chainrule trace \"h = relu(w*x); y = 2 h; (y - 1)^2\" --at w=3,x=1 --markdown"
    })
public final class TraceCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private FormulaArgument formula;

  @Option(
      names = "--round",
      paramLabel = "NAME[:DECIMALS],...",
      split = ",",
      description = "Quantities to round at each step; h means h_1, h_2, ... too.")
  private List<String> rounded = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Show a step of gradient descent with this rate.")
  private Optional<Double> rate;

  @Option(
      names = "--update",
      paramLabel = "NAME,...",
      description = "The variables that learn (default: all).")
  private List<String> updated = new ArrayList<>();

  @Option(names = "--forward", description = "Leave the derivatives out.")
  private boolean forward;

  @Option(names = "--markdown", description = "Print tables in Markdown.")
  private boolean markdown;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    boolean onlyForward = forward || !rounded.isEmpty();
    if (onlyForward && rate.isPresent()) {
      throw Messages.wrong(
          command, "--rate needs derivatives, and there are none with --forward or --round");
    }
    FormulaProgram program = formula.program();
    OptionalDouble step = rate.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    Trace trace;
    try {
      trace =
          onlyForward
              ? Trace.forward(program, rounded.stream().map(Rounding::parse).toList())
              : Trace.of(program, step, formula.nodes(program, updated));
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(Json.line(json(trace)));
    } else {
      List<String> tables =
          TraceTables.of(trace).stream().map(markdown ? this::markdown : this::text).toList();
      out.print(String.join("\n", tables));
      out.flush();
    }
    return 0;
  }

  private String text(TraceTables.Table table) {
    return Columns.align(table.rows(), table.texts())
        .lines()
        .map(line -> "  " + line.stripTrailing() + "\n")
        .collect(Collectors.joining("", table.title() + "\n", ""));
  }

  private String markdown(TraceTables.Table table) {
    StringBuilder text = new StringBuilder("**" + table.title() + "**\n\n");
    for (int i = 0; i < table.rows().size(); i++) {
      List<String> cells =
          table.rows().get(i).stream().map(cell -> cell.replace("|", "\\|")).toList();
      text.append("| ").append(String.join(" | ", cells)).append(" |\n");
      if (i == 0) {
        text.append("|---".repeat(cells.size())).append("|\n");
      }
    }
    return text.toString();
  }

  private static ObjectNode json(Trace trace) {
    ObjectNode object = Json.object();
    ObjectNode given = object.putObject("given");
    trace.given().forEach(e -> put(given, e.name(), e.value()));
    ArrayNode steps = object.putArray("forward");
    for (Trace.Step step : trace.steps()) {
      ObjectNode one = steps.addObject().put("name", step.name()).put("formula", step.formula());
      put(one, "value", step.value());
      put(one, "exact", step.exact());
    }
    ObjectNode backward = object.putObject("backward");
    trace.partials().forEach(e -> put(backward, e.name(), e.value()));
    ObjectNode update = object.putObject("update");
    trace.updates().forEach(u -> put(update, u.name(), u.after()));
    return object;
  }

  /** A number, or arrays of arrays; what is not finite is null. */
  private static void put(ObjectNode object, String name, Tensor value) {
    ArrayNode array = Json.object().putArray(name);
    add(array, value, 0, 0);
    object.set(name, array.get(0));
  }

  private static int add(ArrayNode array, Tensor value, int axis, int from) {
    if (axis == value.shape().rank()) {
      if (Double.isFinite(value.at(from))) {
        array.add(value.at(from));
      } else {
        array.addNull();
      }
      return from + 1;
    }
    ArrayNode inner = array.addArray();
    int at = from;
    for (int i = 0; i < value.shape().size(axis); i++) {
      at = add(inner, value, axis + 1, at);
    }
    return at;
  }
}
