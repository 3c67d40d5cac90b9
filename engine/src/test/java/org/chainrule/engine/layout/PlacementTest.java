package org.chainrule.engine.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Places for buffers with random lives. */
class PlacementTest {
  private static final int TIMES = 12;
  private static final int LINE = 16;

  /** A buffer and the times of its first and last use. */
  private record Life(Buffer buffer, int first, int last) {
    boolean uses(int time) {
      return buffer.isLasting() || (first <= time && time <= last);
    }

    boolean meets(Life other) {
      return buffer.isLasting()
          || other.buffer.isLasting()
          || (first <= other.last && other.first <= last);
    }

    boolean overlaps(Life other) {
      return buffer.start() < other.buffer.start() + other.buffer.size()
          && other.buffer.start() < buffer.start() + buffer.size();
    }
  }

  private static List<Life> lives(Random random) {
    List<Life> lives = new ArrayList<>();
    for (int i = 1 + random.nextInt(25); i > 0; i--) {
      int size = random.nextInt(1 + random.nextInt(200));
      int first = random.nextInt(TIMES);
      int last = Math.min(TIMES - 1, first + random.nextInt(1 + random.nextInt(TIMES)));
      boolean lasting = random.nextInt(8) == 0;
      Buffer buffer = lasting ? Buffer.lasting(size) : Buffer.temporary(size, Optional.empty());
      lives.add(new Life(buffer, first, last));
    }
    return lives;
  }

  private static Placement arranged(List<Life> lives, Random random) {
    Placement placement = new Placement();
    for (Life life : lives) {
      boolean lastFirst = random.nextBoolean();
      placement.use(life.buffer, lastFirst ? life.last : life.first);
      placement.use(life.buffer, (life.first + life.last) / 2);
      placement.use(life.buffer, lastFirst ? life.first : life.last);
    }
    placement.arrange();
    return placement;
  }

  @Test
  void buffersThatAreUsedAtTheSameTimeDoNotOverlap() {
    int shared = 0;
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      List<Life> lives = lives(random);
      Placement placement = arranged(lives, random);
      float[] array = new float[placement.size()];
      placement.place(array);
      for (Life life : lives) {
        assertThat(life.buffer.isPlaced()).isTrue();
        assertThat(life.buffer.array()).isSameAs(array);
        assertThat(life.buffer.start()).isNotNegative();
        int size = life.buffer.size();
        assertThat(life.buffer.start() % LINE).isLessThanOrEqualTo(size < LINE ? LINE - size : 0);
        assertThat(life.buffer.start() + life.buffer.size()).isLessThanOrEqualTo(array.length);
        for (Life other : lives) {
          if (other != life && life.overlaps(other)) {
            assertThat(life.meets(other)).as("seed %d: %s, %s", seed, life, other).isFalse();
            shared++;
          }
        }
      }
    }
    assertThat(shared).isGreaterThan(2000);
  }

  @Test
  void theLeastSizeIsThatOfTheTimeWhenMostIsUsed() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<Life> lives = lives(random);
      int most = 0;
      for (int time = 0; time < TIMES; time++) {
        int now = time;
        most =
            Math.max(
                most,
                lives.stream()
                    .filter(life -> life.uses(now))
                    .mapToInt(life -> life.buffer.size())
                    .sum());
      }
      Placement placement = arranged(lives, random);
      assertThat(placement.leastSize()).as("seed %d", seed).isEqualTo(most);
      assertThat(placement.size()).isGreaterThanOrEqualTo(most);
    }
  }

  @Test
  void valuesSmallerThanALineShareOne() {
    Placement placement = new Placement();
    List<Buffer> buffers =
        Stream.of(50, 10, 9, 4, 3).map(n -> Buffer.temporary(n, Optional.empty())).toList();
    buffers.forEach(buffer -> placement.use(buffer, 0));
    placement.arrange();
    placement.place(new float[placement.size()]);
    assertThat(buffers.stream().map(Buffer::start)).containsExactly(0, 50, 64, 60, 73);
    assertThat(placement.size()).isEqualTo(76);
  }

  /** Two values that are never used at the same time as a third one's first half. */
  @Test
  void oneAfterTheOtherInTheSamePlace() {
    Placement placement = new Placement();
    for (int time = 0; time < 10; time++) {
      Buffer buffer = Buffer.temporary(64, Optional.empty());
      placement.use(buffer, time);
      placement.use(buffer, time + 1);
    }
    placement.arrange();
    assertThat(placement.size()).isEqualTo(128);
    assertThat(placement.leastSize()).isEqualTo(128);
  }

  @Test
  void whatHasAPlaceKeepsIt() {
    Placement placement = new Placement();
    double[] array = new double[5];
    Buffer variable = Buffer.of(array, 5);
    placement.use(variable, 0);
    placement.arrange();
    placement.place(new double[placement.size()]);
    assertThat(placement.size()).isZero();
    assertThat(variable.array()).isSameAs(array);
    assertThat(variable.start()).isZero();
  }

  @Test
  void aBufferWithinAnotherMovesWithIt() {
    Buffer workspace = Buffer.temporary(0, Optional.empty());
    Buffer before = Buffer.lasting(40);
    Placement inside = new Placement();
    Buffer first = Buffer.temporary(16, Optional.of(workspace));
    Buffer second = Buffer.temporary(5, Optional.of(workspace));
    inside.use(first, 0);
    inside.use(second, 0);
    inside.arrange();
    Placement outside = new Placement();
    outside.use(before, 0);
    outside.use(workspace, 1);
    workspace.resize(inside.size(), inside.leastSize());
    outside.arrange();
    float[] array = new float[outside.size()];
    outside.place(array);
    inside.place(workspace.array());
    assertThat(second.isWithin(workspace)).isTrue();
    assertThat(second.isWithin(before)).isFalse();
    assertThat(workspace.start()).isEqualTo(48);
    assertThat(first.start()).isEqualTo(48);
    assertThat(second.start()).isEqualTo(64);
    assertThat(second.array()).isSameAs(array);
    assertThat(array).hasSize(48 + 16 + 5);
  }
}
