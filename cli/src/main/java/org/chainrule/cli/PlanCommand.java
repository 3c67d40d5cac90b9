package org.chainrule.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chainrule.engine.Engine;
import org.chainrule.engine.PlanReport;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.optimizer.Optimizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule plan}. */
@Command(
    name = "plan",
    description = "Tell what a network becomes before it runs: the steps, their work, the memory.",
    footer = {
      "Of each step the table has its share of all floating-point operations, the operations in"
          + " millions, the memory that it reads and writes in thousands of bytes, and the"
          + " operations for each byte. With few of these a step waits for memory, with many it"
          + " computes. The steps of a loop are indented, their figures are for all rounds"
          + " together.",
      "",
      "With --json the steps of a loop have the figures of one round:",
      "  {\"precision\", \"threads\", \"bytes\", \"leastBytes\", \"flops\", \"rewrites\": {...},",
      "   \"steps\": [{\"what\", \"flops\", \"bytes\", \"body\": [...]}]}",
      "where bytes is the memory of the plan and leastBytes what no plan with these steps can do"
          + " without.",
      "",
      "Examples:",
      "  chainrule plan runs/digits-1                  a step of its training",
      "  chainrule plan runs/digits-1 --for prediction",
      "  chainrule plan lstm --batch 1 --threads 1     a workload of chainrule bench"
    })
final class PlanCommand implements Callable<Integer> {
  /** What is planned. */
  enum Purpose {
    /** A step: forward pass, gradient, updates. */
    TRAINING,
    /** The probabilities of the classes; of a model's file with loss and score, as it is run. */
    PREDICTION
  }

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "MODEL",
      description =
          "A model.safetensors, the folder of a run, or a workload of chainrule bench that is one"
              + " network.")
  private String model;

  @Option(
      names = "--for",
      paramLabel = "NAME",
      completionCandidates = Purposes.class,
      description =
          "${COMPLETION-CANDIDATES} (default: training, with loss, gradient and updates; for"
              + " latency workloads prediction).")
  private Optional<Purpose> purpose;

  @Option(
      names = {"--batch", "--batch-size"},
      paramLabel = "COUNT",
      description =
          "Examples at once (default: as the run or the workload was trained, else 32; for"
              + " prediction 1).")
  private Optional<Integer> batch;

  @Option(
      names = {"--optimizer", "--solver"},
      paramLabel = "NAME",
      completionCandidates = TrainingOptions.Solvers.class,
      description =
          "${COMPLETION-CANDIDATES} (default: as the run or the workload was trained, else adam).")
  private Optional<Solver> solver;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      completionCandidates = NetworkOptions.Precisions.class,
      description = "${COMPLETION-CANDIDATES} (default: the model's).")
  private Optional<Precision> precision;

  @Mixin private EngineOptions engineOptions;

  @Option(names = "--json", description = "Print the plan as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    batch
        .filter(count -> count < 1)
        .ifPresent(
            count -> {
              throw Messages.wrong(command, "--batch is %d; it must be at least 1", count);
            });
    Planned planned = Planned.of(model);
    Purpose what = purpose.orElse(planned.trains() ? Purpose.TRAINING : Purpose.PREDICTION);
    if (what == Purpose.PREDICTION && solver.isPresent()) {
      throw Messages.wrong(command, "--optimizer is for training, not for prediction");
    }
    int examples = batch.orElse(what == Purpose.TRAINING ? planned.batch() : 1);
    Optimizer optimizer = solver.map(Solver::optimizer).orElse(planned.optimizer());
    PlanReport report = report(planned, what, optimizer, examples);
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(Json.line(json(report)));
    } else {
      String how =
          what == Purpose.TRAINING
              ? "training by " + Words.of(Solver.of(optimizer))
              : Words.of(what);
      out.println(
          Messages.format(
              "%s: %s, %s at once, %s, %s",
              planned.name(),
              how,
              Messages.count(examples, "example"),
              Words.of(report.precision()),
              Messages.count(report.threads(), "thread")));
      out.println();
      out.print(PlanText.of(report));
      out.flush();
    }
    return 0;
  }

  private PlanReport report(Planned planned, Purpose what, Optimizer optimizer, int examples) {
    try {
      List<Program> programs =
          switch (what) {
            case TRAINING -> training(planned, optimizer, examples);
            case PREDICTION -> List.of(planned.prediction().apply(examples));
          };
      Engine engine = engineOptions.engine(precision.orElse(planned.precision()));
      return programs.stream().map(engine::report).reduce(PlanReport::then).orElseThrow();
    } catch (ShapeException e) {
      throw Messages.wrong(command, "--batch %d: %s", examples, String.valueOf(e.getMessage()));
    }
  }

  private List<Program> training(Planned planned, Optimizer optimizer, int examples) {
    try {
      return planned.training().apply(optimizer, examples);
    } catch (ShapeException e) {
      throw e; // of the batch
    } catch (IllegalArgumentException e) {
      throw Messages.wrong(
          command,
          "--optimizer %s: %s",
          Words.of(Solver.of(optimizer)),
          String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode json(PlanReport report) {
    ObjectNode object = Json.object();
    object
        .put("precision", Words.of(report.precision()))
        .put("threads", report.threads())
        .put("bytes", report.bytes())
        .put("leastBytes", report.leastBytes())
        .put("flops", report.flops());
    ObjectNode rewrites = object.putObject("rewrites");
    report.rewrites().forEach(rewrites::put);
    steps(object.putArray("steps"), report.steps());
    return object;
  }

  private static void steps(ArrayNode array, List<PlanReport.Step> steps) {
    for (PlanReport.Step step : steps) {
      ObjectNode object =
          array
              .addObject()
              .put("what", step.what())
              .put("flops", step.flops())
              .put("bytes", step.bytes());
      steps(object.putArray("body"), step.body());
    }
  }

  /** For the help text. */
  static final class Purposes extends Words.Listed {
    Purposes() {
      super(Purpose.class);
    }
  }
}
