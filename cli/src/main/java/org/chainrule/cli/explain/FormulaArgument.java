package org.chainrule.cli.explain;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.cli.Messages;
import org.chainrule.exchange.ModelFile;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.formula.FormulaException;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.FormulaText;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.formula.NearestWord;
import org.chainrule.explain.formula.Quantity;
import org.chainrule.explain.layer.LayerList;
import org.chainrule.explain.layer.LayerProgram;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.learn.data.DataException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program of formulas that a command explains, and what is known of its variables. */
final class FormulaArgument {
  /** For the help of commands that write formulas. */
  static final String NAMES =
      "A formula that is given no name, as in J = x^2, is called f in what is written, or J where f"
          + " is something else.";

  /** A name before its value, not inside brackets. */
  private static final Pattern GIVEN =
      Pattern.compile("(?:^|[,\\n])\\s*([\\p{L}][^\\s=,\\[]*)\\s*=");

  private static final Pattern FILE_NAME = Pattern.compile("\\S+\\.(txt|md|safetensors|json|csv)");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "FORMULA|FILE",
      description =
          "A formula; or a file with one assignment a line, the last one being what is asked about;"
              + " or layers, 4 -> dense 3 -> relu -> dense 2 -> softmax; or a model.safetensors or"
              + " the folder of a run.")
  private String source;

  @Option(
      names = "--at",
      paramLabel = "NAME=VALUE,...",
      description = "Values of variables: --at x=1,y=3 or --at \"W=[1,2;3,4]\".")
  private List<String> at = new ArrayList<>();

  @Option(
      names = "--shape",
      paramLabel = "NAME:SIZES",
      description = "Sizes of variables, numbers or names: --shape \"X: n,d; w: d\".")
  private List<String> shapes = new ArrayList<>();

  @Option(
      names = "--of",
      paramLabel = "NAME",
      description = "The quantity that is asked about (default: the last one).")
  private Optional<String> of;

  @Option(
      names = "--relu-at-zero",
      paramLabel = "0|1",
      description = "What relu'(0) is taken to be (default: 0).")
  private int reluAtZero;

  /**
   * The program.
   *
   * @throws picocli.CommandLine.ParameterException if it can't be understood
   */
  FormulaProgram program() {
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
    try {
      FormulaProgram program = read(given);
      requireUse(program);
      return of.isPresent() ? program.objective(of.get()) : program;
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  /** A value of what the program does not have is a mistake in writing. */
  private void requireUse(FormulaProgram program) {
    String text = String.join("\n", shapes) + "\n" + text();
    for (String values : at) {
      Matcher name = GIVEN.matcher(values);
      while (name.find()) {
        if (!program.has(name.group(1)) && !occurs(name.group(1), text)) {
          List<String> known = program.variables().stream().map(v -> v.op().name()).toList();
          String question = NearestWord.question(name.group(1), known);
          throw Messages.wrong(
              command,
              "--at gives %s a value, but nothing is called so%s",
              name.group(1),
              question.isEmpty() ? "; there are " + String.join(", ", known) : question);
        }
      }
    }
  }

  /** Whether a name stands in a text, as a bound or a size or with an index. */
  private static boolean occurs(String name, String text) {
    return Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(name) + "(?![\\p{L}\\d])")
        .matcher(text)
        .find();
  }

  /** The program as it was written; nothing of a model. */
  private String text() {
    Optional<Path> file = file(source);
    try {
      return file.isEmpty() ? source : isModel(file.get()) ? "" : Files.readString(file.get());
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read", e);
    }
  }

  /** Whether layers are named in place of a formula. */
  boolean isLayerList() {
    return file(source).isEmpty() && LayerList.isOne(source);
  }

  /**
   * The layers.
   *
   * @throws picocli.CommandLine.ParameterException if they can't be understood
   */
  LayerList layers() {
    try {
      return LayerList.parse(source);
    } catch (FormulaException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  /** The program, that of a trained model for one example x. */
  FormulaProgram ofOneExample() {
    Optional<Path> model = file(source).filter(FormulaArgument::isModel);
    return model.isPresent()
        ? NetworkProgram.ofOneExample(ModelFile.read(modelFile(model.get())))
        : program();
  }

  private static boolean isModel(Path path) {
    return Files.isDirectory(path) || path.toString().endsWith(".safetensors");
  }

  private static Path modelFile(Path path) {
    return Files.isDirectory(path) ? path.resolve("model.safetensors") : path;
  }

  private FormulaProgram read(Given given) {
    return read(source, given);
  }

  /** The program that a text, a file or a model is. */
  static FormulaProgram read(String source, Given given) {
    if (source.isBlank()) {
      throw new IllegalArgumentException("the formula is empty");
    }
    Optional<Path> file = file(source);
    if (file.isEmpty()) {
      if (FILE_NAME.matcher(source).matches()) {
        throw new DataException(source + ": there is no such file");
      }
      boolean layers = LayerList.isOne(source);
      return FormulaProgram.parse(
          layers ? LayerProgram.of(LayerList.parse(source)) : source, given);
    }
    Path path = file.get();
    if (isModel(path)) {
      return NetworkProgram.of(ModelFile.read(modelFile(path)));
    }
    try {
      return FormulaProgram.parse(new FormulaText(path.toString(), Files.readString(path)), given);
    } catch (CharacterCodingException e) {
      throw new DataException(path + ": is not text in UTF-8", e);
    } catch (IOException e) {
      throw new DataException(path + ": cannot be read", e);
    }
  }

  private static Optional<Path> file(String source) {
    try {
      Path path = Path.of(source);
      return Files.exists(path) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The nodes with these names, several between commas; those in braces belong to a name. */
  List<Expr> nodes(FormulaProgram program, List<String> names) {
    try {
      return names.stream()
          .flatMap(list -> Arrays.stream(list.split(",(?![^{]*})", -1)))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .map(program::node)
          .toList();
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(command, "%s", String.valueOf(e.getMessage()));
    }
  }

  /**
   * The gradient of the program's objective as a question.
   *
   * @param by the names of what to differentiate by; none for every variable
   */
  Question question(FormulaProgram program, List<String> by) {
    Quantity objective = program.objective();
    if (!objective.value().shape().equals(Shape.SCALAR)) {
      throw Messages.wrong(
          command,
          "%s is %s and no single number, so it has no gradient; name a number with --of, or let"
              + " chainrule derive write the --jacobian",
          objective.name(),
          program.sizes().matrixText(objective.value().shape(), objective.row()));
    }
    Question question = Question.of(program, nodes(program, by));
    boolean hasSome = program.variables().stream().anyMatch(program.values()::containsKey);
    if (!at.isEmpty() && hasSome && question.at().isEmpty()) {
      command
          .commandLine()
          .getErr()
          .println(
              command.qualifiedName()
                  + ": there are no numbers, as these have no value: "
                  + Stream.concat(
                          program.variables().stream()
                              .filter(v -> !program.values().containsKey(v))
                              .map(v -> v.op().name()),
                          question.sizes().symbols().keySet().stream())
                      .collect(Collectors.joining(", ")));
    }
    return question;
  }

  /** As {@link #question}, for the Jacobian. */
  Question jacobian(FormulaProgram program, List<String> by) {
    return Question.of(program, nodes(program, by));
  }
}
