package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessFlag;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Classes that are written at run time and have one instance. */
public final class HiddenClass {
  /**
   * The last version of class files without maps of the stack (JVMS §4.10.2): finding those would
   * take a twentieth of the processors' time in a training of a second.
   */
  private static final int VERSION = ClassFile.JAVA_5_VERSION;

  private HiddenClass() {}

  /**
   * An instance of a new class that implements an interface.
   *
   * @param lookup of a class in the package that it is to be in
   * @param kind goes before the interface's name in its own
   * @param members writes the class, whose name is given
   */
  public static <T> T define(
      MethodHandles.Lookup lookup,
      Class<T> type,
      String kind,
      BiConsumer<ClassBuilder, ClassDesc> members) {
    String simple = kind + type.getSimpleName();
    ClassDesc name = ClassDesc.of(lookup.lookupClass().getPackageName(), simple);
    byte[] bytes =
        ClassFile.of(StackMapsOption.DROP_STACK_MAPS)
            .build(
                name,
                builder -> {
                  builder
                      .withVersion(VERSION, 0)
                      .withFlags(AccessFlag.PUBLIC, AccessFlag.FINAL, AccessFlag.SUPER)
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
          lookup
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException exception) {
      throw new IllegalStateException("generated " + simple, exception);
    }
  }

  /** Adds a public method. */
  public static void method(
      ClassBuilder builder, String name, MethodTypeDesc type, Consumer<CodeBuilder> code) {
    builder.withMethodBody(name, type, ClassFile.ACC_PUBLIC, code);
  }
}
