package org.chainrule.engine.thread;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/** One daemon of {@link Workers} and the part that it is offered. */
final class Worker {
  /** How long it spins for the next part before it sleeps. */
  private static final long SPIN_NANOSECONDS = 60_000;

  /** So many spins between two looks at the clock. */
  private static final int SPINS = 16;

  private static final int IDLE = 0;
  private static final int OFFERED = 1;
  private static final int RUNNING = 2;
  private static final int ENDED = 3;

  /** The state's place: alone in its cache lines. */
  private static final int STATE = 32;

  private final AtomicIntegerArray state = new AtomicIntegerArray(2 * STATE);
  private final int part;
  private final int parts;
  private final Thread thread;
  private volatile boolean asleep;

  /** What the state guards. */
  private Task task = (thread, threads) -> {};

  private Optional<Throwable> failure = Optional.empty();

  Worker(int part, int parts) {
    this.part = part;
    this.parts = parts;
    thread = Thread.ofPlatform().name("chainrule-worker-" + part).daemon().unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** Offers a part to the daemon. */
  void offer(Task next) {
    task = next;
    failure = Optional.empty();
    state.set(STATE, OFFERED);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Whether the daemon had not begun its part, and now will not. */
  boolean takeBack() {
    return state.compareAndSet(STATE, OFFERED, IDLE);
  }

  /** Whether the daemon is at its part. */
  boolean running() {
    return state.get(STATE) == RUNNING;
  }

  /** Throws what the part has thrown. */
  void rethrow() {
    if (failure.isPresent()) {
      Throwable thrown = failure.get();
      failure = Optional.empty();
      switch (thrown) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException(thrown);
      }
    }
  }

  /** Ends the daemon, which is idle. */
  void end() {
    state.set(STATE, ENDED);
    LockSupport.unpark(thread);
  }

  private void work() {
    while (state.get(STATE) != ENDED) {
      if (state.compareAndSet(STATE, OFFERED, RUNNING)) {
        try {
          task.run(part, parts);
        } catch (Throwable thrown) {
          failure = Optional.of(thrown);
        }
        state.set(STATE, IDLE);
      } else {
        rest();
      }
    }
  }

  /** Spins, then sleeps, until there may be something to do. */
  private void rest() {
    long begin = System.nanoTime();
    for (int spins = 1; state.get(STATE) == IDLE; spins++) {
      Thread.onSpinWait();
      if (spins % SPINS == 0 && System.nanoTime() - begin > SPIN_NANOSECONDS) {
        asleep = true;
        if (state.get(STATE) == IDLE) {
          LockSupport.park(this);
        }
        asleep = false;
        return;
      }
    }
  }
}
