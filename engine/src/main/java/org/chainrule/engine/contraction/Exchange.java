package org.chainrule.engine.contraction;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Generated code that exchanges numbers of a vector at a distance that is a power of two. */
final class Exchange {
  private static final ClassDesc INTS = CD_int.arrayType();
  private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");

  private Exchange() {}

  /** Adds what the others need to a class: constants, as only they become instructions. */
  static void constants(ClassBuilder type, ClassDesc name, Lanes lanes) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    for (int distance = 1; distance < lanes.count(); distance *= 2) {
      type.withField("exchange" + distance, SHUFFLE, flags);
      type.withField("upper" + distance, Lanes.MASK, flags);
    }
    type.withMethodBody(
        CLASS_INIT_NAME, MTD_void, ClassFile.ACC_STATIC, code -> initialize(code, name, lanes));
  }

  private static void initialize(CodeBuilder code, ClassDesc name, Lanes lanes) {
    for (int distance = 1; distance < lanes.count(); distance *= 2) {
      long upper = 0;
      lanes.species(code);
      code.loadConstant(lanes.count()).newarray(TypeKind.INT);
      for (int lane = 0; lane < lanes.count(); lane++) {
        upper |= (lane & distance) != 0 ? 1L << lane : 0;
        code.dup().loadConstant(lane).loadConstant(lane ^ distance).iastore();
      }
      code.iconst_0()
          .invokestatic(
              SHUFFLE, "fromArray", MethodTypeDesc.of(SHUFFLE, Lanes.SPECIES, INTS, CD_int))
          .putstatic(name, "exchange" + distance, SHUFFLE);
      lanes.species(code);
      code.loadConstant(upper)
          .invokestatic(
              Lanes.MASK, "fromLong", MethodTypeDesc.of(Lanes.MASK, Lanes.SPECIES, CD_long))
          .putstatic(name, "upper" + distance, Lanes.MASK);
    }
    code.return_();
  }

  /** Exchanges the numbers of the vector on the stack. */
  static void rearrange(CodeBuilder code, ClassDesc name, Lanes lanes, int distance) {
    code.getstatic(name, "exchange" + distance, SHUFFLE)
        .invokevirtual(lanes.vector(), "rearrange", MethodTypeDesc.of(lanes.vector(), SHUFFLE));
  }

  /** Takes the upper number of each pair from the second of two vectors on the stack. */
  static void blend(CodeBuilder code, ClassDesc name, Lanes lanes, int distance) {
    code.getstatic(name, "upper" + distance, Lanes.MASK)
        .invokevirtual(
            lanes.vector(), "blend", MethodTypeDesc.of(lanes.vector(), Lanes.VECTOR, Lanes.MASK));
  }
}
