package org.chainrule.engine.contraction;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Classes of this package that are written at run time and have one instance. */
final class HiddenClass {
  private HiddenClass() {}

  /**
   * An instance of a new class that implements an interface.
   *
   * @param members writes the class, whose name is given
   */
  static <T> T define(Class<T> type, BiConsumer<ClassBuilder, ClassDesc> members) {
    ClassDesc name = ClassDesc.of(type.getName() + "Generated");
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                builder -> {
                  builder
                      .withFlags(AccessFlag.FINAL, AccessFlag.SUPER)
                      .withInterfaceSymbols(ClassDesc.of(type.getName()));
                  method(
                      builder,
                      INIT_NAME,
                      MTD_void,
                      code ->
                          code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
                  members.accept(builder, name);
                });
    try {
      return type.cast(
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException exception) {
      throw new IllegalStateException("generated " + type.getSimpleName(), exception);
    }
  }

  /** Adds a public method. */
  static void method(
      ClassBuilder builder, String name, MethodTypeDesc type, Consumer<CodeBuilder> code) {
    builder.withMethodBody(name, type, ClassFile.ACC_PUBLIC, code);
  }
}
