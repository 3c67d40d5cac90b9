package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.chainrule.cli.Columns;
import org.chainrule.cli.Json;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.explain.layer.CountedLayer;
import org.chainrule.explain.layer.LayerArithmetic;
import org.chainrule.explain.layer.LayerList;
import org.chainrule.graph.Expr;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule shapes}. */
@Command(
    name = "shapes",
    description = "Tell the shape of every quantity of a formula, or of every layer's output.",
    footer = {
      "Layers are written INPUT -> LAYER -> LAYER, sizes with channels last:",
      "  conv 3x3 filters 8 stride 2 padding 1 dilation 1 groups 1 nobias",
      "  local 3x3 ...  (a convolution with filters of its own at every place)",
      "  maxpool 2x2, avgpool 2x2 stride 2, dense 10, flatten, relu",
      "",
      "Examples:",
      "  chainrule shapes \"norm(X*w - y)^2\" --shape \"X: n,d; w: d; y: n\"",
      "  chainrule shapes \"28x28x1 -> conv 5x5 filters 8 -> maxpool 2x2 -> flatten -> dense 10\""
    })
public final class ShapesCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private FormulaArgument formula;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    if (formula.isLayerList()) {
      LayerList list = formula.layers();
      out.print(json ? json(list) : text(list));
    } else {
      FormulaProgram program = formula.program();
      out.print(json ? json(program) : text(program));
    }
    out.flush();
    return 0;
  }

  private static String text(LayerList list) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("input", LayerArithmetic.written(list.input())));
    list.layers().forEach(l -> rows.add(List.of(l.text(), LayerArithmetic.written(l.output()))));
    List<String> lines = Columns.align(rows).lines().toList();
    StringBuilder text = new StringBuilder(lines.getFirst()).append('\n');
    for (int i = 0; i < list.layers().size(); i++) {
      List<String> arithmetic = list.layers().get(i).sizeArithmetic().stream().distinct().toList();
      text.append(lines.get(i + 1))
          .append(arithmetic.isEmpty() ? "" : "   " + String.join(", ", arithmetic))
          .append('\n');
    }
    return text.toString();
  }

  private static String json(LayerList list) {
    ObjectNode object = Json.object();
    list.input().forEach(object.putArray("input")::add);
    ArrayNode layers = object.putArray("layers");
    for (CountedLayer layer : list.layers()) {
      ObjectNode one = layers.addObject().put("layer", layer.text());
      layer.output().forEach(one.putArray("output")::add);
      layer.sizeArithmetic().forEach(one.putArray("arithmetic")::add);
    }
    return Json.line(object) + "\n";
  }

  private static String shape(FormulaProgram program, Expr value, boolean row) {
    return program.sizes().matrixText(value.shape(), row);
  }

  private static String text(FormulaProgram program) {
    List<List<String>> rows = new ArrayList<>();
    program
        .variables()
        .forEach(v -> rows.add(List.of(v.op().name(), shape(program, v, false), "given")));
    for (Quantity quantity : program.quantities()) {
      String shape = shape(program, quantity.value(), quantity.row());
      String how = quantity.text().isEmpty() ? "" : "= " + quantity.text();
      rows.add(List.of(quantity.name(), shape, how));
    }
    StringBuilder text = new StringBuilder();
    List<List<String>> pairs = rows.stream().map(row -> row.subList(0, 2)).toList();
    List<String> lines = Columns.align(pairs).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      text.append((lines.get(i) + "  " + rows.get(i).get(2)).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String json(FormulaProgram program) {
    ObjectNode object = Json.object();
    ObjectNode variables = object.putObject("variables");
    program.variables().forEach(v -> variables.put(v.op().name(), shape(program, v, false)));
    ObjectNode quantities = object.putObject("quantities");
    program.quantities().forEach(q -> quantities.put(q.name(), shape(program, q.value(), q.row())));
    return Json.line(object) + "\n";
  }
}
