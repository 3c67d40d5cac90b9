package org.chainrule.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.chainrule.bench.Watcher;

/**
 * Shows on standard error, after a while, what is being measured: a line that changes on a
 * terminal, elsewhere a line now and then.
 */
final class BenchDisplay implements Watcher, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final int WIDTH = 79;

  private final PrintWriter err;
  private final int workloads;
  private final int samples;
  private final boolean quiet;
  private final boolean terminal = Boolean.getBoolean("chainrule.terminal");
  private long nextLine = System.nanoTime() + PATIENCE.toNanos();
  private int begun;
  private boolean shown;

  /**
   * A display.
   *
   * @param workloads how many there are
   * @param samples how many each takes
   * @param quiet whether to show errors only
   */
  BenchDisplay(PrintWriter err, int workloads, int samples, boolean quiet) {
    this.err = err;
    this.workloads = workloads;
    this.samples = samples;
    this.quiet = quiet;
  }

  @Override
  public void begin(String workload, int sample) {
    begun += sample == 0 ? 1 : 0;
    long now = System.nanoTime();
    if (quiet || now < nextLine) {
      return;
    }
    String what = sample == 0 ? "warming up" : Messages.format("sample %d of %d", sample, samples);
    String line = Messages.format("%s (%d of %d): %s", workload, begun, workloads, what);
    if (terminal) {
      err.print('\r' + line + " ".repeat(Math.max(0, WIDTH - line.length())));
      shown = true;
    } else {
      err.println(line);
      nextLine = now + BETWEEN_LINES.toNanos();
    }
    err.flush();
  }

  /** Tells what went wrong with a workload. */
  void fail(String message) {
    close();
    err.println(message);
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (shown) {
      err.print('\r' + " ".repeat(WIDTH) + '\r');
      err.flush();
      shown = false;
    }
  }
}
