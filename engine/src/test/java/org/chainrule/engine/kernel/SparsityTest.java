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
import org.chainrule.engine.kernel.Term.Combine;
import org.chainrule.engine.kernel.Term.Fixed;
import org.chainrule.engine.kernel.Term.Load;
import org.chainrule.engine.kernel.Term.Operator;
import org.chainrule.engine.kernel.Term.Reduction;
import org.chainrule.engine.kernel.Term.Total;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Places that come to nothing are left out, and the others come to the same bits. */
class SparsityTest {
  /** 0: what is stored, [lanes]; 1: x, [places]; 2: W, [places, lanes]. */
  private static final List<Term> PRODUCT =
      List.of(new Load(1), new Load(2), new Combine(Operator.MULTIPLY, 0, 1));

  private static List<Term> productAnd(Term... more) {
    List<Term> terms = new ArrayList<>(PRODUCT);
    terms.addAll(List.of(more));
    return terms;
  }

  /** A row of lanes from totals over the places. */
  private static Nest totals(
      Precision precision, int lanes, boolean known, int apart, List<Term> terms) {
    return nest(precision, lanes, known, apart, List.of(false, true, true), terms, 0);
  }

  /** W of which every row is changed; operand 0 is a row that is the same for all places. */
  private static Nest update(
      Precision precision, int lanes, boolean known, int apart, List<Term> terms) {
    return nest(precision, lanes, known, apart, List.of(false, false, false), terms, 2);
  }

  private static Nest nest(
      Precision precision,
      int lanes,
      boolean known,
      int apart,
      List<Boolean> looped,
      List<Term> terms,
      int stored) {
    int loops = looped.contains(true) ? 1 : 0;
    return new Nest(
        precision,
        1 - loops,
        loops,
        false,
        known && lanes <= Kernels.MOST_HELD ? lanes : 0,
        List.of(1, 0, 1),
        known ? List.of(List.of(0), List.of(apart), List.of(lanes)) : List.of(),
        looped,
        terms,
        List.of(new Store(terms.size() - 1, stored)),
        OptionalInt.empty());
  }

  private static final List<Term> SUM =
      productAnd(new Total(Reduction.SUM, 2), new Fixed(1.5), new Combine(Operator.ADD, 3, 4));

  private static final List<Term> DESCENT =
      List.of(
          new Load(2),
          new Load(1),
          new Load(0),
          new Combine(Operator.MULTIPLY, 1, 2),
          new Combine(Operator.SUBTRACT, 0, 3));

  @Test
  void aFactorOfAllThatIsSummedUp() {
    assertThat(Sparsity.of(totals(Precision.FLOAT32, 40, false, 1, SUM))).containsExactly(1);
    List<Term> twice = productAnd(new Combine(Operator.ADD, 2, 0), new Total(Reduction.SUM, 3));
    assertThat(Sparsity.of(totals(Precision.FLOAT32, 40, false, 1, twice))).containsExactly(1);
  }

  @Test
  void aFactorOfWhatIsAddedToWhatIsThere() {
    assertThat(Sparsity.of(update(Precision.FLOAT64, 40, true, 1, DESCENT))).containsExactly(1);
  }

  @Test
  void notWhereSomethingComesOfZeros() {
    List<Term> more = productAnd(new Combine(Operator.ADD, 2, 1), new Total(Reduction.SUM, 3));
    assertThat(Sparsity.of(totals(Precision.FLOAT32, 40, false, 1, more))).isEmpty();
    List<Term> largest = productAnd(new Total(Reduction.MAX, 2));
    assertThat(Sparsity.of(totals(Precision.FLOAT32, 40, false, 1, largest))).isEmpty();
    List<Term> divided =
        List.of(
            new Load(1),
            new Load(2),
            new Combine(Operator.DIVIDE, 0, 1),
            new Total(Reduction.SUM, 2));
    assertThat(Sparsity.of(totals(Precision.FLOAT32, 40, false, 1, divided))).isEmpty();
    List<Term> decayed =
        List.of(
            new Load(2),
            new Fixed(0.5),
            new Combine(Operator.MULTIPLY, 0, 1),
            new Load(1),
            new Load(0),
            new Combine(Operator.MULTIPLY, 3, 4),
            new Combine(Operator.SUBTRACT, 2, 5));
    assertThat(Sparsity.of(update(Precision.FLOAT32, 40, false, 1, decayed))).isEmpty();
    List<Term> turned =
        List.of(
            new Load(2),
            new Load(1),
            new Load(0),
            new Combine(Operator.MULTIPLY, 1, 2),
            new Combine(Operator.SUBTRACT, 3, 0));
    assertThat(Sparsity.of(update(Precision.FLOAT32, 40, false, 1, turned))).isEmpty();
    assertThat(Sparsity.of(update(Precision.FLOAT32, 40, false, 1, PRODUCT))).isEmpty();
  }

  record Case(
      Precision precision, int places, int lanes, boolean known, int apart, boolean update) {
    /** Where x begins. */
    private static final int FIRST = 3;

    Nest nest() {
      return update
          ? SparsityTest.update(precision, lanes, known, apart, DESCENT)
          : totals(precision, lanes, known, apart, SUM);
    }

    int[] geometry() {
      int[] geometry = {0, FIRST, 0, places, lanes, 0, apart, lanes};
      int[] all = new int[nest().geometry(places)];
      Arrays.fill(all, -1);
      System.arraycopy(geometry, 0, all, 0, geometry.length);
      return all;
    }

    int end() {
      return update ? places : lanes;
    }

    /** Whether lanes or places can be shared out. */
    boolean splits() {
      return update || nest().lanes() == 0;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (int places : new int[] {0, 1, 15, 16, 17, 63, 64, 65, 128, 200}) {
        for (int lanes : new int[] {1, 7, 8, 9, 33, 50, 64, 65, 200, 240}) {
          for (boolean known : new boolean[] {false, true}) {
            int apart = (places + lanes) % 3 == 0 ? 2 : 1;
            cases.add(new Case(precision, places, lanes, known, apart, true));
            cases.add(new Case(precision, places, lanes, known, apart, false));
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sameBits(Case of) {
    long seed = of.hashCode();
    for (int zeros : new int[] {0, 50, 100}) {
      Object[] expected = arrays(of, zeros, seed);
      run(Kernels.plain(Schedule.of(of.nest())), of, expected, of.end());
      Schedule sparse = Schedule.of(of.nest().withoutZeros(1));
      for (int bits : new int[] {0, 128, 256, 512}) {
        for (int part : new int[] {of.end(), 37}) {
          Object[] actual = arrays(of, zeros, seed);
          Kernel kernel = bits == 0 ? Kernels.plain(sparse) : Kernels.vector(sparse, bits);
          run(kernel, of, actual, part);
          assertThat(Arrays.deepEquals(actual, expected))
              .as("%s, %d of 100 zero, %d bits, %d at a time", of, zeros, bits, part)
              .isTrue();
        }
      }
    }
  }

  /** What is no number where x is zero comes to nothing; where it is not, to all. */
  @ParameterizedTest
  @MethodSource("cases")
  void whereItIsZeroNothingElseIsLookedAt(Case of) {
    Schedule sparse = Schedule.of(of.nest().withoutZeros(1));
    for (int bits : new int[] {0, 128, 256, 512}) {
      Object[] arrays = arrays(of, 50, 1);
      Object[] before = arrays(of, 50, 1);
      if (of.update) {
        fill(arrays[0], 0, of.lanes);
      }
      for (int place = 0; place < of.places && !of.update; place++) {
        if (x(of, arrays, place) == 0) {
          fill(arrays[2], place * of.lanes, of.lanes);
        }
      }
      Kernel kernel = bits == 0 ? Kernels.plain(sparse) : Kernels.vector(sparse, bits);
      run(kernel, of, arrays, of.end());
      for (int lane = 0; lane < of.lanes; lane++) {
        String what = of + ", " + bits + " bits, lane " + lane;
        if (!of.update) {
          assertThat(KernelInput.get(arrays[0], lane)).as(what).isFinite();
        }
        for (int place = 0; place < of.places && of.update; place++) {
          int at = place * of.lanes + lane;
          double kept = x(of, arrays, place) == 0 ? KernelInput.get(before[2], at) : Double.NaN;
          assertThat(KernelInput.get(arrays[2], at))
              .as(what + ", place " + place)
              .isEqualTo(Double.valueOf(kept));
        }
      }
    }
  }

  /** Vector code is warmed up on arrays of its own, which its loops must not leave. */
  @ParameterizedTest
  @MethodSource("cases")
  void rehearsalsStayInTheirArrays(Case of) {
    Nest nest = of.nest().withoutZeros(1);
    Kernel kernel = Kernels.vector(Schedule.of(nest), VectorBits.PREFERRED);
    Rehearsal rehearsal = new Rehearsal(kernel, nest, 8);
    long first = rehearsal.run();
    rehearsal.call();
    rehearsal.grow();
    assertThat(rehearsal.run()).isGreaterThan(first);
  }

  private static double x(Case of, Object[] arrays, int place) {
    return KernelInput.get(arrays[1], Case.FIRST + place * of.apart);
  }

  private static void fill(Object array, int from, int count) {
    for (int i = 0; i < count; i++) {
      KernelInput.set(array, from + i, Double.NaN);
    }
  }

  private static void run(Kernel kernel, Case of, Object[] arrays, int part) {
    Object scratch = KernelInput.scratch(of.precision);
    int[] geometry = of.geometry();
    if (!of.splits()) {
      kernel.run(arrays, geometry, scratch, 0, of.end());
      return;
    }
    for (int from = 0; from < of.end(); from += part) {
      kernel.run(arrays, geometry, scratch, from, Math.min(of.end(), from + part));
    }
  }

  private static Object[] arrays(Case of, int zeros, long seed) {
    Random random = new Random(seed);
    int[] sizes = {of.lanes, Case.FIRST + of.places * of.apart, of.places * of.lanes};
    Object[] arrays = new Object[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      arrays[i] = KernelInput.zeros(of.precision, sizes[i]);
      for (int k = 0; k < sizes[i]; k++) {
        boolean zero = i == 1 && random.nextInt(100) < zeros;
        double nothing = random.nextBoolean() ? 0.0 : -0.0;
        KernelInput.set(arrays[i], k, zero ? nothing : random.nextGaussian());
      }
    }
    return arrays;
  }
}
