package org.chainrule.benchmarks.kernels;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Plan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Functions of every element of a vector, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementwiseBenchmark {
  /** What is computed of a vector. */
  public enum Function {
    /** eˣ. */
    EXP(Functions::exp),
    /** ln x, NaN for one half of the elements. */
    LOG(Functions::log),
    /** The logistic function. */
    SIGMOID(Functions::sigmoid),
    /** The hyperbolic tangent. */
    TANH(Functions::tanh),
    /** The error function. */
    ERF(Functions::erf),
    /** The larger of x and 0. */
    RELU(Functions::relu),
    /** x Φ(x). */
    GELU(Functions::gelu),
    /** One kernel for five operations: the logistic function of x y + z, times y. */
    FUSED(
        x -> {
          Expr y = Expr.variable("y", x.shape());
          return Functions.sigmoid(x.times(y).plus(Expr.variable("z", x.shape()))).times(y);
        });

    private final UnaryOperator<Expr> of;

    Function(UnaryOperator<Expr> of) {
      this.of = of;
    }
  }

  /** The function. */
  @Param public Function function = Function.EXP;

  /** How many elements: few that stay in the cache, or many that come from memory. */
  @Param({"4096", "4194304"})
  public int elements;

  private Plan plan;

  /** Draws the elements. */
  @Setup
  public void plan() {
    plan = Timed.plan(function.of.apply(Expr.variable("x", elements)), 1);
  }

  /** The function of all elements. */
  @Benchmark
  public void all() {
    plan.run();
  }
}
