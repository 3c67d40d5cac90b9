package org.chainrule.engine.kernel;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.engine.Precision;
import org.chainrule.engine.warmup.WarmUp;

/**
 * Compiles nests; equal nests share a kernel.
 *
 * <p>A kernel starts as plain loops and becomes vector code, with the same bits, when the JVM has
 * compiled that. The system property {@value Mode#PROPERTY} may name one of them instead, {@code
 * plain} or {@code vector}, for measurements.
 */
public final class Kernels {
  /** So many totals at once a kernel finds, if they run along vectors. */
  public static final int MOST_TOTALS = LaneTotals.TOTALS;

  /** So many lanes are held in registers, at most. */
  public static final int MOST_HELD = 64;

  /** So many numbers a kernel needs as working memory. */
  public static final int SCRATCH =
      LaneTotals.PARTS * (LaneTotals.TOTALS + 1 + RowTotals.ROWS) + LaneTotals.TOTALS * MOST_HELD;

  /** Where in the working memory there is room for a vector whose lanes are stored one by one. */
  static final int SCATTERED = LaneTotals.PARTS * LaneTotals.TOTALS;

  /** Where in the working memory there is room for totals of lanes that are held. */
  static final int KEPT = SCATTERED + LaneTotals.PARTS;

  /** Where in the working memory there is room for parts of rows' totals. */
  static final int PARTS_OF_ROWS = KEPT + LaneTotals.TOTALS * MOST_HELD;

  /** The most operations for which the JVM's compilers are sure to do well. */
  private static final int MOST_OPERATIONS = 200;

  private static final Map<Nest, Kernel> KERNELS = new ConcurrentHashMap<>();

  private Kernels() {}

  /**
   * The kernel of a nest.
   *
   * @throws IllegalArgumentException if the nest does not {@linkplain #fits fit} into one
   */
  public static Kernel compile(Nest nest) {
    return KERNELS.computeIfAbsent(nest, Kernels::kernel);
  }

  /** How many operations a nest has at a place, loads counted. */
  public static int operations(Nest nest) {
    return Schedule.of(nest).operations();
  }

  /** How many passes over the reduced axes there are, as totals need others. */
  public static int passes(Nest nest) {
    return Schedule.of(nest).passes();
  }

  /** Whether a nest is small enough for a kernel: long code is not compiled well by the JVM. */
  public static boolean fits(Nest nest) {
    return fits(Schedule.of(nest));
  }

  private static boolean fits(Schedule schedule) {
    return schedule.operations() <= MOST_OPERATIONS
        && (!schedule.nest().lanesReduced() || schedule.mostTotals() <= MOST_TOTALS);
  }

  private static Kernel kernel(Nest nest) {
    Schedule schedule = Schedule.of(nest);
    if (!fits(schedule)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a nest of %d operations, %d totals at once, is too large for a kernel (%d, %d): %s",
              schedule.operations(),
              schedule.mostTotals(),
              MOST_OPERATIONS,
              MOST_TOTALS,
              nest));
    }
    if (schedule.oneByOne()) {
      return plain(schedule);
    }
    return switch (Mode.current()) {
      case PLAIN -> plain(schedule);
      case VECTOR -> vector(schedule, vectorBits(schedule.nest()));
      case ADAPTIVE -> new AdaptiveKernel(plain(schedule), kernel -> exercise(kernel, schedule));
    };
  }

  private static WarmUp.Exercise exercise(AdaptiveKernel kernel, Schedule schedule) {
    int bits = vectorBits(schedule.nest());
    Kernel vectors = vector(schedule, bits);
    int width = bits / bits(schedule.nest().precision());
    Rehearsal rehearsal = new Rehearsal(vectors, schedule.nest(), width);
    return new WarmUp.Exercise(rehearsal::run, rehearsal::call, () -> kernel.use(vectors));
  }

  /**
   * The widest vectors; but if lanes are few and stored where they were loaded, so that rows lie
   * one after the other, then no wider ones than they fill: a masked store holds up the loads of
   * what it leaves out.
   */
  private static int vectorBits(Nest nest) {
    int widest = VectorBits.PREFERRED;
    if (nest.lanes() == 0 || !nest.inPlace()) {
      return widest;
    }
    int filled = Integer.highestOneBit(nest.lanes()) * bits(nest.precision());
    return Math.clamp(filled, Math.min(VectorBits.NARROWEST, widest), widest);
  }

  /** Plain loops. */
  static Kernel plain(Schedule schedule) {
    return new KernelWriter(schedule).scalar();
  }

  /** Loops over vectors of so many bits. */
  static Kernel vector(Schedule schedule, int bits) {
    return new KernelWriter(schedule).vector(bits);
  }

  /** The bits of a number. */
  public static int bits(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> Float.SIZE;
      case FLOAT64 -> Double.SIZE;
    };
  }
}
