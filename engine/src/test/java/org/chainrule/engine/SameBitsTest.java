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
import org.chainrule.graph.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same programs give the same bits, whatever the processor's vectors and the compiler. */
class SameBitsTest {
  @Test
  void inTwoRuns() {
    assertThat(Digest.compute()).isEqualTo(Digest.compute());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32", "-XX:TieredStopAtLevel=1"})
  void inAnotherVirtualMachine(String option) throws Exception {
    String classPath =
        Stream.of(Engine.class, Digest.class, Expr.class)
            .map(SameBitsTest::home)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            option,
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            classPath,
            Digest.class.getName());
    assertThat(output(command)).endsWith(Digest.compute());
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
