package org.chainrule.cli;

import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;

/**
 * Ctrl-C, or another polite request to end, while training: the program ends only once this is
 * closed, and then with the exit code of the signal (130 for Ctrl-C). A second Ctrl-C ends it at
 * once.
 */
public final class Interrupt implements AutoCloseable {
  /** The exit code of a program that Ctrl-C ended. */
  public static final int ENDED_BY_CTRL_C = 130;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::waitForClose, "interrupt");
  private final Runnable told;
  private volatile boolean requested;

  /**
   * Begins to listen.
   *
   * @param told what to do at once when the request comes
   */
  public Interrupt(Runnable told) {
    this.told = told;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void waitForClose() {
    requested = true;
    Signals.register("INT", () -> Runtime.getRuntime().halt(ENDED_BY_CTRL_C));
    told.run();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it came. */
  public boolean requested() {
    return requested;
  }

  @Override
  public void close() {
    closed.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        requested = true; // it came just now
      }
    }
  }
}
