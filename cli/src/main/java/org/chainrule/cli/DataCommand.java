package org.chainrule.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.chainrule.learn.data.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;

/** The command {@code chainrule data}. */
@Command(
    name = "data",
    description = "See what there is to learn from.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DataCommand.Built.class, DataDescribe.class})
final class DataCommand {

  /** The command {@code chainrule data list}. */
  @Command(name = "list", description = "List the data sets that come with the program.")
  static final class Built implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Option(names = "--json", description = "Print them as a JSON array.")
    private boolean json;

    @Override
    public Integer call() {
      PrintWriter out = command.commandLine().getOut();
      ArrayNode array = Json.array();
      List<List<String>> rows = new ArrayList<>();
      for (BuiltInData set : BuiltInData.values()) {
        Dataset data = set.load();
        String shape = Messages.shape(data.exampleShape());
        int classes = data.labels().classes().size();
        array
            .addObject()
            .put("name", Words.of(set))
            .put("examples", data.count())
            .put("shape", shape)
            .put("classes", classes)
            .put("description", set.description());
        rows.add(
            List.of(
                Words.of(set),
                data.count() + " examples",
                shape,
                classes + " classes",
                set.description()));
      }
      if (json) {
        out.println(Json.line(array));
      } else {
        out.print(Columns.align(rows));
        out.flush();
      }
      return 0;
    }
  }
}
