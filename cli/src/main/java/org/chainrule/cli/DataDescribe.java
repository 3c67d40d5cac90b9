package org.chainrule.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.chainrule.learn.data.DatasetSummary;
import org.chainrule.learn.data.Spread;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule data describe}. */
@Command(
    name = "describe",
    description = "Tell what examples are like: how many, their shape, classes and values.",
    footer = {
      "Examples:",
      "  chainrule data describe digits",
      "  chainrule data describe iris.csv --json"
    })
final class DataDescribe implements Callable<Integer> {
  /** Of a table with more columns, single columns are told only as JSON. */
  private static final int MOST_COLUMNS = 40;

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "DATA",
      description = "As for chainrule train; of a folder, the training part.")
  private String data;

  @Mixin private DataOptions format;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The labels of DATA, if they are in a file of their own.")
  private Optional<Path> labels;

  @Option(names = "--json", description = "Print it as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    DataLocation named = DataLocation.of(data, labels);
    DataLocation place = named instanceof DataLocation.Folder folder ? folder.train() : named;
    DatasetSummary summary = DatasetSummary.of(format.reader().read(place, List.of()));
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(Json.line(json(summary)));
    } else {
      out.print(text(summary));
      out.flush();
    }
    return 0;
  }

  private static String text(DatasetSummary summary) {
    StringBuilder text = new StringBuilder();
    text.append(
        Messages.format(
            "%s: %d examples of shape %s, %d classes\n\n",
            summary.name(),
            summary.count(),
            Messages.shape(summary.exampleShape()),
            summary.classes().size()));
    List<List<String>> classes = new ArrayList<>(List.of(List.of("class", "examples", "share")));
    summary
        .classes()
        .forEach(
            c ->
                classes.add(
                    List.of(
                        c.name(),
                        Integer.toString(c.count()),
                        Messages.percent((double) c.count() / summary.count()))));
    text.append(Columns.align(classes)).append('\n');
    List<List<String>> values = new ArrayList<>();
    values.add(List.of("values", "least", "greatest", "mean", "deviation"));
    if (summary.columns().size() <= MOST_COLUMNS) {
      summary.columns().forEach(column -> values.add(row(column.name(), column.spread())));
    }
    values.add(row("all", summary.all()));
    text.append(Columns.align(values));
    List<DatasetSummary.Column> constant = summary.constantColumns();
    if (!constant.isEmpty()) {
      text.append(
          Messages.format(
              "\n%d of %d columns never change: %s\n",
              constant.size(),
              summary.columns().size(),
              constant.stream()
                  .map(DatasetSummary.Column::name)
                  .limit(MOST_COLUMNS)
                  .collect(Collectors.joining(", "))));
    }
    return text.toString();
  }

  private static List<String> row(String name, Spread spread) {
    return List.of(
        name,
        number(spread.minimum()),
        number(spread.maximum()),
        number(spread.mean()),
        number(spread.standardDeviation()));
  }

  private static String number(double value) {
    return Messages.format("%.5g", value);
  }

  private static ObjectNode json(DatasetSummary summary) {
    ObjectNode root = Json.object();
    root.put("name", summary.name()).put("examples", summary.count());
    ArrayNode shape = root.putArray("shape");
    summary.exampleShape().forEach(shape::add);
    ArrayNode classes = root.putArray("classes");
    summary
        .classes()
        .forEach(c -> classes.addObject().put("name", c.name()).put("examples", c.count()));
    spread(root.putObject("all"), summary.all());
    ArrayNode columns = root.putArray("columns");
    summary
        .columns()
        .forEach(column -> spread(columns.addObject().put("name", column.name()), column.spread()));
    return root;
  }

  private static void spread(ObjectNode node, Spread spread) {
    node.put("minimum", spread.minimum())
        .put("maximum", spread.maximum())
        .put("mean", spread.mean())
        .put("standard_deviation", spread.standardDeviation());
  }
}
