package org.chainrule.engine.contraction;

import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.chainrule.engine.kernel.Shuffle;

/** Generated code that exchanges numbers of a vector at a distance that is a power of two. */
final class Exchange {
  private Exchange() {}

  /** Adds what the others need to a class: constants, as only they become instructions. */
  static void constants(ClassBuilder type, ClassDesc name, Lanes lanes) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    for (int distance = 1; distance < lanes.count(); distance *= 2) {
      type.withField("exchange" + distance, Shuffle.TYPE, flags);
      type.withField("upper" + distance, Lanes.MASK, flags);
    }
    type.withMethodBody(
        CLASS_INIT_NAME, MTD_void, ClassFile.ACC_STATIC, code -> initialize(code, name, lanes));
  }

  private static void initialize(CodeBuilder code, ClassDesc name, Lanes lanes) {
    for (int distance = 1; distance < lanes.count(); distance *= 2) {
      lanes.species(code);
      Shuffle.exchange(code, lanes.count(), distance);
      code.putstatic(name, "exchange" + distance, Shuffle.TYPE);
      lanes.species(code);
      Shuffle.upper(code, lanes.count(), distance);
      code.putstatic(name, "upper" + distance, Lanes.MASK);
    }
    code.return_();
  }

  /** Exchanges the numbers of the vector on the stack. */
  static void rearrange(CodeBuilder code, ClassDesc name, Lanes lanes, int distance) {
    code.getstatic(name, "exchange" + distance, Shuffle.TYPE)
        .invokevirtual(
            lanes.vector(), "rearrange", MethodTypeDesc.of(lanes.vector(), Shuffle.TYPE));
  }

  /** Takes the upper number of each pair from the second of two vectors on the stack. */
  static void blend(CodeBuilder code, ClassDesc name, Lanes lanes, int distance) {
    code.getstatic(name, "upper" + distance, Lanes.MASK)
        .invokevirtual(
            lanes.vector(), "blend", MethodTypeDesc.of(lanes.vector(), Lanes.VECTOR, Lanes.MASK));
  }
}
