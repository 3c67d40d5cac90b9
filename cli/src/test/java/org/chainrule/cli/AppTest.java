package org.chainrule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one file that is delivered, from which classes that nothing needs were left out. */
class AppTest {
  private static final Path APP = Path.of("target", "app", "chainrule.jar").toAbsolutePath();
  private static final long MOST_BYTES = 10_485_760;

  @TempDir private Path folder;

  private Outcome run(String... arguments) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", APP.toString()));
    command.addAll(Arrays.asList(arguments));
    Process process =
        Child.start(
            command,
            builder ->
                builder
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile()));
    return new Outcome(
        process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "derive|ln(x) + exp(y)*z|--at|x=1,y=3,z=2|--format|html",
        "derive|ln(1 + norm(tanh(W*x + b) - y)^2)|--shape|W: m, d; x: d; b, y: m",
        "graph|sigma(w*x + b)|--at|w=1,x=2,b=3",
        "check|gradient|--of|sigma(w*x + b)|--wrt|w|--claim|x*(1 - sigma(w*x + b))|--json",
        "check|truth-table|--help",
        "activation|gelu|relu",
        "trace|(x*w - 1)^2|--at|x=1,w=3",
        "summary|digits|--layers|conv 4 3x3, relu, maxpool 2, flatten, dense 10",
        "data|describe|digits",
        "train|nowhere.csv",
        "bench|--help"
      })
  void saysWhatItsClassesSay(String line) throws Exception {
    String[] words = line.split("\\|", -1);
    Outcome here = Outcome.of((Object[]) words);
    Outcome there = run(words);
    assertThat(there.err()).isEqualTo(here.err());
    assertThat(there.out()).isEqualTo(here.out());
    assertThat(there.code()).isEqualTo(here.code());
  }

  @Test
  void trainsSearchesStudiesAndReports() throws Exception {
    List<String[]> commands =
        List.of(
            new String[] {"train", "digits", "--epochs", "2", "--out", "run"},
            new String[] {"evaluate", "run", "digits"},
            new String[] {"plan", "run"},
            new String[] {
              "search",
              "digits",
              "--space",
              "hidden_layer_sizes=(8,); alpha=1e-4,1e-2",
              "--out",
              "search"
            },
            new String[] {
              "study", "settings", "--part", "Batch size", "--out", "study", "--", "--epochs", "1"
            });
    for (String[] command : commands) {
      Outcome outcome = run(command);
      assertThat(outcome.code()).as(outcome.err()).isZero();
    }
    for (String name : List.of("run", "search", "study")) {
      assertThat(folder.resolve(name).resolve("report.html")).isNotEmptyFile();
    }
  }

  @Test
  void isSmallAndNamesWhatItHolds() throws IOException {
    assertThat(Files.size(APP)).isLessThan(MOST_BYTES);
    try (JarFile jar = new JarFile(APP.toFile())) {
      assertThat(Stream.of("META-INF/LICENSE", "META-INF/NOTICE").map(jar::getEntry))
          .doesNotContainNull();
      byte[] notice = jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes();
      assertThat(new String(notice, UTF_8)).isEqualTo(TestFiles.read(Path.of("../NOTICE")));
    }
  }
}
