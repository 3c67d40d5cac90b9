package org.chainrule.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chainrule.cli.Outcome;
import org.chainrule.cli.ShownText;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Svg;
import org.chainrule.explain.activation.ActivationFunction;
import org.chainrule.explain.check.ProgramQuestion;
import org.chainrule.explain.check.SingleUnit;
import org.chainrule.explain.check.TruthTable;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationSummary;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.layer.LayerList;
import org.chainrule.explain.linear.LinearSystem;
import org.chainrule.explain.picture.GraphPicture;
import org.chainrule.explain.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guide shows what the program prints: each command in a block of a page is run, in the folder
 * that holds the checkout. {@code -Dchainrule.guide=write} writes what is printed now into the
 * pages, and draws the pictures.
 */
class GuideTest {
  private static final boolean WRITE = "write".equals(System.getProperty("chainrule.guide"));
  private static final Path ROOT = Path.of("..");
  private static final String FOLDER = "docs/guide/";
  private static final Path GUIDE = ROOT.resolve(FOLDER);
  private static final String PROMPT = "$ ";
  private static final String FENCE = "```";
  private static final Pattern PICTURE = Pattern.compile("--output[= ](" + FOLDER + "\\S+)");

  private static final Pattern CLAIMS =
      Pattern.compile("^\\d+ right, (\\d+) wrong, (\\d+) cannot tell$", Pattern.MULTILINE);

  @TempDir private Path folder;

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(GUIDE)) {
      return all.sorted().toList();
    }
  }

  static List<Path> pages() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void showsWhatTheProgramPrints(Path page) throws IOException {
    String written = Files.readString(page);
    String now = withOutput(written);
    if (WRITE) {
      Files.writeString(page, now);
    } else {
      assertThat(written).as("-Dchainrule.guide=write renews " + page.getFileName()).isEqualTo(now);
    }
  }

  /** A page with the output of its commands as it is now. */
  private String withOutput(String page) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    boolean inside = false;
    for (String line : page.lines().toList()) {
      boolean fence = line.startsWith(FENCE);
      inside = fence ? line.equals(FENCE + "console") : inside;
      if (fence || !inside) {
        lines.add(line);
      } else if (line.startsWith(PROMPT) || !command.isEmpty()) {
        boolean first = lines.getLast().startsWith(FENCE) || !command.isEmpty();
        lines.addAll(first ? List.of(line) : List.of("", line));
        command.append(line.startsWith(PROMPT) ? line.substring(PROMPT.length()) : line.strip());
        if (line.endsWith("\\")) {
          command.setLength(command.length() - 1);
        } else {
          lines.addAll(output(command.toString()));
          command.setLength(0);
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private List<String> output(String command) throws IOException {
    List<String> words = CommandWords.of(command);
    String program = words.getFirst();
    if (program.equals("cat")) {
      return Files.readString(ROOT.resolve(words.getLast())).lines().toList();
    }
    assertThat(program).as("the command in the guide").isEqualTo("./chainrule");
    Matcher picture = PICTURE.matcher(command);
    Path drawn = GUIDE;
    if (picture.find() && !WRITE) {
      drawn = folder;
    }
    List<String> arguments = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      boolean output = !arguments.isEmpty() && arguments.getLast().equals("--output");
      arguments.add(word.replace(FOLDER, (output ? drawn : GUIDE) + "/"));
    }
    Outcome outcome = Outcome.of(arguments.toArray());
    if (picture.reset().find()) {
      assertThat(outcome.code()).as(outcome.err()).isZero();
      String name = picture.group(1).substring(FOLDER.length());
      assertThat(drawn.resolve(name)).hasSameBinaryContentAs(GUIDE.resolve(name));
    }
    assertThat(outcome.err()).as(command).isEmpty();
    assertThat(outcome.code()).as(command).isEqualTo(code(outcome.out()));
    return outcome
        .out()
        .lines()
        .map(line -> line.replace(GUIDE + "/", FOLDER).stripTrailing())
        .toList();
  }

  /** The exit code that goes with a verdict, or with the last line about a file of claims. */
  private static int code(String printed) {
    Matcher claims = CLAIMS.matcher(printed);
    boolean several = claims.find();
    boolean wrong =
        several ? !claims.group(1).equals("0") : printed.matches("(?s)(wrong|impossible)\\b.*");
    boolean unknown = several ? !claims.group(2).equals("0") : printed.startsWith("cannot tell");
    return wrong ? 1 : unknown ? 3 : 0;
  }

  /** Every file of the guide is shown by a page, and the index leads to every page. */
  @Test
  void nothingIsLeftOver() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path page : pages()) {
      all.append(Files.readString(page));
    }
    String index = Files.readString(GUIDE.resolve("README.md"));
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (!name.equals("README.md")) {
        boolean linked = name.endsWith(".md") || name.endsWith(".svg");
        assertThat(name.endsWith(".md") ? index : all)
            .contains(linked ? "(" + name + ")" : FOLDER + name);
      }
    }
  }

  // guide: begin
  static void example(PrintStream out) {
    Given given = Given.NOTHING.at("x=1, y=3, z=2");
    FormulaProgram program = FormulaProgram.parse("f = ln(x) + exp(y)*z", given);
    Question question = Question.of(program, List.of());
    DerivationSummary derived = DerivationSummary.of(Derivation.of(question));
    derived.gradient().forEach((x, d) -> out.println("∂f/∂" + x + " = " + d.formula().text()));

    Trace trace = Trace.of(program, OptionalDouble.of(0.1), program.variables());
    trace.updates().forEach(u -> out.println(u.name() + " becomes " + u.after().item()));

    Drawing graph = GraphPicture.of(question, program.sizes()::text);
    out.println(Svg.of(graph).render().startsWith("<svg"));

    Verdict verdict = ProgramQuestion.derivative(program, "y").judge("exp(y)");
    if (verdict instanceof Verdict.Wrong wrong) {
      wrong.slip().ifPresent(slip -> out.println(slip.detail()));
    }

    LayerList layers = LayerList.parse("22x22 -> local 4x4 stride 2 nobias");
    out.println(layers.parameters());
    out.println(ActivationFunction.of("silu", Given.NOTHING).derivative());

    TruthTable xor = TruthTable.parse("0 0: 0; 0 1: 1; 1 0: 1; 1 1: 0");
    out.println(SingleUnit.fit(xor) instanceof LinearSystem.Outcome.Contradiction);
  }

  // guide: end

  @Test
  void theProgramOfTheIndexPrintsWhatItSays() {
    ShownText index = ShownText.of(GUIDE.resolve("README.md"));
    index.requireProgramsIn(Path.of("src/test/java/org/chainrule/cli/explain/GuideTest.java"));
    assertThat(ShownText.printed(GuideTest::example)).isEqualTo(index.block("text"));
  }
}
