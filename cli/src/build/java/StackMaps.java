import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;

/**
 * Gives old classes what classes of Java 8 have: maps of the stack.
 *
 * <p>picocli is compiled for Java 5. The JVM checks such classes in a way of its own, and can
 * neither archive them nor what refers to them, so that they would be read, checked and linked at
 * each start.
 */
final class StackMaps {
  private static final int FIRST_WITH_MAPS = ClassFile.JAVA_7_VERSION;

  private final ClassFile format;

  StackMaps(ClassHierarchyResolverOption known) {
    format = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, known);
  }

  byte[] added(byte[] old) {
    var model = format.parse(old);
    if (model.majorVersion() >= FIRST_WITH_MAPS) {
      return old;
    }
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // Code that nothing is done to would be copied as it is.
    CodeTransform anew = (builder, element) -> builder.with(element);
    return format.transformClass(
        model, ClassTransform.transformingMethodBodies(anew).andThen(version));
  }
}
