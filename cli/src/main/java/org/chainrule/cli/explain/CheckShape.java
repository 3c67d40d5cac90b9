package org.chainrule.cli.explain;

import java.util.Optional;
import org.chainrule.explain.check.ProgramQuestion;
import org.chainrule.explain.check.ShapeClaim;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.explain.layer.LayerList;
import org.chainrule.graph.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code chainrule check shape}. */
@Command(
    name = "shape",
    description = "Judge the shape of a formula, of its derivative, or of what layers give.",
    footer = {
      "Examples:",
      "  chainrule check shape --of \"X*W\" --shape \"X: n,d; W: d,k\" --claim \"n,k\"",
      "  chainrule check shape --of \"X*w\" --shape \"X: n,d; w: d\" --wrt w --claim \"n,d\"",
      "  chainrule check shape --of \"6x4 -> maxpool 2x2 stride 2\" --claim 3x2"
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
  public void requireQuestion() {
    formula.reading(this::asked);
  }

  @Override
  public Verdict judge() {
    return formula.reading(
        () -> {
          Optional<LayerList> layers = formula.layers().filter(list -> by.isEmpty());
          if (layers.isPresent()) {
            Shape output = new Shape(layers.get().layers().getLast().output());
            return ShapeClaim.judge(output, false, Sizes.NONE, claim);
          }
          Quantity asked = asked();
          return ShapeClaim.judge(
              asked.value().shape(), asked.row(), formula.program().sizes(), claim);
        });
  }

  private Quantity asked() {
    FormulaProgram program = formula.program();
    return by.map(name -> ProgramQuestion.derivative(program, name).question().answer())
        .map(answer -> Quantity.of("", answer))
        .orElse(program.objective());
  }

  @Override
  public VerdictOutput output() {
    return output;
  }
}
