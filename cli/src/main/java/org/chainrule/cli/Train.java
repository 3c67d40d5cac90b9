package org.chainrule.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Judgement;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictor;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Task;
import org.chainrule.learn.training.Trainer;
import org.chainrule.learn.training.TrainingState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code chainrule train}. */
@Command(
    name = "train",
    addMethodSubcommands = false,
    description =
        "Learn to tell the class of examples, or numbers, and write what came of it into a folder.",
    footer = {
      "The folder holds model.safetensors, history.csv, run.json (all that is needed"
          + " to repeat the run) and report.html with its charts. Until the run is complete, the"
          + " folder's name ends in .part, and checkpoints are in it: however the program ended,"
          + " --resume goes on from the last of them, to the same bits as without the break."
          + " Ctrl-C ends training after the batch; the run is written with the best weights, can"
          + " be gone on with all the same, and the exit code is 130. A second Ctrl-C ends at"
          + " once.",
      "",
      "Examples:",
      "  chainrule train digits",
      "  chainrule train iris.csv --hidden 16 --epochs 200",
      "  chainrule train houses.csv --label price --loss mean_squared_error --hidden 32,32",
      "  chainrule train engine.csv --label power,torque --loss huber:1.5",
      "  chainrule train letters.csv.gz --label first --test more.csv.gz",
      "  chainrule train mnist/ --epochs 5 --out runs/mnist",
      "  chainrule train mnist/ --hidden 128 --epochs 5 --validation-fraction 0",
      "  chainrule train mnist/ --epochs 5 --layers 'lstm 64 bidirectional, dropout 0.2'",
      "  chainrule train digits --layers 'flatten, dense 64, relu as a, dense 64, add a, relu'",
      "  chainrule train mnist/ --epochs 5 --batch-size 64 --learning-rate 0.003 --patience 0 \\",
      "    --schedule one_cycle --augment shift:1,rotate:8 --validation-fraction 0 --layers \\",
      "    'conv 32 3x3 pad 1, relu, maxpool 2, conv 64 3x3 pad 1, relu, maxpool 2, flatten, dense"
          + " 128, relu, dropout 0.25'",
      "  chainrule train letters.tsv --label 2 --sequence 4 --ignore 1,3,5-6 \\",
      "    --layers 'lstm 128 bidirectional every, dropout 0.5'",
      "  chainrule train reviews.tsv --text --embedding 100 --hidden 512",
      "  chainrule train --resume runs/mnist-1.part"
    })
final class Train implements Callable<Integer> {
  private static final int USUAL_KEEP = 2;

  /** Options that are of no account for the result. */
  private static final Set<String> SHOWING =
      Set.of("--threads", "--json", "--quiet", "--no-report", "--debug");

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "DATA",
      arity = "0..1",
      description =
          "A built-in set (see chainrule data list), a table (CSV or TSV), an IDX file, or a folder"
              + " with MNIST's four files; gzip or not.")
  private @Nullable String data;

  @Mixin private SequenceOptions sequenceOptions;
  @Mixin private SplitOptions split;
  @Mixin private TextOptions textOptions;
  @Mixin private NetworkOptions networkOptions;
  @Mixin private TrainingOptions trainingOptions;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the run goes, a new folder (default: runs/NAME-1, -2 and so on).")
  private Optional<Path> out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call the run (default: what DATA is called).")
  private Optional<String> name;

  @Option(
      names = "--checkpoint",
      paramLabel = "WHEN",
      defaultValue = "10min",
      description =
          "How often to write a checkpoint, such as 30s, 2h or 5epochs, or never (default:"
              + " ${DEFAULT-VALUE}).")
  private Interval interval;

  @Option(
      names = "--keep",
      paramLabel = "COUNT",
      description =
          "Keep so many last checkpoints, even when the run is complete (default: 2, until then).")
  private Optional<Integer> keep;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Go on with a training that did not come to its end, with its own data and settings.")
  private Optional<Path> resume;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Option(
      names = "--no-report",
      description = "Draw no charts and write no report.html: some tenths of a second less.")
  private boolean withoutReport;

  @Override
  public Integer call() {
    if (resume.isPresent()) {
      return resume(resume.get());
    }
    if (data == null) {
      throw Messages.wrong(command, "Missing required parameter: 'DATA'");
    }
    TrainingSetup setup = setup();
    setup.check();
    name.ifPresent(this::checkName);
    if (keep.isPresent() && keep.get() < 1) {
      throw Messages.wrong(command, "--keep is %s; it must be at least 1", keep.get());
    }
    out.ifPresent(RunFolder::requireNew);
    Examples examples = setup.examples();
    try (Interrupt interrupt = new Interrupt(this::tellInterrupted);
        RunFolder folder = RunFolder.create(out, title(examples))) {
      Resumption record =
          Resumption.of(
              Instant.now(),
              command.root().commandLine().getParseResult().expandedArgs(),
              examples);
      record.write(folder.draft());
      train(examples, folder, record, Optional.empty(), interrupt);
    }
    return 0;
  }

  private String title(Examples examples) {
    return name.orElseGet(() -> examples.name().replaceAll("(?U)[^\\w.-]", "-"));
  }

  /** Goes on with a training, with the options that it was given. */
  private int resume(Path run) {
    for (OptionSpec given : command.commandLine().getParseResult().matchedOptions()) {
      String option = given.names()[0];
      if (!SHOWING.contains(option) && !option.equals("--resume")) {
        throw Messages.wrong(
            command, "--resume goes on with the settings of the run; %s can't be given", option);
      }
    }
    if (data != null) {
      throw Messages.wrong(command, "--resume goes on with the data of the run, not with %s", data);
    }
    try (Interrupt interrupt = new Interrupt(this::tellInterrupted);
        RunFolder folder = RunFolder.reopen(run)) {
      Resumption record = Resumption.read(folder.draft());
      Train first = first(record);
      Examples examples = first.setup().examples();
      record.requireSame(examples);
      Optional<TrainingState> state = Checkpoints.last(folder.draft(), this::warn);
      first.train(examples, folder, record, state, interrupt);
    }
    return 0;
  }

  /** The command as it was given when the training began, to show its progress as now. */
  private Train first(Resumption record) {
    Train first = parsed(record.arguments(), command.commandLine(), engineOptions);
    first.json = json;
    first.quiet = quiet;
    first.withoutReport |= withoutReport;
    return first;
  }

  /** The command with these arguments, in place of another that prints for it. */
  static Train parsed(List<String> given, CommandLine printing, EngineOptions engine) {
    String[] arguments = given.toArray(String[]::new);
    CommandLine line =
        Main.commandLine(arguments).setOut(printing.getOut()).setErr(printing.getErr());
    line.parseArgs(arguments);
    Train train = Objects.requireNonNull(line.getSubcommands().get("train")).getCommand();
    train.engineOptions = engine;
    return train;
  }

  /**
   * The recipe that a command with these arguments has, before there are examples.
   *
   * @throws IllegalArgumentException if they are not of this command
   * @throws ParameterException if they are not as it wants them
   */
  static Recipe recipe(List<String> given) {
    String[] arguments = given.toArray(String[]::new);
    CommandLine train = Main.commandLine(arguments).getSubcommands().get("train");
    if (train == null) {
      throw new IllegalArgumentException("its arguments are those of another command");
    }
    train.getParent().parseArgs(arguments);
    return train.<Train>getCommand().trainingOptions.recipe();
  }

  /** What the options ask for. */
  TrainingSetup setup() {
    return new TrainingSetup(
        command,
        Objects.requireNonNull(data),
        sequenceOptions,
        split,
        textOptions,
        networkOptions,
        trainingOptions,
        engineOptions);
  }

  private void train(
      Examples examples,
      RunFolder folder,
      Resumption record,
      Optional<TrainingState> state,
      Interrupt interrupt) {
    TrainingSetup setup = setup();
    Recipe recipe = setup.recipe(examples);
    Network network = setup.network(examples);
    Checkpoints checkpoints =
        new Checkpoints(
            folder.draft(),
            interval,
            keep.orElse(USUAL_KEEP),
            network,
            Task.of(examples.train(), recipe.loss()),
            networkOptions.precision(),
            this::warn);
    long begin = System.nanoTime();
    Trainer.Result result;
    PrintWriter shown = quiet ? new PrintWriter(Writer.nullWriter()) : err();
    try (TrainingDisplay display =
        TrainingSetup.display(recipe, examples, shown, interrupt::requested)) {
      result =
          setup
              .trainer(network, recipe)
              .fit(examples.train(), examples.validation(), display, checkpoints, state);
    }
    double seconds =
        state.map(TrainingState::seconds).orElse(0.0) + (System.nanoTime() - begin) / 1e9;
    publish(run(examples, record, recipe, result, seconds), folder);
  }

  private void publish(Run run, RunFolder folder) {
    Optional<String> warning;
    try {
      warning = folder.write(draft -> run.writeTo(draft, !withoutReport));
    } catch (DataException e) {
      throw new DataException(e.getMessage() + "; " + RunFolder.howToGoOn(folder.draft()), e);
    }
    boolean cancelled = run.history().end() == History.End.INTERRUPTED;
    if (!cancelled) {
      Resumption.remove(folder.draft());
      if (keep.isEmpty()) {
        Checkpoints.remove(folder.draft());
      }
    }
    Path published = folder.publish();
    warning.ifPresent(this::warn);
    print(run, published);
    if (cancelled) {
      err().println(RunFolder.howToGoOn(published));
    }
  }

  private void warn(String text) {
    err().println("chainrule train: " + text);
  }

  private void checkName(String text) {
    if (!text.matches("(?U)\\w[\\w .-]*")) {
      throw Messages.wrong(
          command, "--name is '%s'; letters, digits, blanks and . _ - are expected", text);
    }
  }

  private void tellInterrupted() {
    err()
        .println(
            "\nending after this batch; the run is kept (Ctrl-C again ends at once, without it)");
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }

  private Run run(
      Examples examples, Resumption record, Recipe recipe, Trainer.Result result, double seconds) {
    Model model = result.model().withText(examples.encoder());
    Predictor predictor = model.predictor(engineOptions.engine(networkOptions.precision()));
    SequencedMap<String, Judgement> judgements = new LinkedHashMap<>();
    examples.parts().forEach((part, data) -> judgements.put(part, predictor.judge(data)));
    return new Run(
        title(examples),
        record.started(),
        seconds,
        record.arguments(),
        Settings.of(command, SHOWING, setup().idle().among(examples)),
        examples,
        recipe,
        model,
        result.history(),
        judgements);
  }

  private void print(Run run, Path folder) {
    PrintWriter writer = command.commandLine().getOut();
    if (json) {
      writer.println(Json.line(to -> RunText.write(to, run, folder)));
    } else {
      writer.print(RunText.of(run, folder, !withoutReport));
      writer.flush();
    }
  }
}
