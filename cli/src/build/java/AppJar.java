import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Does to classes in a jar file, once, what the JVM would do at each start. */
final class AppJar {
  /** What is done to the classes in a folder. */
  private final Map<String, UnaryOperator<byte[]>> changes;

  /** Which of these folders were found. */
  private final Set<String> found = new TreeSet<>();

  private AppJar(Map<String, UnaryOperator<byte[]>> changes) {
    this.changes = changes;
  }

  /** Expects a jar file, which is replaced. */
  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path draft = Path.of(jar + ".new");
    URL[] path = {jar.toUri().toURL()};
    try (JarFile from = new JarFile(jar.toFile());
        URLClassLoader classes = new URLClassLoader(path);
        OutputStream file = Files.newOutputStream(draft);
        ZipOutputStream to = new ZipOutputStream(file)) {
      to.setLevel(Deflater.BEST_COMPRESSION); // it is to be small, and is made once
      ClassHierarchyResolverOption known =
          ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes));
      AppJar app =
          new AppJar(
              Map.of(
                  "picocli/", new StackMaps(known)::added,
                  "org/chainrule/", new CallSites(known)::replaced));
      from.stream().forEach(entry -> app.copy(from, entry, to));
      if (!app.found.equals(app.changes.keySet())) {
        throw new IllegalArgumentException(
            jar + " has no classes in one of " + app.changes.keySet() + ", only in " + app.found);
      }
    }
    Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private void copy(JarFile from, ZipEntry entry, ZipOutputStream to) {
    try {
      byte[] content = from.getInputStream(entry).readAllBytes();
      ZipEntry copied = new ZipEntry(entry.getName());
      copied.setTime(entry.getTime());
      to.putNextEntry(copied);
      to.write(entry.getName().endsWith(".class") ? changed(entry.getName(), content) : content);
      to.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] changed(String name, byte[] content) {
    for (Map.Entry<String, UnaryOperator<byte[]>> change : changes.entrySet()) {
      if (name.startsWith(change.getKey())) {
        found.add(change.getKey());
        return change.getValue().apply(content);
      }
    }
    return content;
  }
}
