package org.chainrule.cli.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.check.NetworkClaim;
import org.chainrule.explain.check.NetworkClaim.Agreement;
import org.chainrule.explain.check.TruthTable;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.graph.Expr;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code chainrule check truth-table}. */
@Command(
    name = "truth-table",
    aliases = "network",
    description =
        "Judge a network with its weights by the outputs that are wanted; failing rows are named.",
    footer = {
      "Examples:",
      "  chainrule check truth-table --of \"relu(x1+x2) - 2 relu(x1+x2-1)\" \\",
      "    --table \"0 0: 0; 0 1: 1; 1 0: 1; 1 1: 0\"",
      "  chainrule check network --of network.txt --at \"W=[1,1;1,1], c=[0,-1], v=[1,-2]\" \\",
      "    --inputs x --table \"0 0: 0; 0 1: 1; 1 0: 1; 1 1: 0\" --threshold 0.5"
    })
final class CheckTruthTable implements Check {
  @Mixin private CheckedFormula formula;

  @Option(
      names = {"--table", "--pairs"},
      required = true,
      paramLabel = "ROWS",
      description = "Inputs, a colon, the output; rows between semicolons: \"0 1: 1; 1 1: 0\".")
  private String table;

  @Option(
      names = "--inputs",
      paramLabel = "NAME,...",
      description = "The inputs, in the order of the table (default: all variables without value).")
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--rounded", description = "Outputs are rounded to whole numbers.")
  private boolean rounded;

  @Option(
      names = "--threshold",
      paramLabel = "NUMBER",
      description = "It is enough that outputs are on the right side of this.")
  private Optional<Double> threshold;

  @Mixin private VerdictOutput output;

  @Override
  public void requireQuestion() {
    TruthTable.parse(table);
  }

  @Override
  public Verdict judge() {
    return formula.reading(
        () -> {
          FormulaProgram program = formula.program();
          Agreement agreement =
              threshold
                  .<Agreement>map(Agreement.SameSide::new)
                  .orElse(rounded ? new Agreement.Rounded() : new Agreement.Exact());
          return NetworkClaim.judge(
              program, NetworkClaim.pairs(TruthTable.parse(table), variables(program)), agreement);
        });
  }

  private List<Expr> variables(FormulaProgram program) {
    return inputs.isEmpty()
        ? program.variables().stream()
            .filter(variable -> !program.values().containsKey(variable))
            .toList()
        : inputs.stream()
            .flatMap(names -> Arrays.stream(names.split(",")))
            .map(name -> program.node(name.strip()))
            .toList();
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
