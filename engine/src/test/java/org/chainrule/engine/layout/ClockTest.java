package org.chainrule.engine.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Shape;
import org.junit.jupiter.api.Test;

/** Values that move as loops go on. */
class ClockTest {
  private static final int LARGER = 64;

  private final Clock outer = new Clock();
  private final Clock inner = new Clock();

  /** A buffer that begins somewhere in an array. */
  private static Buffer placed(int size) {
    Placement placement = new Placement();
    Buffer buffer = Buffer.temporary(size, Optional.empty());
    placement.use(Buffer.lasting(LARGER), 0);
    placement.use(buffer, 0);
    placement.arrange();
    placement.place(new float[placement.size()]);
    return buffer;
  }

  @Test
  void aSliceMovesAlongItsSequence() {
    Shape shape = Shape.of(5, 2, 3);
    Buffer buffer = placed(30);
    Strided strided = Strided.ordered(shape, List.of(1, 0, 2)).moved(4);
    View slice = View.of(buffer, strided).slice(outer);
    int[] positions = {-1, 77, -1};
    slice.bind(positions, 0);
    slice.bind(positions, 2);
    int[] places = Places.of(strided, shape).all();
    for (int time : new int[] {0, 1, 2, 4, 3, 0}) {
      outer.set(time, 9);
      int expected = buffer.start() + places[6 * time];
      assertThat(positions).containsExactly(expected, 77, expected);
    }
  }

  @Test
  void aSliceOfASliceMovesWithTwoLoops() {
    Shape shape = Shape.of(3, 4, 5);
    Buffer buffer = placed(60);
    View element = View.rowMajor(buffer, shape).slice(outer).slice(inner);
    int[] position = new int[1];
    element.bind(position, 0);
    for (int i = 0; i < 3; i++) {
      outer.set(i, i);
      for (int j = 3; j >= 0; j--) {
        inner.set(j, 3 - j);
        assertThat(position[0]).isEqualTo(buffer.start() + 20 * i + 5 * j);
      }
    }
    assertThat(element.strided()).isEqualTo(Strided.rowMajor(Shape.of(5)));
  }

  @Test
  void aStateTurnsInTwoPlacesWhateverTheTimeAndWhileAnotherLoopMovesIt() {
    Buffer buffer = placed(60);
    View state =
        new View(
            buffer,
            Strided.rowMajor(Shape.of(6)),
            List.of(new Motion(inner, 6, true), new Motion(outer, 12, false)));
    View next =
        new View(
            buffer,
            Strided.rowMajor(Shape.of(6)).moved(6),
            List.of(new Motion(inner, -6, true), new Motion(outer, 12, false)));
    int[] positions = new int[2];
    state.bind(positions, 0);
    next.bind(positions, 1);
    for (int i = 0; i < 4; i++) {
      outer.set(i, i);
      for (int step = 0; step < 5; step++) {
        inner.set(4 - step, step);
        int place = buffer.start() + 12 * i;
        assertThat(positions).containsExactly(place + step % 2 * 6, place + (1 - step % 2) * 6);
      }
    }
  }

  @Test
  void oneElementMovesNowhere() {
    Buffer buffer = placed(8);
    int[] position = new int[1];
    View.rowMajor(buffer, Shape.of(1, 8)).slice(outer).bind(position, 0);
    outer.set(0, 0);
    assertThat(position[0]).isEqualTo(buffer.start());
  }
}
