package org.chainrule.engine.thread;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A fixed number of threads, the caller and daemons, that do the parts of a {@link Task} at the
 * same time.
 *
 * <p>A daemon spins for a moment after its part, so that the next region begins within a fraction
 * of a microsecond, and then sleeps. A part that its daemon has not begun when the caller is done
 * with its own is done by the caller, and while daemons that have begun do not advance, because the
 * machine is busy, the caller does without them. Regions allocate nothing.
 */
public final class Workers implements AutoCloseable {
  /** A caller that has waited so often gives its processor away. */
  private static final int SPINS = 1000;

  /** A wait as long as this, and longer than the caller's own part took, means a busy machine. */
  private static final long LONG_WAIT_NANOSECONDS = 300_000;

  /** How long a caller then does without its daemons. */
  private static final long ALONE_NANOSECONDS = 5_000_000;

  private static final Map<Integer, Workers> SHARED = new ConcurrentHashMap<>();

  private final Worker[] workers;
  private final AtomicBoolean taken = new AtomicBoolean();
  private boolean alone;
  private long aloneSince;
  private volatile boolean closed;

  private Workers(Worker[] workers) {
    this.workers = workers;
  }

  /**
   * This many threads, the caller counted.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Workers of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "workers: %d threads, must be at least 1", threads));
    }
    Worker[] workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1, threads);
      workers[i].start();
    }
    return new Workers(workers);
  }

  /**
   * This many threads, the caller counted, that are the same for all who ask; they never end.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Workers shared(int threads) {
    return SHARED.computeIfAbsent(threads, Workers::of);
  }

  /** How many threads there are, the caller counted. */
  public int threads() {
    return workers.length + 1;
  }

  /**
   * Does all parts of a task and returns when they are done; what they have written is then seen by
   * the caller. From within a task, after {@link #close}, or while another thread is in a region,
   * the caller does them all.
   *
   * @throws RuntimeException what a part threw, after all parts have ended; errors likewise
   */
  public void run(Task task) {
    if (workers.length == 0) {
      task.run(0, 1);
    } else if (taken.compareAndSet(false, true)) {
      try {
        if (alone && System.nanoTime() - aloneSince < ALONE_NANOSECONDS) {
          runAlone(task);
        } else {
          share(task);
        }
      } finally {
        taken.set(false);
      }
    } else {
      runAlone(task);
    }
  }

  private void runAlone(Task task) {
    for (int part = 0; part < threads(); part++) {
      task.run(part, threads());
    }
  }

  private void share(Task task) {
    long begin = System.nanoTime();
    for (Worker worker : workers) {
      worker.offer(task);
    }
    try {
      task.run(0, threads());
      for (int i = 0; i < workers.length; i++) {
        if (workers[i].takeBack()) {
          task.run(i + 1, threads());
        }
      }
    } finally {
      await(begin);
    }
    for (Worker worker : workers) {
      worker.rethrow();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a yield is right whoever is scheduled next
  private void await(long begin) {
    long own = System.nanoTime();
    for (Worker worker : workers) {
      // Still offered only if the caller's own part failed.
      boolean running = !worker.takeBack();
      for (int spins = 0; running && worker.running(); spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
    }
    long end = System.nanoTime();
    alone = end - own > Math.max(LONG_WAIT_NANOSECONDS, own - begin);
    aloneSince = end;
  }

  /** Ends the daemons, after the region that is running. */
  @Override
  @SuppressWarnings("ThreadPriorityCheck") // likewise
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!taken.compareAndSet(false, true)) {
      Thread.yield();
    }
    for (Worker worker : workers) {
      worker.end();
    }
  }
}
