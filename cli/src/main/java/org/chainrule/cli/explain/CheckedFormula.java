package org.chainrule.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chainrule.cli.Messages;
import org.chainrule.explain.check.EverySize;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.layer.LayerList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The formula that a claim is about. */
final class CheckedFormula {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--of",
      required = true,
      paramLabel = "FORMULA|FILE",
      description =
          "A formula, or a file with one assignment a line, the last one being what is asked about;"
              + " with --program the name of a quantity or a formula of them.")
  private String of;

  @Option(
      names = "--program",
      paramLabel = "FORMULAS|FILE",
      description = "Formulas that the one in --of is written with.")
  private Optional<String> program;

  @Option(
      names = "--shape",
      paramLabel = "NAME:SIZES",
      description = "Sizes of variables, numbers or names: --shape \"X: n,d; w: d\".")
  private List<String> shapes = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "NAME=VALUE,...",
      description = "Values of variables: --at x=1,y=3 or --at \"W=[1,2;3,4]\".")
  private List<String> at = new ArrayList<>();

  @Option(
      names = "--relu-at-zero",
      paramLabel = "0|1",
      description = "What relu'(0) is taken to be (default: 0).")
  private int reluAtZero;

  /** What is known beside the formula. */
  private Given given() {
    if (reluAtZero != 0 && reluAtZero != 1) {
      throw Messages.wrong(command, "--relu-at-zero is 0 or 1, not %d", reluAtZero);
    }
    Given given = Given.NOTHING.reluAtZero(reluAtZero);
    for (String text : shapes) {
      given = given.shape(text);
    }
    for (String text : at) {
      given = given.at(text);
    }
    return given;
  }

  /** The program whose objective is asked about. */
  FormulaProgram program() {
    return reading(() -> program(given()));
  }

  private FormulaProgram program(Given given) {
    if (program.isEmpty()) {
      return FormulaArgument.read(of, given);
    }
    FormulaProgram whole = FormulaArgument.read(program.get(), given);
    boolean named = whole.quantities().stream().anyMatch(q -> q.name().equals(of));
    return named ? whole.objective(of) : whole.extended(of);
  }

  /** The layers that are named in place of a formula. */
  Optional<LayerList> layers() {
    return program.isEmpty() && LayerList.isOne(of)
        ? Optional.of(reading(() -> LayerList.parse(of)))
        : Optional.empty();
  }

  /** The verdict on a claim about the program. */
  Verdict judge(Function<FormulaProgram, Verdict> judge) {
    return reading(
        () ->
            EverySize.judge(
                given(), given -> judge.apply(program(given)), given -> program(given).sizes()));
  }

  /** Reads something; what can't be read is told as bad usage. */
  <T> T reading(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }
}
