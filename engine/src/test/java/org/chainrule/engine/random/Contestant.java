package org.chainrule.engine.random;

import java.util.function.Supplier;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Machine;

/**
 * A kind of machine that is to agree with the interpreter.
 *
 * @param name what it is called in messages
 * @param precision what it computes in
 * @param machine a new one
 */
public record Contestant(String name, Precision precision, Supplier<Machine> machine) {

  /** The engine. */
  static Contestant engine(Precision precision, int threads) {
    String name = "engine, " + precision + ", threads: " + threads;
    return new Contestant(name, precision, () -> new Engine(precision, threads));
  }
}
