package org.chainrule.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code chainrule}. */
@Command(
    name = "chainrule",
    description = "Neural networks that show their work.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 2,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  @Spec private CommandSpec self;

  private Main() {}

  /** Runs the command line; exits with 0 when done, 1 when the answer is no, 2 on bad input. */
  public static void main(String[] arguments) {
    StandardError.restore();
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(self.commandLine(), "Name what to do");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "chainrule " + Main.class.getModule().getDescriptor().rawVersion().orElse("(unpackaged)")
      };
    }
  }
}
