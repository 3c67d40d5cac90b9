package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntUnaryOperator;

/** How lanes of a vector change places, and which of them, as generated code makes it. */
public final class Shuffle {
  /** The class of shuffles. */
  public static final ClassDesc TYPE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");

  private Shuffle() {}

  /**
   * Makes the shuffle that exchanges lanes, from the species on the stack.
   *
   * @param lanes how many there are
   * @param distance how far apart those lie that change places, a power of two
   */
  public static void exchange(CodeBuilder code, int lanes, int distance) {
    make(code, lanes, lane -> lane ^ distance);
  }

  /**
   * Makes the shuffle that moves lanes down, the lowest to the top, from the species on the stack.
   *
   * @param lanes how many there are
   * @param distance how far they move
   */
  static void turn(CodeBuilder code, int lanes, int distance) {
    make(code, lanes, lane -> (lane + distance) % lanes);
  }

  private static void make(CodeBuilder code, int lanes, IntUnaryOperator from) {
    code.loadConstant(lanes).newarray(TypeKind.INT);
    for (int lane = 0; lane < lanes; lane++) {
      code.dup().loadConstant(lane).loadConstant(from.applyAsInt(lane)).iastore();
    }
    code.iconst_0()
        .invokestatic(
            TYPE,
            "fromArray",
            MethodTypeDesc.of(TYPE, VectorEmitter.SPECIES, CD_int.arrayType(), CD_int));
  }

  /**
   * Makes the mask of those lanes that change places with lower ones, from the species on the
   * stack.
   *
   * @param lanes how many there are
   * @param distance how far apart those lie that change places, a power of two
   */
  public static void upper(CodeBuilder code, int lanes, int distance) {
    long upper = 0;
    for (int lane = 0; lane < lanes; lane++) {
      upper |= (lane & distance) != 0 ? 1L << lane : 0;
    }
    code.loadConstant(upper)
        .invokestatic(
            VectorEmitter.MASK,
            "fromLong",
            MethodTypeDesc.of(VectorEmitter.MASK, VectorEmitter.SPECIES, CD_long));
  }
}
