package org.chainrule.cli.explain;

import org.chainrule.explain.check.ProgramQuestion;
import org.chainrule.explain.check.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code chainrule check gradient}, or {@code chainrule check jacobian}. */
@Command(
    name = "gradient",
    aliases = "jacobian",
    description = "Judge a derivative in closed form: of a number its gradient, else the Jacobian.",
    footer = {
      "The claim may be written with the names of quantities of the program, and with other"
          + " derivatives: dJ_dz1, dJ/dz1. The Jacobian has the axes of what is differentiated,"
          + " then those of what it is differentiated by.",
      "",
      "Examples:",
      "  chainrule check gradient --of \"ln(x) + exp(y)*z\" --wrt y --claim \"z exp(y)\"",
      "  chainrule check gradient --of \"norm(X*w - y)^2\" --shape \"X: n,d; w: d; y: n\" \\",
      "    --wrt w --claim \"2 X'(X w - y)\"",
      "  chainrule check gradient --of network.txt --wrt W --claim \"dJ_dz x'\" --no-reveal",
      "  chainrule check jacobian --of \"softmax(z)\" --shape \"z: n\" --wrt z \\",
      "    --claim \"diag(softmax(z)) - softmax(z) softmax(z)'\""
    })
final class CheckGradient implements Check {
  @Mixin private CheckedFormula formula;

  @Option(
      names = "--wrt",
      required = true,
      paramLabel = "NAME",
      description = "What is differentiated by: a variable or a quantity.")
  private String by;

  @Option(
      names = "--claim",
      required = true,
      paramLabel = "FORMULA",
      description = "The derivative that is claimed.")
  private String claim;

  @Mixin private VerdictOutput output;

  @Override
  public void requireQuestion() {
    formula.reading(() -> ProgramQuestion.derivative(formula.program(), by));
  }

  @Override
  public Verdict judge() {
    return formula.judge(program -> ProgramQuestion.derivative(program, by).judge(claim));
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
