package org.chainrule.cli.search;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.chainrule.cli.Columns;
import org.chainrule.cli.Messages;
import org.chainrule.learn.training.Measure;
import org.chainrule.report.QualityText;
import org.chainrule.search.Search;
import org.chainrule.search.Trial;

/**
 * Shows on standard error how a search goes: on a terminal the best trials so far over a bar with
 * the time left, elsewhere a line now and then.
 */
final class SearchDisplay implements Search.Watcher, AutoCloseable {
  private static final int WIDTH = 79;
  private static final int BAR = 30;
  private static final int SHOWN = 5;
  private static final long REFRESH = Duration.ofMillis(100).toNanos();
  private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();
  private static final String UP_AND_CLEAR = "\u001B[1A\u001B[2K";

  private final PrintWriter err;
  private final boolean quiet;
  private final int trials;
  private final Measure measure;
  private final BooleanSupplier cancelled;
  private final boolean terminal = Boolean.getBoolean("chainrule.terminal");
  private final long begin = System.nanoTime();
  private final List<Trial> best = new ArrayList<>();
  private long nextShown = begin + (terminal ? 0 : BETWEEN_LINES);
  private int done;
  private int lines;

  /**
   * A display for one search.
   *
   * @param trials how many there are
   * @param measure by what they are scored
   * @param cancelled whether the search is to end
   */
  SearchDisplay(
      PrintWriter err, boolean quiet, int trials, Measure measure, BooleanSupplier cancelled) {
    this.err = err;
    this.quiet = quiet;
    this.trials = trials;
    this.measure = measure;
    this.cancelled = cancelled;
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public void done(Trial trial) {
    done++;
    int place = 0;
    while (place < best.size() && !trial.isBetterThan(best.get(place))) {
      place++;
    }
    best.add(place, trial);
    if (best.size() > SHOWN) {
      best.removeLast();
    }
    long now = System.nanoTime();
    if (quiet || (now < nextShown && done < trials)) {
      return;
    }
    nextShown = now + (terminal ? REFRESH : BETWEEN_LINES);
    if (terminal) {
      clear();
      table().lines().forEach(this::print);
      print(bar(now));
    } else if (now - begin >= BETWEEN_LINES) {
      err.println(
          Messages.format(
              "trial %d/%d: best %s (%s)",
              done,
              trials,
              QualityText.of(best.getFirst().score(), measure),
              words(best.getFirst())));
    }
  }

  /** The best trials, a column for each setting. */
  private String table() {
    Set<String> names = new LinkedHashSet<>();
    best.forEach(trial -> names.addAll(trial.settings().keySet()));
    if (names.isEmpty()) {
      names.add("settings");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(new ArrayList<>(List.of(measure.toString())));
    rows.getFirst().addAll(names);
    for (Trial trial : best) {
      List<String> row = new ArrayList<>(List.of(QualityText.of(trial.score(), measure)));
      String unset = trial.settings().isEmpty() ? "default" : "";
      names.forEach(name -> row.add(trial.settings().getOrDefault(name, unset)));
      rows.add(row);
    }
    return Columns.align(rows, names.size() + 1);
  }

  private void print(String line) {
    err.println(line.substring(0, Math.min(WIDTH, line.length())));
    lines++;
  }

  private String bar(long now) {
    int filled = Math.min(BAR, BAR * done / Math.max(1, trials));
    long left = Math.round((now - begin) / 1e9 * (trials - done) / Math.max(1, done));
    return Messages.format(
        "trial %d/%d [%s%s] %d:%02d left",
        done, trials, "=".repeat(filled), " ".repeat(BAR - filled), left / 60, left % 60);
  }

  /** The settings of a trial on a line. */
  static String words(Trial trial) {
    if (trial.settings().isEmpty()) {
      return "default";
    }
    return trial.settings().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  private void clear() {
    err.print(UP_AND_CLEAR.repeat(lines));
    lines = 0;
  }

  @Override
  public void close() {
    clear();
    err.flush();
  }
}
