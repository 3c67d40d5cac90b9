package org.chainrule.cli;

/**
 * The module of the JDK that kernels are written with, loaded when the program has begun.
 *
 * <p>A JVM that begins with an incubating module says so on standard error, and puts the modules
 * together anew at each start instead of taking them from its archive.
 */
final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /**
   * Loads it, unless the JVM began with it. The launcher exports what this needs.
   *
   * @throws IllegalStateException if this JVM cannot do that
   */
  static void load() {
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the module "
              + NAME
              + " cannot be loaded; start the JVM with --add-modules "
              + NAME
              + " or by the program chainrule, on JDK 25",
          e);
    }
  }
}
