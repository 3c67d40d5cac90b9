package org.chainrule.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Nest.Store;
import org.chainrule.engine.kernel.Term.Combine;
import org.chainrule.engine.kernel.Term.Fixed;
import org.chainrule.engine.kernel.Term.Load;
import org.chainrule.engine.kernel.Term.Operator;
import org.chainrule.engine.kernel.Term.Reduction;
import org.chainrule.engine.kernel.Term.Total;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Totals of rows that are added up side by side have the bits of those found one by one. */
class RowTotalsTest {
  record Case(Precision precision, int rows, int lanes, int blocks, int apart, boolean inPlace) {
    private int all() {
      return rows * blocks;
    }

    /**
     * The step back through a layer: d = 0.5 (W e) s r, b − d and W − h e, row by row; operands W,
     * e, s, the place of d, b, h, r, which is the same for all rows, and two places; b − d goes to
     * b and s, and W − h e to W, or both to the two. In {@code blocks} of more than one, there are
     * two outer axes.
     */
    Nest nest() {
      List<List<Integer>> steps =
          List.of(
              steps(lanes),
              steps(0),
              steps(1),
              steps(apart),
              steps(1),
              steps(1),
              steps(0),
              steps(1),
              steps(lanes));
      return new Nest(
          precision,
          blocks > 1 ? 2 : 1,
          0,
          true,
          lanes,
          List.of(1, 1, 0, 0, 0, 0, 0, 0, 1),
          steps,
          Collections.nCopies(9, false),
          List.of(
              new Load(0),
              new Load(1),
              new Combine(Operator.MULTIPLY, 0, 1),
              new Total(Reduction.SUM, 2),
              new Load(2),
              new Combine(Operator.MULTIPLY, 3, 4),
              new Load(4),
              new Combine(Operator.SUBTRACT, 6, 5),
              new Load(5),
              new Combine(Operator.MULTIPLY, 8, 1),
              new Combine(Operator.SUBTRACT, 0, 9),
              new Load(6),
              new Fixed(0.5),
              new Combine(Operator.MULTIPLY, 11, 12),
              new Combine(Operator.MULTIPLY, 5, 13),
              new Combine(Operator.SUBTRACT, 6, 14)),
          inPlace
              ? List.of(new Store(15, 2), new Store(14, 3), new Store(15, 4), new Store(10, 0))
              : List.of(new Store(14, 3), new Store(15, 7), new Store(10, 8)),
          OptionalInt.empty());
    }

    /** How far apart elements lie along the outer axes, if so far from row to row. */
    private List<Integer> steps(int byRow) {
      return blocks > 1 ? List.of(byRow * rows, byRow) : List.of(byRow);
    }

    int[] geometry() {
      return KernelInput.geometry(
          nest(), blocks > 1 ? List.of(blocks, rows, lanes) : List.of(rows, lanes));
    }

    int end() {
      return blocks > 1 ? blocks : rows;
    }

    Object[] arrays() {
      int matrix = all() * lanes;
      int[] lengths = {matrix, lanes, all(), all() * apart, all(), all(), 1, all(), matrix};
      return KernelInput.random(precision, new Random(1), lengths);
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (int rows : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 50, 64, 65, 67, 150}) {
        for (int lanes : new int[] {1, 2, 7, 8, 9, 10, 16, 17, 31, 64}) {
          cases.add(new Case(precision, rows, lanes, 1, 1, true));
          cases.add(new Case(precision, rows, lanes, 3, 1, lanes % 2 == 0));
          cases.add(new Case(precision, rows, lanes, 1, 1, false));
        }
        cases.add(new Case(precision, rows, 10, 1, 2, true));
      }
    }
    return cases.stream();
  }

  private static boolean fit(Case of, int bits) {
    VectorConstants constants = new VectorConstants(ClassDesc.of("Kernel"));
    VectorEmitter emitter = new VectorEmitter(of.precision, bits, constants);
    return RowTotals.fit(Schedule.of(of.nest()), emitter);
  }

  @Test
  void areForHeldLanesAndWhatLiesSideBySide() {
    assertThat(fit(new Case(Precision.FLOAT32, 50, 10, 1, 1, true), 256)).isTrue();
    assertThat(fit(new Case(Precision.FLOAT64, 50, 10, 3, 1, true), 512)).isTrue();
    assertThat(fit(new Case(Precision.FLOAT32, 50, 10, 1, 2, true), 256)).isFalse();
    assertThat(fit(new Case(Precision.FLOAT32, 50, 64, 1, 1, true), 128)).isFalse();
    assertThat(fit(new Case(Precision.FLOAT64, 50, 4, 1, 1, true), 64)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameBits(Case of) {
    int end = of.end();
    Object[] expected = of.arrays();
    run(Kernels.plain(Schedule.of(of.nest())), of, expected, end, end);
    for (int bits : new int[] {64, 128, 256, 512}) {
      Kernel kernel = Kernels.vector(Schedule.of(of.nest()), bits);
      for (int part : new int[] {Math.max(1, end), 11, 1}) {
        Object[] actual = of.arrays();
        run(kernel, of, actual, end, part);
        assertThat(Arrays.deepEquals(actual, expected))
            .as("%s, %d bits, %d at a time", of, bits, part)
            .isTrue();
      }
    }
  }

  private static void run(Kernel kernel, Case of, Object[] arrays, int end, int part) {
    Object scratch = KernelInput.scratch(of.precision);
    for (int from = 0; from < end; from += part) {
      kernel.run(arrays, of.geometry(), scratch, from, Math.min(end, from + part));
    }
  }
}
