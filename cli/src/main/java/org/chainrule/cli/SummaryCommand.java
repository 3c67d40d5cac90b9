package org.chainrule.cli;

import java.util.concurrent.Callable;
import org.chainrule.learn.network.Summary;
import org.chainrule.learn.training.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule summary}. */
@Command(
    name = "summary",
    description = "Show a model's layers: the shape of what each gives, its parameters, its work.",
    footer = {
      "FLOPs are the operations of a layer's products for one example on its way forwards: 2 for"
          + " each multiplication with its addition. Statistics are parameters that no gradient"
          + " changes.",
      "",
      "Examples:",
      "  chainrule summary runs/digits-1",
      "  chainrule summary model.safetensors --json"
    })
final class SummaryCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ModelArgument modelArgument;

  @Option(names = "--json", description = "Print the layers as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Model model = modelArgument.read();
    Summary summary = model.network().summary();
    if (json) {
      command.commandLine().getOut().println(Json.line(json(summary)));
    } else {
      command.commandLine().getOut().print(summary);
      command.commandLine().getOut().flush();
    }
    return 0;
  }

  private static ObjectNode json(Summary summary) {
    ObjectNode object = Json.object();
    ArrayNode input = object.putArray("input");
    summary.input().sizes().forEach(input::add);
    ArrayNode layers = object.putArray("layers");
    for (Summary.Row row : summary.rows()) {
      ObjectNode layer = layers.addObject().put("name", row.name()).put("layer", row.layer());
      ArrayNode output = layer.putArray("output");
      row.output().sizes().forEach(output::add);
      layer
          .put("parameters", row.trained())
          .put("statistics", row.statistics())
          .put("flops", row.flops());
    }
    return object
        .put("parameters", summary.trained())
        .put("statistics", summary.statistics())
        .put("flops", summary.flops());
  }
}
