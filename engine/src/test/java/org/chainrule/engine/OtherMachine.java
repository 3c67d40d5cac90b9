package org.chainrule.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a class in another virtual machine, as on another processor. */
public final class OtherMachine {
  private OtherMachine() {}

  /**
   * What a class prints.
   *
   * @param option how the virtual machine differs
   * @param others classes from every place that is needed, too
   */
  public static String output(String option, Class<?> main, Class<?>... others)
      throws IOException, InterruptedException {
    String classPath =
        Stream.concat(Stream.of(main), Stream.of(others))
            .map(OtherMachine::home)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return output(
        List.of(
            java,
            option,
            // As the launcher has it: without it vector code may never be compiled.
            "-XX:Tier3DelayOn=1000",
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            classPath,
            main.getName()));
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** The folder or archive that a class was loaded from. */
  private static String home(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try {
      URL location = type.getResource(file);
      assertThat(location).as(file).isNotNull();
      String path = location.toURI().getSchemeSpecificPart().replaceFirst("^file:", "");
      return path.substring(0, path.length() - file.length()).replaceFirst("!$", "");
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
