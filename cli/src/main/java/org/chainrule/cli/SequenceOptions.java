package org.chainrule.cli;

import java.util.Optional;
import org.chainrule.learn.data.LabelColumn;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How tables and sequences in them are to be read. */
final class SequenceOptions {
  @Mixin private DataOptions format;

  @Option(
      names = "--sequence",
      paramLabel = "COLUMN",
      description =
          "Rows that follow each other with the same value in this column are the steps of one"
              + " sequence, each with a label of its own. Shorter sequences are filled up with"
              + " zeros, which do not count.")
  private Optional<LabelColumn> sequence;

  boolean isSequence() {
    return sequence.isPresent();
  }

  /** What reads tables in this way. */
  TableReader reader() {
    return format.reader().withSequence(sequence);
  }
}
