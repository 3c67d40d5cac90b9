package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.chainrule.cli.Json;
import org.chainrule.cli.Messages;
import org.chainrule.explain.check.SingleUnit;
import org.chainrule.explain.check.TruthTable;
import org.chainrule.explain.linear.Certificate;
import org.chainrule.explain.linear.LinearSystem.Outcome;
import org.chainrule.explain.number.Rational;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule check unit}. */
@Command(
    name = "unit",
    description =
        "Tell weights of one unit relu(w1 x1 + w2 x2 + … + b) with this truth table, or prove that"
            + " there are none.",
    footer = {
      "The proof is a contradiction: multiples of what the rows demand that add up to something"
          + " false. Exit code 0 if there are weights, 1 if there are none.",
      "",
      "Examples:",
      "  chainrule check unit --table \"0 0: 0; 0 1: 1; 1 0: 1; 1 1: 0\"",
      "  chainrule check unit --table \"0 0: 0; 0 1: 0; 1 0: 0; 1 1: 1\""
    })
final class CheckUnit implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "ROWS",
      description = "Inputs, a colon, the output; rows between semicolons: \"0 1: 1; 1 1: 0\".")
  private String table;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Outcome outcome;
    try {
      outcome = SingleUnit.fit(TruthTable.parse(table));
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
    PrintWriter out = command.commandLine().getOut();
    out.print(json ? Json.line(json(outcome)) + "\n" : text(outcome));
    out.flush();
    return outcome instanceof Outcome.Solution ? 0 : 1;
  }

  private static String text(Outcome outcome) {
    StringBuilder text = new StringBuilder();
    switch (outcome) {
      case Outcome.Solution(List<Rational> values) -> {
        text.append("possible:");
        for (int i = 0; i < values.size(); i++) {
          text.append(i == 0 ? " " : ", ")
              .append(name(i, values.size()))
              .append(" = ")
              .append(values.get(i).toString().replace("-", "−"));
        }
        text.append('\n');
      }
      case Outcome.Contradiction(Certificate certificate) -> {
        text.append("impossible: the rows demand\n");
        certificate
            .terms()
            .forEach(
                term ->
                    text.append(
                        Messages.format(
                            "  %-28s times %s%n",
                            term.constraint().text(),
                            term.multiplier().toString().replace("-", "−"))));
        text.append("and these add up to ").append(certificate.contradiction()).append('\n');
      }
    }
    return text.toString();
  }

  private static String name(int place, int count) {
    return place == count - 1 ? "b" : "w" + (place + 1);
  }

  private static ObjectNode json(Outcome outcome) {
    ObjectNode object = Json.object();
    switch (outcome) {
      case Outcome.Solution(List<Rational> values) -> {
        object.put("possible", true);
        ObjectNode weights = object.putObject("weights");
        for (int i = 0; i < values.size(); i++) {
          weights.put(name(i, values.size()), values.get(i).toString());
        }
      }
      case Outcome.Contradiction(Certificate certificate) -> {
        object.put("possible", false);
        certificate
            .terms()
            .forEach(
                term ->
                    object
                        .withArray("proof")
                        .addObject()
                        .put("relation", term.constraint().text())
                        .put("times", term.multiplier().toString()));
        object.put("contradiction", certificate.contradiction());
      }
    }
    return object;
  }
}
