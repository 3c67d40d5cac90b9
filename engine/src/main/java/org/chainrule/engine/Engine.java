package org.chainrule.engine;

import java.util.Locale;
import org.chainrule.engine.plan.Compilation;
import org.chainrule.engine.plan.CompiledPlan;
import org.chainrule.engine.plan.Memory;
import org.chainrule.engine.thread.Workers;
import org.chainrule.engine.warmup.WarmUp;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;

/**
 * Runs programs fast, in one precision: graphs are rewritten, nodes fused to kernels that are
 * generated, memory is laid out when a program is planned, and a run allocates nothing.
 *
 * <p>The same program gives the same bits in every run, on every processor and for any number of
 * threads, as long as numbers are finite, and but for the sign of a zero.
 *
 * <p>Programs are computed as real numbers allow, where 0 · x is 0. So a number that is infinite or
 * NaN may come to more results than the graph says: such an element of a filter also to those
 * elements of the gradient by a picture that it would only have been multiplied with zeros for,
 * next to the edge. Or to fewer, and not in every run to the same ones: such a weight of an input
 * that is 0 may not come to the sum.
 */
public final class Engine implements Machine {
  private final Memory memory;
  private final Workers workers;

  /** An engine whose variables all hold zeros, on all processors. */
  public Engine(Precision precision) {
    this(precision, Runtime.getRuntime().availableProcessors());
  }

  /**
   * An engine whose variables all hold zeros.
   *
   * @param threads how many threads it may use; the results are the same bits for any number
   * @throws IllegalArgumentException if there are none
   */
  public Engine(Precision precision, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("engine: " + threads + " threads, must be at least 1");
    }
    memory = new Memory(precision);
    workers = Workers.shared(threads);
  }

  /** An engine that computes with IEEE 754 binary32 numbers. */
  public static Engine float32() {
    return new Engine(Precision.FLOAT32);
  }

  /** An engine that computes with IEEE 754 binary64 numbers. */
  public static Engine float64() {
    return new Engine(Precision.FLOAT64);
  }

  /**
   * Whether all code that plans have asked for so far is as fast as it will be. A plan starts with
   * plain loops and asks for vector code as it runs, so this is true before its first run, too.
   */
  public static boolean isWarm() {
    return WarmUp.idle();
  }

  @Override
  public Plan plan(Program program) {
    return new CompiledPlan(Compilation.of(program, memory, workers));
  }

  /** What a program becomes. */
  public PlanReport report(Program program) {
    return Compilation.of(program, memory, workers).report();
  }

  @Override
  public void write(Expr variable, Tensor value) {
    if (!variable.shape().equals(value.shape())) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "variable %s has shape %s, its value %s",
              variable.op().name(),
              variable.shape(),
              value.shape()));
    }
    Storage target = storage(variable);
    for (int i = 0; i < target.size(); i++) {
      target.set(i, value.at(i));
    }
  }

  @Override
  public Tensor read(Expr variable) {
    Storage source = storage(variable);
    double[] values = new double[source.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = source.get(i);
    }
    return Tensor.of(variable.shape(), values);
  }

  @Override
  public Storage storage(Expr variable) {
    return memory.storage(variable);
  }
}
