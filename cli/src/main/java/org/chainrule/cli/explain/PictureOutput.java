package org.chainrule.cli.explain;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.cli.Messages;
import org.chainrule.cli.OutputFile;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Png;
import org.chainrule.drawing.Svg;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.learn.data.AtomicFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A file that a drawing is written to, if one is named. */
final class PictureOutput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to draw it: an .svg or a .png.")
  private Optional<Path> output;

  /** Checks beforehand that the file can be written. */
  void requireWritable() {
    output.ifPresent(
        file -> {
          String name = file.toString().toLowerCase(Locale.ROOT);
          if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw Messages.wrong(command, "--output %s: its name must end in .svg or .png", file);
          }
          if (name.endsWith(".png")) {
            Png.obstacle()
                .ifPresent(
                    reason -> {
                      throw Messages.wrong(
                          command, "PNG can't be drawn here (%s); SVG can", reason);
                    });
          }
          OutputFile.requireWritable(file);
        });
  }

  /** Writes the file, if one is named. */
  void write(Supplier<Drawing> drawing) {
    output.ifPresent(file -> write(file, drawing.get()));
  }

  /** Writes the file; if none is named, SVG to standard output. */
  void writeOrPrint(Drawing drawing) {
    output.ifPresentOrElse(
        file -> write(file, drawing),
        () -> {
          PrintWriter out = command.commandLine().getOut();
          out.print(svg(drawing));
          out.flush();
        });
  }

  private static void write(Path file, Drawing drawing) {
    boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    byte[] bytes = png ? Png.of(drawing) : svg(drawing).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /** A drawing as a file of its own, with its colours. */
  private static String svg(Drawing drawing) {
    String markup = Svg.of(drawing).with("font-family", "system-ui, sans-serif").render();
    int start = markup.indexOf('>') + 1;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + markup.substring(0, start)
        + Markup.element("style", Ink.styles()).render()
        + markup.substring(start)
        + "\n";
  }
}
