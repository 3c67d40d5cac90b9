package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.PlanReport;

/** A plan as a table for people. */
final class PlanText {
  private static final int WIDTH = 100;
  private static final String GAP = "  ";
  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;

  private final PlanReport report;
  private final double flops;
  private final double bytes;
  private final List<List<String>> figures = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();

  private PlanText(PlanReport report) {
    this.report = report;
    flops = report.flops();
    bytes = report.steps().stream().mapToLong(PlanReport.Step::bytes).sum();
  }

  /** The steps, their sum, the memory, and the rules by which the graph was rewritten. */
  static String of(PlanReport report) {
    PlanText text = new PlanText(report);
    return text.table() + "\n" + text.memory() + text.rewrites();
  }

  private String table() {
    figures.add(List.of("step", "share", "MFLOP", "KB", "FLOP/B"));
    texts.add("what");
    depths.add(0);
    addAll(report.steps(), "", 0, 1);
    add("all", "", 0, flops, bytes);
    List<String> lines = Columns.align(figures).lines().toList();
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String indent = GAP.repeat(1 + depths.get(i));
      String line = lines.get(i) + indent;
      List<String> parts = folded(texts.get(i), WIDTH - line.length());
      table.append((line + parts.getFirst()).stripTrailing()).append('\n');
      String margin = " ".repeat(line.length());
      parts.stream()
          .skip(1)
          .forEach(part -> table.append(margin).append(GAP).append(part).append('\n'));
    }
    return table.toString();
  }

  /**
   * Adds steps.
   *
   * @param prefix what comes before their numbers
   * @param times how often they are done in a run
   */
  private void addAll(List<PlanReport.Step> steps, String prefix, int depth, double times) {
    int number = 0;
    for (PlanReport.Step step : steps) {
      String label = prefix + ++number;
      add(label, step.what(), depth, times * step.flops(), times * step.bytes());
      addAll(step.body(), label + ".", depth + 1, times * repeats(step));
    }
  }

  /** How often the body of a step is done. */
  private static double repeats(PlanReport.Step step) {
    double once = step.body().stream().mapToDouble(PlanReport.Step::flops).sum();
    double onceMoved = step.body().stream().mapToDouble(PlanReport.Step::bytes).sum();
    return once > 0 ? step.flops() / once : onceMoved > 0 ? step.bytes() / onceMoved : 1;
  }

  private void add(String label, String what, int depth, double stepFlops, double stepBytes) {
    figures.add(
        List.of(
            label,
            Messages.format("%.1f %%", flops > 0 ? 100 * stepFlops / flops : 0),
            Messages.format("%.3f", stepFlops / MEGA),
            Messages.format("%.1f", stepBytes / KILO),
            stepBytes > 0 ? Messages.format("%.1f", stepFlops / stepBytes) : ""));
    texts.add(what);
    depths.add(depth);
  }

  /** A text in lines of a width, broken at blanks that are not within brackets. */
  private static List<String> folded(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" (?![^\\[]*\\])", -1)) {
      int limit = lines.isEmpty() ? width : width - GAP.length();
      if (!line.isEmpty() && line.length() + 1 + word.length() > limit) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private String memory() {
    double ratio = report.leastBytes() > 0 ? (double) report.bytes() / report.leastBytes() : 1;
    return Messages.format(
        "%s, %s moved\nmemory: %s beside parameters and constants, %.2f times the least possible"
            + " (%s)\n",
        Messages.scaled(flops, "FLOP"),
        Messages.scaled(bytes, "B"),
        Messages.scaled((double) report.bytes(), "B"),
        ratio,
        Messages.scaled((double) report.leastBytes(), "B"));
  }

  private String rewrites() {
    if (report.rewrites().isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>(List.of(List.of("rewriting rule", "times")));
    for (Map.Entry<String, Integer> rule : report.rewrites().entrySet()) {
      rows.add(List.of(rule.getKey(), rule.getValue().toString()));
    }
    return "\n" + Columns.align(rows);
  }
}
