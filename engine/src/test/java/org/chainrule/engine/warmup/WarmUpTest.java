package org.chainrule.engine.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.engine.warmup.WarmUp.Exercise;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final long OPERATIONS = 1_000_000_000;

  private volatile Object kept = "";

  private Exercise exercise(boolean makesObjects, Runnable done) {
    Runnable call = () -> kept = makesObjects ? new int[4] : "";
    return new Exercise(call, OPERATIONS, () -> {}, done);
  }

  @Test
  void whatFailedSomeTimesIsTriedAgainLater() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    WarmUp.add(() -> exercise(made.incrementAndGet() < 4, done::countDown));
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
  void whatCannotBeMadeKeepsNothingWaiting() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    WarmUp.add(
        () -> {
          throw new IllegalStateException("cannot be made");
        });
    WarmUp.add(() -> exercise(false, done::countDown));
    assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    while (!WarmUp.idle()) {
      Thread.sleep(1);
    }
  }
}
