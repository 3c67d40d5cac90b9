package org.chainrule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout that is built, with a program that stands for Java. */
class LauncherTest {
  /** It says what it is given, notes each archive that it makes, and cannot make any if so told. */
  private static final String JAVA =
      """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in
          -XX:DumpLoadedClassList=*) echo some/Class >"${argument#*=}" ;;
          -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
          -Xshare:dump) dump=yes ;;
        esac
      done
      printf '%s\\n' "$@"
      if [ "$dump" ]; then
        echo "$archive" >>"$JAVA_HOME/dumps"
        [ -e "$JAVA_HOME/cannot" ] || cp "$0" "$archive"
      fi
      """;

  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  @TempDir private Path folder;
  private Path home;
  private Path jdk;

  @BeforeEach
  void build() throws IOException {
    home = folder.resolve("my checkout");
    jdk = folder.resolve("my jdk");
    Files.createDirectories(jdk.resolve("bin"));
    TestFiles.write(jdk, "release", "JAVA_VERSION=\"25.0.1\"\nIMPLEMENTOR_VERSION=\"Test-1\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = TestFiles.write(jdk.resolve("bin"), program, JAVA);
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.createDirectories(home.resolve("cli/src/main"));
    Files.createDirectories(app());
    Files.copy(Path.of("../chainrule"), home.resolve("chainrule"));
    for (String file : List.of("pom.xml", "cli/pom.xml", "cli/target/app/a.jar", "cli/src/main")) {
      Path path = home.resolve(file);
      if (!Files.exists(path)) {
        TestFiles.write(home, file, "");
      }
      age(path);
    }
    TestFiles.write(home, "cli/target/app.stamp", "");
  }

  private Path app() {
    return home.resolve("cli/target/app");
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  private Process start(Path launcher) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "train", "my data.csv")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", jdk.toString());
    return builder.start();
  }

  private static List<String> arguments(Process process) throws Exception {
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(lines).endsWith("org.chainrule.cli.Main", "train", "my data.csv");
    return lines;
  }

  private List<String> run() throws Exception {
    return arguments(start(home.resolve("chainrule")));
  }

  private List<String> dumps() throws IOException {
    Path dumps = jdk.resolve("dumps");
    return Files.exists(dumps) ? Files.readAllLines(dumps) : List.of();
  }

  /** Waits until the archive's makers are gone and have left a record. */
  private void awaitRecord() throws Exception {
    Path archives = home.resolve("cli/target/archives");
    while (!Files.exists(archives.resolve("record")) || Files.exists(archives.resolve("lock"))) {
      Thread.sleep(10);
    }
  }

  private static String archive(List<String> arguments) {
    return arguments.stream().filter(a -> a.startsWith(ARCHIVE)).findFirst().orElse("none");
  }

  @Test
  void theSecondStartHasAnArchiveOfWhatTheFirstRan() throws Exception {
    assertThat(archive(run())).isEqualTo("none");
    awaitRecord();
    assertThat(Path.of(archive(run()).substring(ARCHIVE.length()))).hasContent(JAVA);
    Path link = Files.createSymbolicLink(folder.resolve("my link"), home.resolve("chainrule"));
    assertThat(archive(arguments(start(link)))).startsWith(ARCHIVE + home.toRealPath());
    assertThat(dumps()).hasSize(1);
  }

  @Test
  void threeAtOnceMakeOne() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(home.resolve("chainrule")));
    }
    for (Process process : processes) {
      arguments(process);
    }
    awaitRecord();
    assertThat(archive(run())).startsWith(ARCHIVE);
    try (var files = Files.list(home.resolve("cli/target/archives"))) {
      assertThat(files).hasSize(2);
    }
    assertThat(dumps()).hasSize(1);
  }

  @Test
  void otherJarsAndAnotherJdkNeedAnother() throws Exception {
    run();
    awaitRecord();
    TestFiles.write(app(), "b.jar", "");
    Path record = home.resolve("cli/target/archives/record");
    age(record);
    assertThat(archive(run())).isEqualTo("none");
    awaitMore(1);
    age(app().resolve("b.jar"));
    String second = archive(run());
    assertThat(second).startsWith(ARCHIVE);
    TestFiles.write(jdk, "release", "JAVA_VERSION=\"26\"\n");
    assertThat(archive(run())).isEqualTo("none");
    awaitMore(2);
    assertThat(archive(run())).startsWith(ARCHIVE).isNotEqualTo(second);
  }

  private void awaitMore(int count) throws Exception {
    while (dumps().size() <= count) {
      Thread.sleep(10);
    }
    awaitRecord();
  }

  @Test
  void whatCannotBeMadeIsTriedOnceAndNotTold() throws Exception {
    TestFiles.write(jdk, "cannot", "");
    for (int i = 0; i < 3; i++) {
      assertThat(archive(run())).isEqualTo("none");
      awaitRecord();
    }
    assertThat(dumps()).hasSize(1);
  }

  @Test
  void withoutLeaveToWriteItDoesWithout() throws Exception {
    TestFiles.write(home, "cli/target/archives", "a file where the folder would be");
    assertThat(archive(run())).isEqualTo("none");
    assertThat(archive(run())).isEqualTo("none");
    assertThat(dumps()).isEmpty();
  }
}
