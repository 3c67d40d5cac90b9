package org.chainrule.benchmarks.kernels;

import java.util.concurrent.TimeUnit;
import org.chainrule.graph.Expr;
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

/**
 * Products of matrices; a shape M×N×K takes 2 M N K floating-point operations, so these divided by
 * the nanoseconds are GFLOP/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ProductBenchmark {
  /** Rows × columns × inner, then which side is transposed. */
  @Param({
    "64x64x64",
    "256x256x256",
    "1024x1024x1024",
    "128x512x784",
    "128x512x512 right",
    "784x512x128 left",
    "128x10x512",
    "512x10x128 left"
  })
  public String shape = "";

  /** How many threads share a product. */
  @Param({"1", "2"})
  public int threads;

  private Plan plan;

  /** Draws the matrices. */
  @Setup
  public void plan() {
    String[] words = shape.split(" ");
    String[] sizes = words[0].split("x");
    int rows = Integer.parseInt(sizes[0]);
    int columns = Integer.parseInt(sizes[1]);
    int inner = Integer.parseInt(sizes[2]);
    Expr left =
        shape.endsWith("left")
            ? Expr.variable("a", inner, rows).transpose()
            : Expr.variable("a", rows, inner);
    Expr right =
        shape.endsWith("right")
            ? Expr.variable("b", columns, inner).transpose()
            : Expr.variable("b", inner, columns);
    plan = Timed.plan(left.matmul(right), threads);
  }

  /** One product. */
  @Benchmark
  public void product() {
    plan.run();
  }
}
