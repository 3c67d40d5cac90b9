package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntPredicate;

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

  /**
   * Makes the shuffle that moves lanes down so far, the lowest to the top, from the species on the
   * stack.
   */
  static void turn(CodeBuilder code, int distance) {
    code.loadConstant(distance)
        .iconst_1()
        .iconst_1()
        .invokeinterface(
            VectorEmitter.SPECIES,
            "iotaShuffle",
            MethodTypeDesc.of(TYPE, CD_int, CD_int, CD_boolean));
  }

  /**
   * Makes the mask of those lanes that change places with lower ones, from the species on the
   * stack.
   *
   * @param lanes how many there are
   * @param distance how far apart those lie that change places, a power of two
   */
  public static void upper(CodeBuilder code, int lanes, int distance) {
    mask(code, lanes, lane -> (lane & distance) != 0);
  }

  /**
   * Makes the mask of the lanes from one on, from the species on the stack.
   *
   * @param lanes how many there are
   */
  static void from(CodeBuilder code, int lanes, int first) {
    mask(code, lanes, lane -> lane >= first);
  }

  private static void mask(CodeBuilder code, int lanes, IntPredicate set) {
    long bits = 0;
    for (int lane = 0; lane < lanes; lane++) {
      bits |= set.test(lane) ? 1L << lane : 0;
    }
    code.loadConstant(bits)
        .invokestatic(
            VectorEmitter.MASK,
            "fromLong",
            MethodTypeDesc.of(VectorEmitter.MASK, VectorEmitter.SPECIES, CD_long));
  }
}
