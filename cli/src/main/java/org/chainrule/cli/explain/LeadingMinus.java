package org.chainrule.cli.explain;

import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Has arguments like {@code -y*ln(p)} read as formulas, not as options. */
final class LeadingMinus implements IParameterPreprocessor {
  /** One minus, and neither before a mere number nor before what may be the name of an option. */
  private static final Pattern FORMULA =
      Pattern.compile("-(?!-|[\\d.]+$|[a-zA-Z-]+(=.*)?$).+", Pattern.DOTALL);

  @Override
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec argument, Map<String, Object> information) {
    words.replaceAll(
        word -> {
          boolean formula =
              FORMULA.matcher(word).matches() && !command.optionsMap().containsKey(word);
          return formula ? " " + word : word;
        });
    return false;
  }
}
