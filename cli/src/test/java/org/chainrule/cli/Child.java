package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Programs in processes of their own. Their SIGINT has its usual action even where this process was
 * started with the signal ignored, as in the background of a shell or under nohup; a child inherits
 * that, and Java then leaves it ignored.
 */
final class Child {
  private static final int MINUTES = 10;

  /** Restores the action of SIGINT (coreutils from 8.31), where there is such a program. */
  private static final List<String> LISTENING = listening();

  private Child() {}

  private static List<String> listening() {
    List<String> command = List.of("env", "--default-signal=INT");
    try {
      List<String> probe = new ArrayList<>(command);
      probe.add("true");
      return new ProcessBuilder(probe).start().waitFor() == 0 ? command : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins to run a command. Far too long a run is killed, so that whoever waits for it fails. */
  static Process start(List<String> command, UnaryOperator<ProcessBuilder> settings)
      throws IOException {
    List<String> all = new ArrayList<>(LISTENING);
    all.addAll(command);
    Process process = settings.apply(new ProcessBuilder(all)).start();
    CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
    return process;
  }

  /** The command that runs this program with some arguments. */
  static List<String> chainrule(Stream<?> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    String modules = System.getProperty("jdk.module.path");
    String classes = System.getProperty("java.class.path");
    String path =
        modules == null || modules.isEmpty() ? classes : modules + File.pathSeparator + classes;
    command.addAll(List.of("-cp", path, "org.chainrule.cli.Main"));
    arguments.map(Object::toString).forEach(command::add);
    return command;
  }

  /** Sends Ctrl-C to a process. */
  static void interrupt(Process process) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
  }
}
