package org.chainrule.engine;

import java.util.List;
import java.util.Random;
import org.chainrule.engine.network.Networks;
import org.chainrule.engine.network.Training;
import org.chainrule.engine.random.RandomPrograms;
import org.chainrule.engine.random.Sample;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;

/** Prints one number that depends on every bit of the results of many programs. */
final class Digest {
  private static final int PROGRAMS = 30;
  private static final int STEPS = 3;

  private Digest() {}

  /** The number, for both precisions. */
  static String compute() {
    long digest = 0;
    for (Precision precision : Precision.values()) {
      for (long seed = 0; seed < PROGRAMS; seed++) {
        Sample sample = RandomPrograms.of(seed);
        Engine engine = new Engine(precision);
        sample.values().forEach(engine::write);
        digest = 31 * digest + digest(engine, sample.program());
        for (Expr variable : sample.values().keySet()) {
          digest = 31 * digest + engine.read(variable).hashCode();
        }
      }
      digest = 31 * digest + large(new Engine(precision));
      for (Training network : Networks.all()) {
        digest = 31 * digest + network.results(new Engine(precision), STEPS).hashCode();
      }
    }
    return Long.toHexString(digest);
  }

  private static long digest(Engine engine, Program program) {
    Plan plan = engine.plan(program);
    plan.run();
    long digest = 0;
    for (Expr output : program.outputs()) {
      Tensor value = plan.value(output);
      digest = 31 * digest + value.hashCode();
    }
    return digest;
  }

  private static long large(Engine engine) {
    Expr a = Expr.variable("a", 37, 1000);
    Expr b = Expr.variable("b", 1000, 77);
    Expr v = Expr.variable("v", 1000);
    Random random = new Random(1);
    for (Expr variable : List.of(a, b, v)) {
      Storage storage = engine.storage(variable);
      for (int i = 0; i < storage.size(); i++) {
        storage.set(i, random.nextGaussian());
      }
    }
    return digest(
        engine,
        Program.of(
            a.matmul(b),
            a.matmul(v),
            v.matmul(b),
            v.matmul(v),
            b.transpose().matmul(a.transpose()),
            a.sum(),
            a.sum(0),
            Functions.logSumExp(a, 1),
            Functions.softmax(a),
            Functions.gelu(a),
            Functions.softplus(a),
            Functions.elu(a, 1),
            Functions.tanh(b)));
  }

  /** Prints it, for the process that started this one. */
  public static void main(String[] arguments) {
    System.out.println(compute());
  }
}
