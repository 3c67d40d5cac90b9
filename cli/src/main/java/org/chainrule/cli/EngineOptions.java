package org.chainrule.cli;

import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What engines may use of the machine. */
public final class EngineOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** More than any processor can use, and fewer than would use up the machine's memory. */
  private static final int MOST_THREADS = 1024;

  private int threads = Runtime.getRuntime().availableProcessors();

  /**
   * Sets how many threads an engine may use.
   *
   * @throws ParameterException if there are none
   */
  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      description =
          "Threads to compute with (default: one for each processor). Any number gives the same"
              + " bits.")
  public void limit(int count) {
    if (count < 1) {
      throw Messages.wrong(command, "--threads is %s; it must be at least 1", count);
    }
    if (count > MOST_THREADS) {
      throw Messages.wrong(command, "--threads is %s; it must be at most %s", count, MOST_THREADS);
    }
    threads = count;
  }

  /** How many threads may be used. */
  public int threads() {
    return threads;
  }

  /** An engine whose variables all hold zeros. */
  Engine engine(Precision precision) {
    return new Engine(precision, threads);
  }
}
