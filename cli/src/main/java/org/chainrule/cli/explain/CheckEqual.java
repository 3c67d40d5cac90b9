package org.chainrule.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.cli.Messages;
import org.chainrule.explain.check.Judge;
import org.chainrule.explain.check.Question;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Expr;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code chainrule check equal}. */
@Command(
    name = "equal",
    description = "Judge whether two formulas are equal wherever both have a value.",
    footer = {
      "Examples:",
      "  chainrule check equal \"sigma(x)(1 - sigma(x))\" \"e^x/(1 + e^x)^2\"",
      "  chainrule check equal \"(A*B)'\" \"B'*A'\" --shape \"A: n,m; B: m,k\""
    })
final class CheckEqual implements Check {
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "FORMULA", description = "One formula.")
  private String first;

  @Parameters(index = "1", paramLabel = "FORMULA", description = "The other.")
  private String second;

  @Option(
      names = "--shape",
      paramLabel = "NAME:SIZES",
      description = "Sizes of variables, numbers or names: --shape \"X: n,d; w: d\".")
  private List<String> shapes = new ArrayList<>();

  @Mixin private VerdictOutput output;

  @Override
  public Verdict judge() {
    try {
      Given given = Given.NOTHING;
      for (String text : shapes) {
        given = given.shape(text);
      }
      return CheckedFormula.judge(given, this::judge);
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  private Verdict judge(Given given) {
    FormulaProgram program = FormulaProgram.parse("left = " + first, given);
    Expr left = program.objective().value();
    Expr right = program.extended("right = " + second).objective().value();
    return Judge.of(Question.of(left, Map.of()).with(program.sizes()), right);
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
