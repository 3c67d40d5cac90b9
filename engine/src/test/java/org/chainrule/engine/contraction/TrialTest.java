package org.chainrule.engine.contraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Of two ways the faster one is found once both are compiled. */
class TrialTest {
  private static int decide(Trial trial, long first, long second) {
    while (!trial.decided()) {
      trial.took(trial.next() == 0 ? first : second);
    }
    return trial.faster();
  }

  @Test
  void theFasterOneIsChosen() {
    assertThat(decide(new Trial(() -> true), 1000, 900)).isEqualTo(1);
    assertThat(decide(new Trial(() -> true), 900, 1000)).isZero();
  }

  @Test
  void aDifferenceThatMayBeChanceChangesNothing() {
    assertThat(decide(new Trial(() -> true), 1000, 990)).isZero();
  }

  @Test
  void nothingIsTimedBeforeBothAreReady() {
    AtomicBoolean ready = new AtomicBoolean();
    Trial trial = new Trial(ready::get);
    for (int i = 0; i < 10 * Trial.PAUSE; i++) {
      assertThat(trial.next()).isZero();
      trial.took(1);
      assertThat(trial.decided()).isFalse();
    }
    ready.set(true);
    assertThat(decide(trial, 1000, 900)).as("not the 1 ns from before").isEqualTo(1);
  }

  @Test
  void aDisturbanceOfOneTurnDoesNotDecide() {
    Trial trial = new Trial(() -> true);
    int turns = 0;
    while (!trial.decided()) {
      boolean second = trial.next() == 1;
      turns += second ? 1 : 0;
      trial.took(second ? turns == 3 ? 50_000 : 900 : 1000);
    }
    assertThat(turns).isEqualTo(Trial.TURNS);
    assertThat(trial.faster()).isEqualTo(1);
  }
}
