package org.chainrule.cli.explain;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chainrule.cli.Messages;
import org.chainrule.cli.OutputFile;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Png;
import org.chainrule.drawing.Svg;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.picture.GraphPicture;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.data.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code chainrule graph}. */
@Command(
    name = "graph",
    description = "Draw a computation graph with forward values and derivatives.",
    footer = {
      "One operation a box, with its forward value and, below it, the partial derivative of the"
          + " whole; on the arrows stand the local partial derivatives. Without --at the picture"
          + " has no numbers.",
      "",
      "Examples:",
      "  chainrule graph \"ln(x) + exp(y)*z\" --at x=1,y=3,z=2 --output graph.svg",
      "  chainrule graph network.txt --output network.png"
    })
public final class GraphCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private FormulaArgument formula;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to draw, an .svg or a .png (default: SVG to standard output).")
  private Optional<Path> output;

  @Override
  public Integer call() {
    String name = output.map(Path::toString).orElse(".svg").toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      throw Messages.wrong(command, "--output %s: its name must end in .svg or .png", name);
    }
    output.ifPresent(OutputFile::requireWritable);
    FormulaProgram program = formula.program();
    Drawing drawing;
    try {
      drawing =
          GraphPicture.of(formula.question(program, java.util.List.of()), program.sizes()::text);
    } catch (ShapeException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
    if (name.endsWith(".png")) {
      Png.obstacle()
          .ifPresent(
              reason -> {
                throw Messages.wrong(
                    command, "PNG can't be drawn here (%s); SVG can: --output graph.svg", reason);
              });
      byte[] png = Png.of(drawing);
      output.ifPresent(file -> AtomicFile.write(file, out -> out.write(png)));
    } else {
      String svg = svg(drawing);
      output.ifPresentOrElse(
          file -> AtomicFile.write(file, out -> out.write(svg.getBytes(StandardCharsets.UTF_8))),
          () -> {
            command.commandLine().getOut().print(svg);
            command.commandLine().getOut().flush();
          });
    }
    return 0;
  }

  /** A drawing as a file of its own, with its colours. */
  private static String svg(Drawing drawing) {
    Markup.Element picture = Svg.of(drawing).with("font-family", "system-ui, sans-serif");
    String markup = picture.render();
    int start = markup.indexOf('>') + 1;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + markup.substring(0, start)
        + Markup.element("style", Ink.styles()).render()
        + markup.substring(start)
        + "\n";
  }
}
