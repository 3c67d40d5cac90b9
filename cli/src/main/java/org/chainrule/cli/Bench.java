package org.chainrule.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chainrule.bench.Conditions;
import org.chainrule.bench.Measurement;
import org.chainrule.bench.Peak;
import org.chainrule.bench.Workload;
import org.chainrule.bench.WorkloadException;
import org.chainrule.bench.Workloads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule bench}. */
@Command(
    name = "bench",
    description = "Measure how fast this machine trains and predicts, on synthetic examples.",
    footer = {
      "A workload is repeated until its time has settled, then timed sample by sample. The table"
          + " has the median of the samples, the smallest and the largest, and the floating-point"
          + " operations as a share of what the threads could do at most, which is measured"
          + " first. Networks are trained by the trainer of chainrule train, epoch by epoch."
          + " Times mean little on a machine that does something else meanwhile.",
      "",
      "With --json one workload gives one object, several an array:",
      "  {\"workload\", \"threads\", \"median\", \"unit\", \"samples\": [...], \"peakFraction\"}",
      "where peakFraction is null if operations are not counted.",
      "",
      "A workload that does not learn is not timed: the exit code is then 1.",
      "",
      "Examples:",
      "  chainrule bench --list",
      "  chainrule bench letters mlp",
      "  chainrule bench cnn --threads 1 --samples 15 --json",
      "  chainrule bench latency        latency-letters and latency-mlp"
    })
final class Bench implements Callable<Integer> {
  private static final double GIGA = 1e9;

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "WORKLOAD",
      description = "What to measure (default: all; see --list).")
  private List<String> names = new ArrayList<>();

  @Option(names = "--list", description = "Tell which workloads there are.")
  private boolean list;

  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--samples",
      paramLabel = "COUNT",
      defaultValue = "7",
      description = "Samples of each workload (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      defaultValue = "0.3",
      description = "How long a sample takes at least (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    require(samples >= 1, "--samples is %s; it must be at least 1", samples);
    require(
        seconds > 0 && Double.isFinite(seconds), "--seconds is %s; it must be above 0", seconds);
    List<Workload> chosen = chosen();
    if (list) {
      printList(chosen);
      return 0;
    }
    Optional<Path> launcher =
        Optional.ofNullable(System.getProperty("chainrule.launcher")).map(Path::of);
    Conditions conditions =
        new Conditions(engineOptions.threads(), samples, seconds, Peak.measure(), launcher);
    List<Measurement> measured = new ArrayList<>();
    try (BenchDisplay display =
        new BenchDisplay(command.commandLine().getErr(), chosen.size(), samples, quiet)) {
      for (Workload workload : chosen) {
        try {
          measured.add(workload.measure(conditions, display));
        } catch (WorkloadException e) {
          display.fail(command.qualifiedName() + ": " + e.getMessage());
        }
      }
    }
    if (json) {
      printJson(measured, chosen.size() == 1);
    } else if (!measured.isEmpty()) {
      printTable(measured, conditions.peak());
    }
    return measured.size() == chosen.size() ? 0 : 1;
  }

  private void require(boolean holds, String message, Object value) {
    if (!holds) {
      throw Messages.wrong(command, message, value);
    }
  }

  private List<Workload> chosen() {
    if (names.isEmpty()) {
      return Workloads.all();
    }
    Set<Workload> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<Workload> found = Workloads.named(name);
      if (found.isEmpty()) {
        List<String> known = Workloads.all().stream().map(Workload::name).toList();
        TypeConversionException unknown = Words.unknown(name, known);
        throw Messages.wrong(command, "%s", String.valueOf(unknown.getMessage()));
      }
      chosen.addAll(found);
    }
    return List.copyOf(chosen);
  }

  private void printList(List<Workload> workloads) {
    PrintWriter out = command.commandLine().getOut();
    int width = workloads.stream().mapToInt(w -> w.name().length()).max().orElse(0);
    for (Workload workload : workloads) {
      String indent = " ".repeat(width + 2 - workload.name().length());
      out.println(workload.name() + indent + workload.description());
    }
  }

  private void printTable(List<Measurement> measured, double peak) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("workload", "threads", "median", "least", "most", "unit", "of peak", "outcome"));
    for (Measurement m : measured) {
      rows.add(
          List.of(
              m.workload(),
              Integer.toString(m.threads()),
              number(m.median()),
              number(m.least()),
              number(m.most()),
              m.unit().symbol(),
              m.peakFraction().isPresent()
                  ? Messages.format("%.1f %%", 100 * m.peakFraction().getAsDouble())
                  : "",
              m.outcome()));
    }
    PrintWriter out = command.commandLine().getOut();
    out.print(Columns.align(rows));
    out.println(
        Messages.format(
            "peak: %.0f GFLOP/s a core (float32 multiply-adds, measured now)", peak / GIGA));
  }

  /** Four digits that count. */
  private static String number(double value) {
    int whole = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
    return Messages.format("%." + Math.clamp(4 - whole, 0, 6) + "f", value);
  }

  private void printJson(List<Measurement> measured, boolean single) {
    ArrayNode array = Json.array();
    for (Measurement m : measured) {
      ObjectNode object =
          array
              .addObject()
              .put("workload", m.workload())
              .put("threads", m.threads())
              .put("median", m.median())
              .put("unit", m.unit().symbol());
      ArrayNode figures = object.putArray("samples");
      m.samples().forEach(figures::add);
      if (m.peakFraction().isPresent()) {
        object.put("peakFraction", m.peakFraction().getAsDouble());
      } else {
        object.putNull("peakFraction");
      }
    }
    PrintWriter out = command.commandLine().getOut();
    if (!single) {
      out.println(Json.line(array));
    } else if (!array.isEmpty()) {
      out.println(Json.line(array.get(0)));
    }
  }
}
