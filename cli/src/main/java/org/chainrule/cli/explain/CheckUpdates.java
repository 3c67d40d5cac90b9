package org.chainrule.cli.explain;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.explain.check.NumberClaim;
import org.chainrule.explain.check.UpdateClaim;
import org.chainrule.explain.check.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code chainrule check updates}. */
@Command(
    name = "updates",
    description = "Judge weights that are claimed to be those after one step of gradient descent.",
    footer = {
      "Examples:",
      "  chainrule check updates --of \"(w*x - t)^2\" --at w=1,x=2,t=1 --rate 0.1 --claim w=0.6",
      "  chainrule check updates --of \"norm(W*x - t)^2\" --rate 0.1 \\",
      "    --at \"W=[1,0;0,1], x=[1,2], t=[0,1]\" --claim \"W=[0.8,-0.4;-0.2,0.6]\""
    })
final class CheckUpdates implements Check {
  @Mixin private CheckedFormula formula;

  @Option(
      names = "--rate",
      required = true,
      paramLabel = "NUMBER",
      description = "The learning rate.")
  private double rate;

  @Option(
      names = "--claim",
      required = true,
      paramLabel = "NAME=VALUE,...",
      description = "The weights after the step: w=0.6 or \"W=[1,2; 3,4], b=0.5\".")
  private List<String> claims = new ArrayList<>();

  @Option(
      names = "--digits",
      paramLabel = "COUNT",
      description = "The significant digits that a claim needs unless it is exact (default: 3).")
  private int digits = NumberClaim.USUAL_DIGITS;

  @Mixin private VerdictOutput output;

  @Override
  public void requireQuestion() {
    formula.program();
  }

  @Override
  public Verdict judge() {
    return formula.reading(
        () -> UpdateClaim.judge(formula.program(), rate, String.join(", ", claims), digits));
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
