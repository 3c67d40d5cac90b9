package org.chainrule.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Nest.Store;
import org.chainrule.engine.kernel.Term.Apply;
import org.chainrule.engine.kernel.Term.Combine;
import org.chainrule.engine.kernel.Term.Function;
import org.chainrule.engine.kernel.Term.Load;
import org.chainrule.engine.kernel.Term.Operator;
import org.chainrule.engine.kernel.Term.Reduction;
import org.chainrule.engine.kernel.Term.Total;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lanes that are held, and much that is done with their totals, have the bits of plain loops. */
class LaneBlocksTest {
  private static final int PLACES = 5;
  private static final int ROWS = 3;

  record Case(
      Precision precision, int bits, int lanes, int functions, boolean outer, boolean inPlace) {
    int width() {
      return bits / Kernels.bits(precision);
    }

    /** Whether the code for what follows the totals is there once for all whole vectors. */
    boolean endsInLoop() {
      int vectors = Math.ceilDiv(lanes, width());
      int operations = vectors * Kernels.operations(nest());
      return vectors > 2
          && vectors <= LaneBlocks.MOST_VECTORS
          && operations > LaneBlocks.MOST_CODE
          && operations <= 2 * LaneBlocks.MOST_CODE;
    }

    /**
     * A layer: t = f(… f(b + x W)), and t − b; operands x, W, b, the place of t, two numbers apart,
     * and that of t − b, which may be b's.
     */
    Nest nest() {
      List<Term> terms =
          new ArrayList<>(
              List.of(
                  new Load(0),
                  new Load(1),
                  new Combine(Operator.MULTIPLY, 0, 1),
                  new Total(Reduction.SUM, 2),
                  new Load(2),
                  new Combine(Operator.ADD, 4, 3)));
      for (int i = 0; i < functions; i++) {
        Function function = i % 2 == 0 ? Function.TANH : Function.ABSOLUTE;
        terms.add(new Apply(function, terms.size() - 1));
      }
      int t = terms.size() - 1;
      terms.add(new Combine(Operator.SUBTRACT, t, 4));
      return new Nest(
          precision,
          outer ? 1 : 0,
          1,
          false,
          lanes,
          List.of(0, 1, 1, 2, 1),
          List.of(
              steps(PLACES, 1),
              steps(0, lanes),
              steps(lanes, 0),
              steps(2 * lanes, 0),
              steps(lanes, 0)),
          List.of(true, true, false, false, false),
          terms,
          List.of(new Store(t, 3), new Store(t + 1, inPlace ? 2 : 4)),
          OptionalInt.empty());
    }

    private List<Integer> steps(int byRow, int byPlace) {
      return outer ? List.of(byRow, byPlace) : List.of(byPlace);
    }

    int end() {
      return outer ? ROWS : lanes;
    }

    int[] geometry() {
      return KernelInput.geometry(
          nest(), outer ? List.of(ROWS, PLACES, lanes) : List.of(PLACES, lanes));
    }

    Object[] arrays() {
      int rows = outer ? ROWS : 1;
      int all = rows * lanes;
      return KernelInput.random(
          precision, new Random(1), rows * PLACES, PLACES * lanes, all, 2 * all, all);
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (int bits : new int[] {64, 128, 256, 512}) {
        int width = bits / Kernels.bits(precision);
        for (int lanes :
            new int[] {1, width, 2 * width + 1, 3 * width - 1, 3 * width, 5 * width + 3}) {
          for (int functions = 0; functions <= 5 && lanes <= Kernels.MOST_HELD; functions++) {
            for (boolean outer : new boolean[] {false, true}) {
              cases.add(new Case(precision, bits, lanes, functions, outer, false));
              cases.add(new Case(precision, bits, lanes, functions, outer, true));
            }
          }
        }
      }
    }
    return cases.stream();
  }

  @Test
  void manyEndInALoop() {
    assertThat(cases().filter(of -> of.endsInLoop() && of.lanes % of.width() > 0).count())
        .isGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameBits(Case of) {
    Object[] expected = run(Kernels.plain(Schedule.of(of.nest())), of);
    Object[] actual = run(Kernels.vector(Schedule.of(of.nest()), of.bits), of);
    assertThat(Arrays.deepEquals(actual, expected)).isTrue();
  }

  private static Object[] run(Kernel kernel, Case of) {
    Object[] arrays = of.arrays();
    kernel.run(arrays, of.geometry(), KernelInput.scratch(of.precision), 0, of.end());
    return arrays;
  }
}
