package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.function.IntSupplier;

/**
 * How wide vectors are.
 *
 * <p>In the engine, only classes that are written at run time name those of the vector module: what
 * names a module that is loaded after the start is read and checked anew at each start, while the
 * JVM takes others from an archive.
 */
public final class VectorBits {
  /** As wide as the processor likes best. */
  public static final int PREFERRED = preferred();

  /** The narrowest that is worth it where vectors are wider. */
  static final int NARROWEST = 128;

  private VectorBits() {}

  private static int preferred() {
    ClassDesc shape = ClassDesc.of("jdk.incubator.vector.VectorShape");
    return HiddenClass.define(
            MethodHandles.lookup(),
            IntSupplier.class,
            "Preferred",
            (type, self) ->
                HiddenClass.method(
                    type,
                    "getAsInt",
                    MethodTypeDesc.of(CD_int),
                    code ->
                        code.invokestatic(shape, "preferredShape", MethodTypeDesc.of(shape))
                            .invokevirtual(shape, "vectorBitSize", MethodTypeDesc.of(CD_int))
                            .ireturn()))
        .getAsInt();
  }
}
