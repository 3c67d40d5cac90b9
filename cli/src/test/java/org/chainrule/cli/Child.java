package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

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

  /** Sends Ctrl-C to a process. */
  static void interrupt(Process process) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
  }
}
