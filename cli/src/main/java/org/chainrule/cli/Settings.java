package org.chainrule.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a command was asked to do. */
final class Settings {
  private Settings() {}

  /**
   * The options and their values, given or not, but for those that change nothing.
   *
   * @param showing the names of those that change only what is shown
   * @param idle those that have nothing to act on
   */
  static SequencedMap<String, String> of(
      CommandSpec command, Set<String> showing, Set<OptionSpec> idle) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (showing.contains(option.names()[0]) || idle.contains(option)) {
        continue;
      }
      List<String> given = option.stringValues();
      String value = given.isEmpty() ? option.defaultValue() : String.join(",", given);
      if (value != null) {
        settings.put(option.names()[0].substring(2), value);
      }
    }
    return settings;
  }
}
