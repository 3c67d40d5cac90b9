package org.chainrule.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.cli.explain.ActivationCommand;
import org.chainrule.cli.explain.CheckCommand;
import org.chainrule.cli.explain.CountCommand;
import org.chainrule.cli.explain.DeriveCommand;
import org.chainrule.cli.explain.GeometryCommand;
import org.chainrule.cli.explain.GraphCommand;
import org.chainrule.cli.explain.ShapesCommand;
import org.chainrule.cli.explain.TraceCommand;
import org.chainrule.cli.explain.VanishCommand;
import org.chainrule.cli.search.SearchCommand;
import org.chainrule.cli.search.SearchData;
import org.chainrule.engine.Precision;
import org.chainrule.learn.augmentation.Augmentation;
import org.chainrule.learn.data.DelimitedText;
import org.chainrule.learn.data.LabelColumn;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.optimizer.Schedule;
import org.chainrule.learn.training.Loss;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code chainrule}. */
@Command(
    name = "chainrule",
    description = "Neural networks that show their work.",
    synopsisSubcommandLabel = "COMMAND",
    addMethodSubcommands = false,
    versionProvider = Main.Version.class,
    footer = {
      "Examples:",
      "  chainrule train digits                    learn to read handwritten digits",
      "  chainrule train flowers.csv --label last  learn from a table of your own",
      "  chainrule COMMAND --help                  what a command does, with examples",
      "",
      "Exit codes: 0 done, 1 the answer is no, 2 bad usage or input, 70 a bug in",
      "Chainrule, 130 ended by Ctrl-C."
    })
public final class Main {
  private static final SequencedMap<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("train", Train.class);
    COMMANDS.put("evaluate", Evaluate.class);
    COMMANDS.put("predict", Predict.class);
    COMMANDS.put("study", StudyCommand.class);
    COMMANDS.put("data", DataCommand.class);
    COMMANDS.put("summary", SummaryCommand.class);
    COMMANDS.put("search", SearchCommand.class);
    COMMANDS.put("plan", PlanCommand.class);
    COMMANDS.put("check", CheckCommand.class);
    COMMANDS.put("derive", DeriveCommand.class);
    COMMANDS.put("trace", TraceCommand.class);
    COMMANDS.put("activation", ActivationCommand.class);
    COMMANDS.put("vanish", VanishCommand.class);
    COMMANDS.put("geometry", GeometryCommand.class);
    COMMANDS.put("shapes", ShapesCommand.class);
    COMMANDS.put("count", CountCommand.class);
    COMMANDS.put("graph", GraphCommand.class);
    COMMANDS.put("bench", Bench.class);
    COMMANDS.put("neuralnet", NeuralNet.class);
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.",
      scope = ScopeType.INHERIT)
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Option(
      names = "--debug",
      description = "Show the stack trace of an error.",
      scope = ScopeType.INHERIT)
  private boolean debug;

  private Main() {}

  /** Runs the command line; exits with 0 when done, 1 when the answer is no, 2 on bad input. */
  public static void main(String[] arguments) {
    VectorModule.load();
    PrintWriter out = utf8(FileDescriptor.out);
    CommandLine command = commandLine(arguments).setOut(out).setErr(utf8(FileDescriptor.err));
    int code = command.execute(arguments);
    if (out.checkError() && code == 0) {
      command.getErr().println("chainrule: cannot write to standard output");
      code = CommandLine.ExitCode.USAGE;
    }
    System.exit(code);
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  /**
   * The command line for these arguments, writing wherever the caller says. If they begin with the
   * name of a command, it knows no other, as reading what commands are declared to be takes long.
   */
  static CommandLine commandLine(String... arguments) {
    Main main = new Main();
    Errors errors = new Errors(() -> main.debug);
    CommandLine command = new CommandLine(main);
    Class<?> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (named == null) {
      COMMANDS.values().forEach(command::addSubcommand);
    } else {
      command.addSubcommand(named);
    }
    words(command, Activation.class);
    words(command, DataOptions.Header.class);
    words(command, DeriveCommand.Format.class);
    words(command, DelimitedText.Delimiter.class);
    words(command, NetworkOptions.Preprocessing.class);
    words(command, PlanCommand.Purpose.class);
    words(command, Precision.class);
    words(command, Solver.class);
    words(command, Scaling.class);
    words(command, SearchData.SearchLoss.class);
    words(command, TextOptions.Encoder.class);
    HelpText.layOut(command);
    return command
        .registerConverter(Augmentation.class, Augmentations::parse)
        .registerConverter(BatchSize.class, BatchSize::parse)
        .registerConverter(HiddenSizes.class, HiddenSizes::parse)
        .registerConverter(Initializer.class, Initializers::parse)
        .registerConverter(Interval.class, Interval::parse)
        .registerConverter(LabelColumn.class, DataOptions::labelColumn)
        .registerConverter(Loss.class, Losses::parse)
        .registerConverter(Schedule.class, Schedules::parse)
        .setExecutionStrategy(Errors::run)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static <E extends Enum<E>> void words(CommandLine command, Class<E> type) {
    command.registerConverter(type, text -> Words.parse(type, text));
  }

  static final class Version implements IVersionProvider {
    /** What this program calls its version. */
    static String number() {
      Module module = Main.class.getModule();
      Optional<String> version =
          module.isNamed()
              ? module.getDescriptor().rawVersion()
              : Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
      return version.orElse("(unpackaged)");
    }

    @Override
    public String[] getVersion() {
      return new String[] {"chainrule " + number()};
    }
  }
}
