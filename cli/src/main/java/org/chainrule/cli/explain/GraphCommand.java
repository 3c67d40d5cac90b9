package org.chainrule.cli.explain;

import java.util.List;
import java.util.concurrent.Callable;
import org.chainrule.cli.Messages;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.picture.GraphPicture;
import org.chainrule.graph.ShapeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code chainrule graph}. */
@Command(
    name = "graph",
    preprocessor = LeadingMinus.class,
    description = "Draw a computation graph with forward values and derivatives.",
    footer = {
      "One operation a box, with its forward value and, below it, the partial derivative of the"
          + " whole; on the arrows stand the local partial derivatives. Without --at the picture"
          + " has no numbers; without --output it is printed, as SVG.",
      FormulaArgument.NAMES,
      "",
      "Examples:",
      "  chainrule graph \"ln(x) + exp(y)*z\" --at x=1,y=3,z=2 --output graph.svg",
      "  chainrule graph network.txt --output network.png"
    })
public final class GraphCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private FormulaArgument formula;

  @Mixin private PictureOutput picture;

  @Override
  public Integer call() {
    picture.requireWritable();
    FormulaProgram program = formula.program();
    try {
      picture.writeOrPrint(
          GraphPicture.of(formula.question(program, List.of()), program.sizes()::text));
    } catch (ShapeException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
    return 0;
  }
}
