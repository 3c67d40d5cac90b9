package org.chainrule.cli.explain;

import java.util.Optional;
import org.chainrule.explain.check.ProgramQuestion;
import org.chainrule.explain.check.ShapeClaim;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.graph.Expr;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code chainrule check shape}. */
@Command(
    name = "shape",
    description = "Judge the shape of a formula or of its derivative.",
    footer = {
      "Examples:",
      "  chainrule check shape --of \"X*W\" --shape \"X: n,d; W: d,k\" --claim \"n,k\"",
      "  chainrule check shape --of \"X*w\" --shape \"X: n,d; w: d\" --wrt w --claim \"n,d\""
    })
final class CheckShape implements Check {
  @Mixin private CheckedFormula formula;

  @Option(
      names = "--wrt",
      paramLabel = "NAME",
      description = "The derivative by this variable is meant.")
  private Optional<String> by;

  @Option(
      names = "--claim",
      required = true,
      paramLabel = "SIZES",
      description = "The sizes that are claimed: \"n,k\", \"n x k\", or \"scalar\".")
  private String claim;

  @Mixin private VerdictOutput output;

  @Override
  public Verdict judge() {
    return formula.reading(
        () -> {
          FormulaProgram program = formula.program();
          Expr asked =
              by.map(name -> ProgramQuestion.derivative(program, name).question().answer())
                  .orElse(program.objective().value());
          boolean row = by.isEmpty() && program.objective().row();
          return ShapeClaim.judge(asked.shape(), row, program.sizes(), claim);
        });
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
