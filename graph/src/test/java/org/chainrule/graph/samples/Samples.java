package org.chainrule.graph.samples;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.graph.Op;

/** Samples of every op, and the list of the ops there are. */
public final class Samples {
  private static final List<Sample> ALL =
      Stream.of(
              LeafSamples.all(),
              ElementwiseSamples.all(),
              ReduceSamples.all(),
              MoveSamples.all(),
              ContractSamples.all(),
              IndexSamples.all(),
              LoopSamples.all())
          .flatMap(List::stream)
          .toList();

  private Samples() {}

  /** All samples. */
  public static List<Sample> all() {
    return ALL;
  }

  /** Every op there is: what {@link Op} and the families below it permit. */
  public static Set<Class<?>> ops() {
    Set<Class<?>> ops = new LinkedHashSet<>();
    addOps(Op.class, ops);
    return ops;
  }

  private static void addOps(Class<?> type, Set<Class<?>> ops) {
    if (type.isRecord()) {
      ops.add(type);
    } else {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        addOps(permitted, ops);
      }
    }
  }
}
