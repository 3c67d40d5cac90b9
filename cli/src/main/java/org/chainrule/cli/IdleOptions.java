package org.chainrule.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Which options of a training have nothing to act on. */
record IdleOptions(
    CommandSpec command,
    NetworkOptions network,
    TrainingOptions training,
    TextOptions text,
    SequenceOptions sequence) {

  /** Those of texts, of tables, of --hidden and of other losses, with these examples. */
  Set<OptionSpec> among(Examples examples) {
    Set<OptionSpec> idle = new HashSet<>(network.idle());
    idle.addAll(training.idle());
    if (!text.isText()) {
      idle.addAll(mixin("textOptions"));
    }
    boolean table =
        examples.sources().values().stream()
            .anyMatch(source -> source.place() instanceof DataLocation.Text);
    if (!table || text.isText()) {
      idle.addAll(mixin("sequenceOptions"));
    }
    return idle;
  }

  private List<OptionSpec> mixin(String name) {
    return Objects.requireNonNull(command.mixins().get(name)).options();
  }

  /**
   * Refuses those that were given, as far as that can be told before anything is read.
   *
   * @throws ParameterException if there is one
   */
  void check() {
    Set<OptionSpec> given = command.commandLine().getParseResult().matchedOptionsSet();
    if (!text.isText()) {
      mixin("textOptions").stream()
          .filter(given::contains)
          .findFirst()
          .ifPresent(
              option -> {
                throw Messages.wrong(command, "%s needs --text", option.names()[0]);
              });
    } else if (sequence.isSequence()) {
      throw Messages.wrong(command, "--sequence is for tables, not for --text");
    }
    if (training.isRegression() && (text.isText() || sequence.isSequence())) {
      throw Messages.wrong(
          command,
          "--loss %s tells numbers of the rows of a table; %s is for classes",
          Losses.name(training.loss()),
          text.isText() ? "--text" : "--sequence");
    }
  }
}
