package org.chainrule.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.cli.Messages;
import org.chainrule.explain.check.EverySize;
import org.chainrule.explain.check.Judge;
import org.chainrule.explain.check.Question;
import org.chainrule.explain.check.StarReading;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.explain.formula.Stars;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code chainrule check equal}. */
@Command(
    name = "equal",
    preprocessor = LeadingMinus.class,
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
  public void requireQuestion() {
    FormulaProgram.parse(first, given());
  }

  @Override
  public Verdict judge() {
    try {
      Given given = given();
      Verdict verdict = EverySize.judge(given, g -> judge(g, g), this::sizes);
      return StarReading.of(first + second, verdict, stars -> starred(given, stars));
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  private Given given() {
    Given given = Given.NOTHING;
    for (String text : shapes) {
      given = given.shape(text);
    }
    return given;
  }

  /** Right if it is with this meaning of * on one side, or on both. */
  private Verdict starred(Given given, Stars stars) {
    return Stream.of(
            List.of(stars, stars),
            List.of(stars, Stars.MATRIX_PRODUCT),
            List.of(Stars.MATRIX_PRODUCT, stars))
        .map(
            sides ->
                EverySize.judge(
                    given,
                    g -> judge(g.stars(sides.getFirst()), g.stars(sides.getLast())),
                    this::sizes))
        .filter(verdict -> verdict instanceof Verdict.Right)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not equal by this reading"));
  }

  private Sizes sizes(Given given) {
    return FormulaProgram.parse(first, given).sizes();
  }

  private Verdict judge(Given left, Given right) {
    FormulaProgram program = FormulaProgram.parse(first, left);
    FormulaProgram claim = FormulaProgram.parse(second, right);
    Question question = Question.of(program.objective().value(), Map.of()).with(program.sizes());
    Verdict verdict = Judge.of(question, claim.objective().value());
    Verdict told = verdict instanceof Verdict.Wrong wrong ? wrong.answered(first.strip()) : verdict;
    return told.remarked(program.remarks()).remarked(claim.remarks());
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
