import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Gives the old classes of a package in a jar file what classes of Java 8 have: maps of the stack.
 *
 * <p>picocli is compiled for Java 5. The JVM checks such classes in a way of its own, and can
 * neither archive them nor what refers to them, so that they would be read, checked and linked at
 * each start.
 */
final class StackMaps {
  private static final int FIRST_WITH_MAPS = ClassFile.JAVA_7_VERSION;

  private final String prefix;
  private final ClassFile format;

  private StackMaps(String prefix, ClassLoader classes) {
    this.prefix = prefix;
    format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
  }

  /** Expects a jar file, which is replaced, and the package's folder in it. */
  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path draft = Path.of(jar + ".new");
    URL[] path = {jar.toUri().toURL()};
    try (JarFile from = new JarFile(jar.toFile());
        URLClassLoader classes = new URLClassLoader(path);
        OutputStream file = Files.newOutputStream(draft);
        ZipOutputStream to = new ZipOutputStream(file)) {
      StackMaps maps = new StackMaps(arguments[1] + "/", classes);
      if (from.stream().noneMatch(entry -> maps.isMeant(entry.getName()))) {
        throw new IllegalArgumentException(jar + " has no classes in " + maps.prefix);
      }
      from.stream().forEach(entry -> maps.copy(from, entry, to));
    }
    Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private void copy(JarFile from, ZipEntry entry, ZipOutputStream to) {
    try {
      byte[] content = from.getInputStream(entry).readAllBytes();
      ZipEntry copied = new ZipEntry(entry.getName());
      copied.setTime(entry.getTime());
      to.putNextEntry(copied);
      to.write(isMeant(entry.getName()) ? mapped(content) : content);
      to.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isMeant(String name) {
    return name.startsWith(prefix) && name.endsWith(".class");
  }

  private byte[] mapped(byte[] old) {
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
