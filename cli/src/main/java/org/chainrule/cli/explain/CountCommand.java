package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.chainrule.cli.Columns;
import org.chainrule.cli.Json;
import org.chainrule.cli.Messages;
import org.chainrule.explain.formula.FormulaException;
import org.chainrule.explain.layer.CountedLayer;
import org.chainrule.explain.layer.LayerList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule count}. */
@Command(
    name = "count",
    description = "Count the parameters of layers, with the arithmetic.",
    footer = {
      "Layers are written as for chainrule shapes; a filter has a bias unless nobias is written.",
      "",
      "Examples:",
      "  chainrule count \"22x22 -> conv 4x4 stride 2 nobias\"",
      "  chainrule count \"40x40x3 -> local 4x4 stride 2 nobias\"",
      "  chainrule count \"784 -> dense 512 -> relu -> dense 10\""
    })
public final class CountCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "LAYERS", description = "INPUT -> LAYER -> LAYER ...")
  private String text;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    LayerList list;
    try {
      list = LayerList.parse(text);
    } catch (FormulaException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? json(list) : table(list));
    out.flush();
    return 0;
  }

  private static String table(LayerList list) {
    List<List<String>> rows = new ArrayList<>();
    for (CountedLayer layer : list.layers()) {
      rows.add(List.of(layer.text(), count(layer.parameters())));
    }
    rows.add(List.of("all", count(list.parameters())));
    List<String> lines = Columns.align(rows).lines().toList();
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String arithmetic = i < list.layers().size() ? list.layers().get(i).countArithmetic() : "";
      written
          .append(lines.get(i))
          .append(arithmetic.isEmpty() ? "" : "   " + arithmetic)
          .append('\n');
    }
    return written.toString();
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String json(LayerList list) {
    ObjectNode object = Json.object();
    ArrayNode layers = object.putArray("layers");
    for (CountedLayer layer : list.layers()) {
      layers
          .addObject()
          .put("layer", layer.text())
          .put("parameters", layer.parameters())
          .put("arithmetic", layer.countArithmetic());
    }
    return Json.line(object.put("parameters", list.parameters())) + "\n";
  }
}
