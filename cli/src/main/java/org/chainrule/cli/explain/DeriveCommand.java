package org.chainrule.cli.explain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.chainrule.cli.Messages;
import org.chainrule.cli.OutputFile;
import org.chainrule.cli.Words;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationPage;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.document.Document;
import org.chainrule.explain.document.LatexText;
import org.chainrule.explain.document.MarkdownText;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.graph.Expr;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.op.Variable;
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
    description = "Derive a gradient step by step, each step named and verified.",
    footer = {
      "Examples:",
      "  chainrule derive \"ln(x) + exp(y)*z\" --at x=1,y=3,z=2",
      "  chainrule derive \"norm(X*w - y)^2\" --shape \"X: n,d; w: d; y: n\" --wrt w",
      "  chainrule derive network.txt --format html --output network.html"
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
      names = "--format",
      paramLabel = "NAME",
      completionCandidates = Formats.class,
      description =
          "${COMPLETION-CANDIDATES} (default: as the name of the output file says, else terminal).")
  private Optional<Format> format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private Optional<Path> output;

  @Override
  public Integer call() {
    output.ifPresent(OutputFile::requireWritable);
    FormulaProgram program = formula.program();
    Derivation derivation;
    try {
      derivation = Derivation.of(question(program));
    } catch (ShapeException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
    String text = text(program, derivation);
    output.ifPresentOrElse(
        file -> AtomicFile.writeText(file, text),
        () -> {
          command.commandLine().getOut().print(text);
          command.commandLine().getOut().flush();
        });
    return 0;
  }

  private Question question(FormulaProgram program) {
    SequencedMap<String, Expr> names = new LinkedHashMap<>();
    program.quantities().forEach(quantity -> names.put(quantity.name(), quantity.value()));
    Quantity objective = program.objective();
    List<Expr> wanted = formula.nodes(program, by);
    if (wanted.isEmpty()) {
      wanted =
          Expr.inOrder(List.of(objective.value())).stream()
              .filter(node -> node.op() instanceof Variable)
              .sorted(java.util.Comparator.comparing(program.variables()::indexOf))
              .toList();
    }
    boolean known =
        program
            .values()
            .keySet()
            .containsAll(
                Expr.inOrder(names.values()).stream()
                    .filter(n -> n.op() instanceof Variable)
                    .toList());
    return new Question(
        objective.name(),
        objective.value(),
        names,
        wanted,
        known ? program.values() : java.util.Map.of());
  }

  private String text(FormulaProgram program, Derivation derivation) {
    Document page = DerivationPage.of(derivation, program.sizes()::text);
    return switch (format.orElseGet(this::usualFormat)) {
      case TERMINAL -> TerminalText.of(page, WIDTH, styled("bold"), styled("faint"));
      case MARKDOWN -> MarkdownText.of(page);
      case LATEX -> LatexText.of(page);
      case HTML -> throw new UnsupportedOperationException();
      case JSON -> DerivationJson.of(derivation);
    };
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
