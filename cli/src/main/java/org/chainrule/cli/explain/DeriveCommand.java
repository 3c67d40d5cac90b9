package org.chainrule.cli.explain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.chainrule.cli.Messages;
import org.chainrule.cli.OutputFile;
import org.chainrule.cli.Words;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationPage;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.document.Document;
import org.chainrule.explain.document.HtmlPage;
import org.chainrule.explain.document.LatexText;
import org.chainrule.explain.document.MarkdownText;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.learn.data.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code chainrule derive}. */
@Command(
    name = "derive",
    preprocessor = LeadingMinus.class,
    description = "Derive a gradient step by step, each step named and verified.",
    footer = {
      FormulaArgument.NAMES,
      "",
      "Examples:",
      "  chainrule derive \"ln(x) + exp(y)*z\" --at x=1,y=3,z=2",
      "  chainrule derive \"norm(X*w - y)^2\" --shape \"X: n,d; w: d; y: n\" --wrt w",
      "  chainrule derive \"X*w\" --shape \"X: n,d; w: d\" --wrt w --jacobian",
      "  chainrule derive network.txt --format html --output network.html",
      "  chainrule derive \"4 -> dense 3 -> relu -> dense 2 -> softmax\" --wrt W1",
      "  chainrule derive network.txt --of h_2 --wrt w1 --composed",
      "",
      "JSON has name, formula and value of what is differentiated; forward, its named quantities;"
          + " remarks, what is taken to be so; gradient or jacobian, by name; matrix, Jacobians"
          + " by several numbers side by side; steps; pattern, what holds at every time of a"
          + " recurrence; with --order 2 also second, the derivatives of each derivative."
    })
public final class DeriveCommand implements Callable<Integer> {
  private static final int WIDTH = 80;

  /** How the derivation is written. */
  public enum Format {
    /** Text with mathematical signs. */
    TERMINAL,
    /** Markdown with formulas in LaTeX. */
    MARKDOWN,
    /** A LaTeX article. */
    LATEX,
    /** A page that needs nothing but itself. */
    HTML,
    /** For other programs. */
    JSON
  }

  @Spec private CommandSpec command;

  @Mixin private FormulaArgument formula;

  @Option(
      names = "--wrt",
      paramLabel = "NAME,...",
      description = "What to differentiate by (default: every variable).")
  private List<String> by = new ArrayList<>();

  @Option(
      names = "--order",
      paramLabel = "1|2",
      description = "2 for second derivatives by numbers, too (default: ${DEFAULT-VALUE}).")
  private int order = 1;

  @Option(
      names = "--jacobian",
      description = "The Jacobian of a formula that is not a single number.")
  private boolean jacobian;

  @Option(
      names = "--composed",
      description = "Write all in terms of the variables, without the names of quantities.")
  private boolean composed;

  @Option(names = "--index", description = "Write elements of tensors by their indices, too.")
  private boolean indices;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      completionCandidates = Formats.class,
      description =
          "${COMPLETION-CANDIDATES} (default: as the name of the output file says, else terminal).")
  private Optional<Format> format;

  @Option(names = "--json", description = "Print one JSON object, as --format json does.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private Optional<Path> output;

  @Override
  public Integer call() {
    output.ifPresent(OutputFile::requireWritable);
    if (order != 1 && order != 2) {
      throw Messages.wrong(command, "--order is 1 or 2, not %d", order);
    }
    if (order == 2 && jacobian) {
      throw Messages.wrong(command, "--order 2 is of a number, --jacobian of what is none");
    }
    FormulaProgram program = formula.program();
    String text;
    try {
      text = derivation(program);
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
    output.ifPresentOrElse(
        file -> AtomicFile.writeText(file, text),
        () -> {
          command.commandLine().getOut().print(text);
          command.commandLine().getOut().flush();
        });
    return 0;
  }

  private String derivation(FormulaProgram program) {
    Question asked = jacobian ? formula.jacobian(program, by) : formula.question(program, by);
    Question question = composed ? asked.composed() : asked;
    Derivation derivation = jacobian ? Derivation.jacobian(question) : Derivation.of(question);
    if (format() == Format.JSON) {
      return DerivationJson.of(derivation, program.objective(), order == 2);
    }
    return written(
        order == 2
            ? DerivationPage.second(derivation, program.sizes()::text)
            : DerivationPage.of(derivation, program.sizes()::text, indices));
  }

  private String written(Document page) {
    return switch (format()) {
      case TERMINAL -> TerminalText.of(page, WIDTH, styled("bold"), styled("faint"));
      case MARKDOWN -> MarkdownText.of(page);
      case LATEX -> LatexText.of(page);
      case HTML -> HtmlPage.of(page);
      case JSON -> throw new AssertionError("JSON is no page");
    };
  }

  private Format format() {
    return json ? Format.JSON : format.orElseGet(this::usualFormat);
  }

  private Format usualFormat() {
    String name = output.map(Path::toString).orElse("").toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm")
        ? Format.HTML
        : name.endsWith(".md")
            ? Format.MARKDOWN
            : name.endsWith(".tex")
                ? Format.LATEX
                : name.endsWith(".json") ? Format.JSON : Format.TERMINAL;
  }

  private UnaryOperator<String> styled(String style) {
    Ansi ansi = output.isPresent() ? Ansi.OFF : Ansi.AUTO;
    return text -> ansi.enabled() ? ansi.string("@|" + style + " " + text + "|@") : text;
  }

  /** For the help text. */
  static final class Formats extends Words.Listed {
    Formats() {
      super(Format.class);
    }
  }
}
