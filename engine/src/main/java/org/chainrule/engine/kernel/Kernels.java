package org.chainrule.engine.kernel;

import java.lang.invoke.MethodHandles;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.VectorShape;

/** Compiles nests; equal nests share a kernel. */
public final class Kernels {
  private static final Map<Nest, Kernel> KERNELS = new ConcurrentHashMap<>();

  private Kernels() {}

  /** The kernel of a nest. */
  public static Kernel compile(Nest nest) {
    return KERNELS.computeIfAbsent(nest, n -> vector(n, VectorShape.preferredShape()));
  }

  /** Plain loops. */
  static Kernel scalar(Nest nest) {
    return define(new KernelWriter(Schedule.of(nest)).scalar(), nest);
  }

  /** Loops over vectors of a shape, or plain ones if some function has no vector instructions. */
  static Kernel vector(Nest nest, VectorShape shape) {
    Schedule schedule = Schedule.of(nest);
    KernelWriter writer = new KernelWriter(schedule);
    return define(schedule.oneByOne() ? writer.scalar() : writer.vector(shape), nest);
  }

  private static Kernel define(byte[] bytes, Nest nest) {
    try {
      return (Kernel)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "cannot define the kernel of %s", nest), e);
    }
  }
}
