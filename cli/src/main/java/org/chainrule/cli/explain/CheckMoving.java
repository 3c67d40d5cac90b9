package org.chainrule.cli.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.explain.check.Movable;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.graph.Expr;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code chainrule check moving}. */
@Command(
    name = "moving",
    description = "Judge which parameters gradient descent can ever move from given values.",
    footer = {
      "The parameters are those with values; all other variables are data and stay free. The"
          + " gradient of what does not move is zero in closed form, whatever the data.",
      "",
      "Examples:",
      "  chainrule check moving --of \"(v1 relu(w1 x1) + v2 relu(w2 x2) + b - t)^2\" \\",
      "    --at v1=0,v2=0,w1=0,w2=0,b=0 --claim b"
    })
final class CheckMoving implements Check {
  @Mixin private CheckedFormula formula;

  @Option(
      names = "--claim",
      required = true,
      paramLabel = "NAME,...",
      description = "The parameters that are claimed to move, and no others.")
  private List<String> claim = new ArrayList<>();

  @Mixin private VerdictOutput output;

  @Override
  public void requireQuestion() {
    formula.program();
  }

  @Override
  public Verdict judge() {
    return formula.reading(
        () -> {
          FormulaProgram program = formula.program();
          List<Expr> parameters =
              program.variables().stream().filter(program.values()::containsKey).toList();
          Set<Expr> claimed =
              claim.stream()
                  .flatMap(names -> Arrays.stream(names.split(",")))
                  .map(name -> program.node(name.strip()))
                  .collect(Collectors.toSet());
          Set<Expr> moving =
              new HashSet<>(Movable.of(program.objective().value(), parameters, program.values()));
          return moving.equals(claimed)
              ? new Verdict.Right(
                  "the gradients of all others are zero in closed form, whatever the data")
              : new Verdict.Wrong(
                  "other parameters move",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(
                      moving.stream().map(v -> v.op().name()).sorted().toList().toString()));
        });
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
