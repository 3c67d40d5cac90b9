package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** The shuffle of a vector whose lanes change places, as generated code makes it. */
public final class Shuffle {
  /** Its class. */
  public static final ClassDesc TYPE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");

  private Shuffle() {}

  /**
   * Makes it from the species on the stack.
   *
   * @param lanes how many there are
   * @param distance how far apart those lie that change places, a power of two
   */
  public static void exchange(CodeBuilder code, int lanes, int distance) {
    code.loadConstant(lanes).newarray(TypeKind.INT);
    for (int lane = 0; lane < lanes; lane++) {
      code.dup().loadConstant(lane).loadConstant(lane ^ distance).iastore();
    }
    code.iconst_0()
        .invokestatic(
            TYPE,
            "fromArray",
            MethodTypeDesc.of(TYPE, VectorEmitter.SPECIES, CD_int.arrayType(), CD_int));
  }
}
