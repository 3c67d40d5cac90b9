package org.chainrule.cli.explain;

import java.util.List;
import java.util.Optional;
import org.chainrule.explain.check.NumberClaim;
import org.chainrule.explain.check.ProgramQuestion;
import org.chainrule.explain.check.ValueClaim;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code chainrule check value}. */
@Command(
    name = "value",
    description =
        "Judge numbers: a value, or that of a derivative, at given values; a vector or matrix as a"
            + " whole, or one element.",
    footer = {
      "A claim is right if the true value, rounded to the digits that the claim has, is the claim,"
          + " and they are enough; of a vector or matrix each number is judged so.",
      "",
      "Examples:",
      "  chainrule check value --of \"ln(x) + exp(y)*z\" --at x=1,y=3,z=2 --claim 40.171",
      "  chainrule check value --of \"ln(x) + exp(y)*z\" --wrt z --at x=1,y=3,z=2 --claim 20.0855",
      "  chainrule check value --of \"softmax(z)\" --at z=[0,0] --claim \"(0.5, 0.5)\"",
      "  chainrule check value --of \"A*B\" --at A=[1,2;3,4],B=[0,1;1,0] --claim \"[2,1;4,3]\""
    })
final class CheckValue implements Check {
  @Mixin private CheckedFormula formula;

  @Option(
      names = "--wrt",
      paramLabel = "NAME",
      description = "The derivative by this variable is meant, not the value.")
  private Optional<String> by;

  @Option(
      names = "--element",
      paramLabel = "INDEX,...",
      split = ",",
      description = "Which element is meant, from 1, if there are several.")
  private List<Integer> element = List.of();

  @Option(
      names = "--claim",
      required = true,
      paramLabel = "NUMBERS",
      description = "What is claimed: 40.171, (0.1, 0.9) or [1, 2; 3, 4].")
  private String claim;

  @Option(
      names = "--digits",
      paramLabel = "COUNT",
      description = "The significant digits that a claim needs unless it is exact (default: 3).")
  private int digits = NumberClaim.USUAL_DIGITS;

  @Mixin private VerdictOutput output;

  @Override
  public void requireQuestion() {
    formula.reading(this::asked);
  }

  @Override
  public Verdict judge() {
    return formula.reading(() -> ValueClaim.judge(asked(), claim, digits));
  }

  /** The value, or its element that is named. */
  private Tensor asked() {
    FormulaProgram program = formula.program();
    Expr asked =
        by.map(name -> ProgramQuestion.derivative(program, name).question().answer())
            .orElse(program.objective().value());
    Tensor value = Interpreter.evaluate(asked, program.values());
    return element.isEmpty() ? value : Tensor.scalar(value.at(position(value.shape())));
  }

  private int position(Shape shape) {
    boolean fits = element.size() == shape.rank();
    int[] index = new int[shape.rank()];
    for (int axis = 0; fits && axis < index.length; axis++) {
      index[axis] = element.get(axis) - 1;
      fits = index[axis] >= 0 && index[axis] < shape.size(axis);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the value has shape " + shape + "; --element must name one of its elements");
    }
    return shape.position(index);
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
