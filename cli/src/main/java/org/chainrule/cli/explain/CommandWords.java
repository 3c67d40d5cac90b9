package org.chainrule.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a command line that stands in a text, as a shell splits them. */
public final class CommandWords {
  private static final Pattern PLAIN = Pattern.compile("(?U)[\\w./:=,@%+-]+");

  /** What has a meaning for a shell within double quotation marks. */
  private static final Pattern SPECIAL = Pattern.compile("[\"\\\\$`]");

  private CommandWords() {}

  /** The line that runs the program with these arguments. */
  public static String command(List<String> arguments) {
    return "chainrule " + joined(arguments);
  }

  /** The line that a shell splits into these words. */
  static String joined(List<String> words) {
    return words.stream().map(CommandWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return word.indexOf('\'') < 0
        ? "'" + word + "'"
        : "\"" + SPECIAL.matcher(word).replaceAll("\\\\$0") + "\"";
  }

  private static boolean isSpecial(char c) {
    return SPECIAL.matcher(String.valueOf(c)).matches();
  }

  /**
   * The words; quotation marks, single or double, hold a word together. Within double ones a
   * backslash takes the meaning off what would have one there for a shell.
   *
   * @throws IllegalArgumentException if a quotation mark is not closed
   */
  public static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (c == '\\'
            && quote == '"'
            && i + 1 < line.length()
            && isSpecial(line.charAt(i + 1))) {
          i++;
          word.append(line.charAt(i));
        } else {
          word.append(c);
        }
      } else if (c == '"' || (c == '\'' && !begun)) {
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
        }
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("the quotation mark " + quote + " is not closed: " + line);
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
