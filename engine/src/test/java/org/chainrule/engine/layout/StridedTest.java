package org.chainrule.engine.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.chainrule.engine.layout.Strided.Factor;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Flip;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Unfold;
import org.junit.jupiter.api.Test;

/** Where elements lie, counted one by one, in layouts that random moves have made of others. */
class StridedTest {
  private static final int SAMPLES = 20_000;

  /** Elements so many that counting them takes long. */
  private static final int MANY = 400;

  private final Random random = new Random(3);
  private final RandomMove moves = new RandomMove(random);

  /** A value that a few moves have made of one that fills memory in some order. */
  private record Value(Strided strided, Shape shape) {
    Places places() {
      return Places.of(strided, shape);
    }
  }

  private Value value() {
    Shape shape = moves.shape();
    Strided strided = Strided.ordered(shape, moves.order(shape.rank())).moved(random.nextInt(9));
    Value value = new Value(strided, shape);
    for (int i = random.nextInt(5); i > 0; i--) {
      Value before = value;
      Move op = moves.of(before.shape);
      Shape result = op.shape(List.of(before.shape));
      if (result.elements() <= MANY) {
        value = before.strided.through(op, result).map(s -> new Value(s, result)).orElse(before);
      }
    }
    return value;
  }

  @Test
  void movedElementsLieWhereTheirSourcesDo() {
    Map<Class<?>, Integer> views = new HashMap<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      Value value = value();
      Move op = moves.of(value.shape);
      Shape result = op.shape(List.of(value.shape));
      if (result.elements() > MANY) {
        continue;
      }
      Optional<Strided> view = value.strided.through(op, result);
      if (view.isPresent()) {
        assertThat(Places.of(view.get(), result))
            .as("%s of %s", op, value)
            .isEqualTo(value.places().through(op));
        views.merge(op.getClass(), 1, Integer::sum);
      } else {
        assertThat(mayCopy(op, value, result)).as("%s of %s", op, value).isTrue();
      }
    }
    assertThat(views)
        .containsOnlyKeys(
            Broadcast.class, Flip.class, Reshape.class, Slice.class, Transpose.class, Unfold.class);
    assertThat(views.values()).allMatch(count -> count > SAMPLES / 20);
  }

  /** Whether a move need be no view: its elements lie irregularly, or along one of its axes do. */
  private static boolean mayCopy(Move op, Value value, Shape result) {
    return switch (op) {
      case Reshape _ -> !value.places().through(op).isView();
      case Slice _, Unfold _ ->
          result.elements() == 0 || value.strided.axes().stream().anyMatch(a -> a.size() > 1);
      case Pad _, Concatenate _ -> true;
      case Broadcast _, Flip _, Transpose _ -> false;
    };
  }

  @Test
  void theInputOfAMoveLiesWhereItsResultHasIt() {
    Map<Class<?>, Integer> views = new HashMap<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      Shape input = moves.shape();
      Move op = moves.of(input);
      Shape result = op.shape(List.of(input));
      if (result.elements() > MANY) {
        continue;
      }
      Strided whole = Strided.ordered(result, moves.order(result.rank())).moved(7);
      Optional<Strided> inner = whole.back(op, input);
      boolean reversible = op instanceof Transpose || op instanceof Pad;
      assertThat(inner.isPresent() || !reversible).as("%s of %s", op, input).isTrue();
      if (inner.isPresent()) {
        int[] moved = Places.of(inner.get(), input).through(op).all();
        int[] places = Places.of(whole, result).all();
        for (int i = 0; i < moved.length; i++) {
          assertThat(moved[i])
              .as("%s of %s, element %d", op, input, i)
              .isIn(Places.NOWHERE, places[i]);
        }
        views.merge(op.getClass(), 1, Integer::sum);
      }
    }
    assertThat(views).containsOnlyKeys(Transpose.class, Reshape.class, Pad.class);
  }

  @Test
  void elementsOneBesideTheOtherAreInRowMajorOrder() {
    Set<Boolean> found = new HashSet<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      Value value = value();
      int leading = random.nextInt(value.shape.rank() + 1);
      if (value.shape.elements() > 0) {
        int[] places = value.places().all();
        int row = value.shape.range(leading, value.shape.rank()).elements();
        boolean beside = true;
        for (int i = 0; i < row; i++) {
          beside &= places[i] == places[0] + i;
        }
        assertThat(value.strided.isRowMajor(leading))
            .as("%s, %d", value, leading)
            .isEqualTo(beside);
        found.add(beside);
      }
    }
    assertThat(found).hasSize(2);
    assertThat(Strided.rowMajor(Shape.of(2, 0, 3)).isRowMajor()).isTrue();
    assertThat(Strided.rowMajor(Shape.SCALAR).isRowMajor()).isTrue();
  }

  @Test
  void positionsAreThoseOfTheLeadingAxes() {
    for (int sample = 0; sample < SAMPLES / 10; sample++) {
      Value value = value();
      int leading = random.nextInt(value.shape.rank() + 1);
      int[] positions = value.strided.positions(leading);
      assertThat(positions).hasSize(value.shape.range(0, leading).elements());
      int[] places = value.places().all();
      for (int i = 0; i < positions.length && places.length > 0; i++) {
        int first = places[i * (places.length / positions.length)];
        assertThat(value.strided.offset() + positions[i]).as("%s", value).isEqualTo(first);
      }
      assertThat(value.strided.elements()).isEqualTo(value.shape.elements());
    }
  }

  @Test
  void orderIsThatOfMemory() {
    for (int sample = 0; sample < SAMPLES / 10; sample++) {
      Shape shape = moves.shape();
      Strided strided = Strided.ordered(shape, moves.order(shape.rank()));
      List<Integer> order = strided.order();
      assertThat(order).hasSize(shape.rank()).doesNotHaveDuplicates();
      if (shape.elements() > 0) {
        assertThat(Strided.ordered(shape, order)).as("%s in %s", strided, order).isEqualTo(strided);
      }
    }
    Shape shape = Shape.of(1, 2, 1, 3);
    assertThat(Strided.rowMajor(shape).order()).containsExactly(0, 1, 2, 3);
    assertThat(Strided.ordered(shape, List.of(0, 3, 2, 1)).order()).containsExactly(0, 2, 3, 1);
    Strided turned = Strided.rowMajor(shape).through(new Flip(List.of(1)), shape).orElseThrow();
    assertThat(turned.order()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void anAxisThatIsNamedTwiceIsFlippedOnce() {
    Shape shape = Shape.of(2, 3);
    Flip twice = new Flip(List.of(1, 0, 1));
    Strided strided = Strided.rowMajor(shape);
    assertThat(Places.of(strided.through(twice, shape).orElseThrow(), shape))
        .isEqualTo(Places.of(strided, shape).through(twice));
  }

  /** A 4 × 6 matrix, transposed and flattened, is [6, 4] in one axis. */
  @Test
  void partsOfAnAxisOfSeveralFactors() {
    Shape flat = Shape.of(24);
    Strided axis = Strided.ordered(Shape.of(6, 4), List.of(1, 0)).reshaped(flat).orElseThrow();
    assertThat(axis.axes()).containsExactly(List.of(new Factor(6, 1), new Factor(4, 6)));
    assertThat(axis.leading()).isEmpty();
    assertThat(axis.through(Slice.of(flat, 0, 2, 10), Shape.of(8))).isEmpty();
    Strided one = axis.through(Slice.of(flat, 0, 13, 14), Shape.of(1)).orElseThrow();
    assertThat(one.offset()).isEqualTo(13 / 4 + 13 % 4 * 6);
    Strided back = axis.reshaped(Shape.of(3, 2, 2, 2)).orElseThrow();
    assertThat(back.axes().stream().map(List::getFirst))
        .containsExactly(new Factor(3, 2), new Factor(2, 1), new Factor(2, 12), new Factor(2, 6));
    assertThat(axis.reshaped(Shape.of(8, 3))).isEmpty();
    assertThat(axis.reshaped(Shape.of(3, 8)).orElseThrow().axes().getLast())
        .containsExactly(new Factor(2, 1), new Factor(4, 6));
  }

  @Test
  void partsAndRowsOfAValue() {
    Shape shape = Shape.of(3, 4, 5);
    Strided strided = Strided.ordered(shape, List.of(2, 0, 1)).moved(100);
    int[] places = Places.of(strided, shape).all();
    Strided part = strided.part(1, 1, Shape.of(3, 2, 5));
    assertThat(Places.of(part, Shape.of(3, 2, 5)))
        .isEqualTo(
            Places.of(strided, shape)
                .through(new Slice(List.of(0, 1, 0), List.of(3, 3, 5), List.of(1, 1, 1))));
    assertThat(strided.leading()).hasValue(places[20] - places[0]);
    assertThat(Places.of(strided.withoutLeading(), Shape.of(4, 5)).all())
        .isEqualTo(Arrays.copyOf(places, 20));
  }
}
