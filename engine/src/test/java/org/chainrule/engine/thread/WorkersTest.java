package org.chainrule.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void everyPartIsDoneOnceAndSeenByTheCaller(int threads) throws InterruptedException {
    int[] done = new int[threads];
    Task task =
        (thread, all) -> {
          assertThat(all).isEqualTo(threads);
          done[thread]++;
        };
    try (Workers workers = Workers.of(threads)) {
      assertThat(workers.threads()).isEqualTo(threads);
      for (int region = 1; region <= 2000; region++) {
        workers.run(task);
        assertThat(done).containsOnly(region);
        if (region % 500 == 0) {
          // Long enough for the daemons to fall asleep.
          Thread.sleep(3);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatAPartThrowsReachesTheCallerAndTheNextRegionRuns(int failing) {
    try (Workers workers = Workers.of(3)) {
      for (int region = 0; region < 100; region++) {
        assertThatThrownBy(
                () ->
                    workers.run(
                        (thread, threads) -> {
                          if (thread == failing) {
                            throw new ArithmeticException("part " + thread);
                          }
                        }))
            .isInstanceOf(ArithmeticException.class)
            .hasMessage("part " + failing);
        AtomicIntegerArray done = new AtomicIntegerArray(3);
        workers.run((thread, threads) -> done.incrementAndGet(thread));
        assertThat(done).hasToString("[1, 1, 1]");
      }
    }
  }

  @Test
  void errorsReachTheCallerToo() {
    try (Workers workers = Workers.of(2)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      (thread, threads) -> {
                        throw new StackOverflowError("deep");
                      }))
          .isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void withinATaskAndAfterTheEndTheCallerDoesAllParts() {
    AtomicIntegerArray done = new AtomicIntegerArray(2);
    Workers workers = Workers.of(2);
    workers.run((thread, threads) -> workers.run((inside, all) -> done.incrementAndGet(inside)));
    assertThat(done).hasToString("[2, 2]");
    workers.close();
    workers.close();
    workers.run((thread, threads) -> done.incrementAndGet(thread));
    assertThat(done).hasToString("[3, 3]");
  }

  @Test
  void noThreadsAreRefused() {
    assertThatThrownBy(() -> Workers.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 threads");
  }
}
