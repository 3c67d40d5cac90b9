package org.chainrule.learn.training;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Storage;

/** The values that a machine's variables had, as the machine holds them. */
final class Mark {
  private final Machine machine;
  private final Map<Expr, Storage> copies = new LinkedHashMap<>();

  /** Of the values now. */
  Mark(Machine machine, Collection<Expr> variables) {
    this.machine = machine;
    variables.forEach(variable -> copies.put(variable, copy(machine.storage(variable))));
  }

  /** The same numbers elsewhere. */
  static Storage copy(Storage storage) {
    Storage copy = storage.zeros(storage.size());
    transfer(storage, copy);
    return copy;
  }

  /** How many there are. */
  long numbers() {
    return copies.values().stream().mapToLong(Storage::size).sum();
  }

  /** Takes the values as they are now instead. */
  void move() {
    copies.forEach((variable, copy) -> transfer(machine.storage(variable), copy));
  }

  /** Gives the variables the values that they had. */
  void restore() {
    copies.forEach((variable, copy) -> transfer(copy, machine.storage(variable)));
  }

  /** Copies all numbers. */
  static void transfer(Storage from, Storage to) {
    from.copy(0, to, 0, from.size());
  }

  /** The largest magnitude that a variable had; NaN if one of its numbers was. */
  double largest(Expr variable) {
    Storage copy = copies.get(variable);
    return copy == null ? 0 : largest(copy);
  }

  /** The first of the variables that is no longer finite, as it is now. */
  Optional<Expr> broken() {
    return copies.keySet().stream().filter(v -> !isFinite(machine.storage(v))).findFirst();
  }

  /** Whether all numbers are finite. */
  static boolean isFinite(Storage storage) {
    return Double.isFinite(largest(storage));
  }

  /** The largest magnitude; NaN if a number is. A maximum in any order is the same: vectors. */
  private static double largest(Storage storage) {
    return switch (storage) {
      case Storage.Float32(float[] values) -> {
        float largest = 0;
        for (float value : values) {
          largest = Math.max(largest, Math.abs(value));
        }
        yield largest;
      }
      case Storage.Float64(double[] values) -> {
        double largest = 0;
        for (double value : values) {
          largest = Math.max(largest, Math.abs(value));
        }
        yield largest;
      }
    };
  }
}
