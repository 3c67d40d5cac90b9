package org.chainrule.engine.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.chainrule.engine.warmup.WarmUp.Exercise;
import org.chainrule.engine.warmup.WarmUp.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WarmUpTest {
  private static final long OPERATIONS = 1_000_000_000;

  private volatile Object kept = "";

  private Exercise exercise(boolean makesObjects, Runnable done) {
    LongSupplier call =
        () -> {
          kept = makesObjects ? new int[4] : "";
          return kept == null ? 0 : OPERATIONS;
        };
    return new Exercise(call, () -> {}, done);
  }

  private static Code inUse(Supplier<Exercise> exercise) {
    return new Code(exercise, System::nanoTime, new AtomicInteger());
  }

  /** Code that takes what a clock says. */
  private record Code(Supplier<Exercise> made, LongSupplier clock, AtomicInteger forgotten)
      implements Subject {
    @Override
    public Exercise exercise() {
      return made.get();
    }

    @Override
    public long taken() {
      return clock.getAsLong();
    }

    @Override
    public void forget() {
      forgotten.incrementAndGet();
    }
  }

  @Test
  void whatIsDearIsWorthBusyProcessors() {
    for (long lacking : new long[] {1, 0}) {
      Code code =
          new Code(
              () -> exercise(false, () -> {}), () -> WarmUp.DEAR - lacking, new AtomicInteger());
      assertThat(new Candidate(code, () -> {}).isWorthMuch()).isEqualTo(lacking == 0);
    }
  }

  @Test
  void whatFailedSomeTimesIsTriedAgainLater() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    WarmUp.add(inUse(() -> exercise(made.incrementAndGet() < 4, done::countDown)));
    while (!WarmUp.idle()) {
      Thread.sleep(1);
    }
    assertThat(made).hasValue(3);
    assertThat(done.getCount()).isEqualTo(1);
    assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(made).hasValue(4);
    assertThat(WarmUp.idle()).isTrue();
  }

  @Test
  void whatCannotBeMadeLaterIsGivenUp() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    Exercise objects = exercise(true, () -> {});
    WarmUp.add(
        inUse(
            () -> {
              if (made.incrementAndGet() > 3) {
                throw new IllegalStateException("cannot be made");
              }
              return objects;
            }));
    while (made.get() < 4) {
      Thread.sleep(1);
    }
    Thread.sleep(100);
    assertThat(made).hasValue(4);
  }

  @Test
  void whatIsUsedMostComesFirstAndWhatIsUnusedIsLeftOut() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      AtomicInteger naps = new AtomicInteger();
      WarmUp.add(inUse(() -> slow(naps.incrementAndGet())));
    }
    Queue<String> made = new ConcurrentLinkedQueue<>();
    Code unused = waiting("unused", made, () -> 0);
    WarmUp.add(unused);
    WarmUp.add(waiting("little", made, () -> System.nanoTime() / 2));
    WarmUp.add(waiting("much", made, System::nanoTime));
    while (!WarmUp.idle()) {
      Thread.sleep(1);
    }
    assertThat(made).containsExactly("much", "little");
    assertThat(unused.forgotten()).hasValue(1);
  }

  private Code waiting(String name, Queue<String> made, LongSupplier clock) {
    Supplier<Exercise> exercise =
        () -> {
          made.add(name);
          return exercise(false, () -> {});
        };
    return new Code(exercise, clock, new AtomicInteger());
  }

  /** What no compiler makes fast, and what can't be made a fourth time. */
  private static Exercise slow(int time) {
    if (time > 3) {
      throw new IllegalStateException("cannot be made");
    }
    return new Exercise(
        () -> {
          LockSupport.parkNanos(10_000_000);
          return 1;
        },
        () -> {},
        () -> {});
  }

  @Test
  void whatCannotBeMadeKeepsNothingWaiting() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    WarmUp.add(
        inUse(
            () -> {
              throw new IllegalStateException("cannot be made");
            }));
    WarmUp.add(inUse(() -> exercise(false, done::countDown)));
    assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    while (!WarmUp.idle()) {
      Thread.sleep(1);
    }
  }
}
