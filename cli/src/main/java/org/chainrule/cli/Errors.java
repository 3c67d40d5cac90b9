package org.chainrule.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.chainrule.explain.formula.NearestWord;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.training.TrainingException;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user what went wrong, in one line that names the command; lines that belong to it, such
 * as a text with a caret under the mistake, follow indented.
 */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** An error within the program, after BSD's sysexits. */
  static final int BUG = 70;

  private final BooleanSupplier debug;

  /**
   * A handler.
   *
   * @param debug whether to add the stack trace
   */
  Errors(BooleanSupplier debug) {
    this.debug = debug;
  }

  /** Runs the command that was named; too little memory counts as bad input, not as a bug. */
  static int run(ParseResult parsed) {
    CommandLine command = parsed.asCommandLineList().getLast();
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      String message =
          Messages.format(
              "%d MB of memory are not enough; a smaller network or batch needs less, and the"
                  + " environment variable JAVA_TOOL_OPTIONS=-Xmx8g gives more",
              Runtime.getRuntime().maxMemory() >> 20);
      throw new ExecutionException(command, message, e);
    } catch (Error e) {
      throw new ExecutionException(command, e.toString(), new IllegalStateException(e));
    }
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = called(command.getCommandSpec(), List.of(arguments));
    StringBuilder message = new StringBuilder();
    if (e instanceof UnmatchedArgumentException unmatched) {
      message
          .append(unmatched.isUnknownOption() ? "Unknown option '" : "Unexpected argument '")
          .append(unmatched.getUnmatched().getFirst())
          .append('\'');
      message.append(question(unmatched));
    } else {
      message.append(e.getMessage());
    }
    int end = message.indexOf(System.lineSeparator());
    message.insert(end < 0 ? message.length() : end, " (see " + name + " --help)");
    return tell(command, name, message.toString(), e);
  }

  /** A command by the names that it was called by, of which it may have several. */
  private static String called(CommandSpec command, List<String> arguments) {
    if (command.parent() == null) {
      return command.name();
    }
    Set<String> names = command.names();
    String own = arguments.stream().filter(names::contains).findFirst().orElse(command.name());
    return called(command.parent(), arguments) + " " + own;
  }

  /** Asks for the command or option that was most likely meant, if there is one. */
  private static String question(UnmatchedArgumentException unmatched) {
    CommandSpec command = unmatched.getCommandLine().getCommandSpec();
    Set<String> known =
        unmatched.isUnknownOption()
            ? command.optionsMap().keySet()
            : command.subcommands().keySet();
    String nearest = NearestWord.question(unmatched.getUnmatched().getFirst(), known);
    List<String> similar = unmatched.getSuggestions();
    return nearest.isEmpty() && !similar.isEmpty()
        ? "; did you mean " + String.join(" or ", similar) + "?"
        : nearest;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    String name = called(command.getCommandSpec(), parsed.originalArgs());
    return switch (e) {
      case DataException _, TrainingException _, ExecutionException _ ->
          tell(command, name, String.valueOf(e.getMessage()), e);
      default -> {
        tell(command, name, "this is a bug in Chainrule, please report it: " + e, e);
        if (!debug.getAsBoolean()) {
          e.printStackTrace(command.getErr());
        }
        yield BUG;
      }
    };
  }

  private int tell(CommandLine command, String name, String message, Exception e) {
    PrintWriter err = command.getErr();
    err.println(name + ": " + message);
    if (debug.getAsBoolean()) {
      e.printStackTrace(err);
    }
    return ExitCode.USAGE;
  }
}
