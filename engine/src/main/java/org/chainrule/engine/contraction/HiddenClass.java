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
import java.util.function.Consumer;

/** Classes of this package that are written at run time, without state and with one instance. */
final class HiddenClass {
  private HiddenClass() {}

  /** An instance of a new class that implements an interface. */
  static <T> T define(Class<T> type, Consumer<ClassBuilder> methods) {
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
                  methods.accept(builder);
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
