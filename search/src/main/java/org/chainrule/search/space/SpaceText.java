package org.chainrule.search.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.learn.estimator.Hyperparameter;
import org.chainrule.learn.estimator.MlpSettings;

/**
 * Spaces as users write them: {@code hidden_layer_sizes=(50,),(100,); activation=relu,tanh;
 * learning_rate_init=log(1e-4,1e-1)}.
 *
 * <p>Hyper-parameters are parted by semicolons and values by commas; commas within brackets belong
 * to a value. Ranges are {@code uniform(low,high)}, {@code log(low,high)}, and of whole numbers
 * {@code int(low,high)} and {@code logint(low,high)}.
 */
public final class SpaceText {
  private static final Pattern RANGE =
      Pattern.compile("(uniform|log|int|logint)\\(\\s*([^,()]+?)\\s*,\\s*([^,()]+?)\\s*\\)");

  private final String text;

  private SpaceText(String text) {
    this.text = text;
  }

  /** A part of the text, and where it begins. */
  private record Piece(String text, int from) {
    Piece stripped() {
      String left = text.stripLeading();
      return new Piece(left.stripTrailing(), from + text.length() - left.length());
    }
  }

  /**
   * Reads a space.
   *
   * @throws IllegalArgumentException if it can't be read; the message names the column
   */
  public static Space parse(String text) {
    return new SpaceText(text).space();
  }

  private Space space() {
    SequencedMap<String, Dimension> dimensions = new LinkedHashMap<>();
    for (Piece part : split(new Piece(text, 0), ';')) {
      Piece entry = part.stripped();
      if (entry.text.isEmpty()) {
        continue;
      }
      int equals = entry.text.indexOf('=');
      if (equals < 0) {
        throw wrong(entry.from, "'%s' has no '='; expected: name=values", entry.text);
      }
      String name = entry.text.substring(0, equals).strip();
      Piece values = new Piece(entry.text.substring(equals + 1), entry.from + equals + 1);
      Hyperparameter parameter = known(name, entry.from);
      if (dimensions.put(name, dimension(parameter, values)) != null) {
        throw wrong(entry.from, "%s stands here a second time", name);
      }
    }
    if (dimensions.isEmpty()) {
      throw wrong(0, "there is no hyper-parameter; expected: name=values; name=values");
    }
    return new Space(dimensions);
  }

  private Hyperparameter known(String name, int from) {
    try {
      return Hyperparameter.named(name);
    } catch (IllegalArgumentException e) {
      throw wrong(from, "%s", String.valueOf(e.getMessage()));
    }
  }

  private Dimension dimension(Hyperparameter parameter, Piece piece) {
    Piece whole = piece.stripped();
    Matcher range = RANGE.matcher(whole.text);
    if (range.matches()) {
      return range(parameter, range, whole.from);
    }
    List<String> values = new ArrayList<>();
    for (Piece part : split(piece, ',')) {
      Piece value = part.stripped();
      if (value.text.isEmpty()) {
        throw wrong(value.from, "a value of %s is missing", parameter);
      }
      values.add(checked(parameter, value.text, value.from));
    }
    return new Dimension.Choice(values);
  }

  private Dimension range(Hyperparameter parameter, Matcher range, int from) {
    String kind = range.group(1);
    double[] bounds = new double[2];
    for (int i = 0; i < 2; i++) {
      int column = from + range.start(2 + i);
      try {
        bounds[i] = Double.parseDouble(range.group(2 + i));
      } catch (NumberFormatException e) {
        throw wrong(column, "'%s' is not a number", range.group(2 + i));
      }
      checked(parameter, range.group(2 + i), column);
    }
    try {
      return new Dimension.Range(
          bounds[0], bounds[1], kind.startsWith("log"), kind.endsWith("int"));
    } catch (IllegalArgumentException e) {
      throw wrong(from, "%s", String.valueOf(e.getMessage()));
    }
  }

  /** The value in its usual form. */
  private String checked(Hyperparameter parameter, String value, int from) {
    try {
      return parameter.text(parameter.set(MlpSettings.defaults(), value));
    } catch (IllegalArgumentException e) {
      throw wrong(from, "%s", String.valueOf(e.getMessage()));
    }
  }

  /** Parts between separators that stand outside of brackets. */
  private List<Piece> split(Piece piece, char separator) {
    List<Piece> parts = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < piece.text.length(); i++) {
      char c = piece.text.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
        if (depth < 0) {
          throw wrong(piece.from + i, "'%s' closes nothing", c);
        }
      } else if (c == separator && depth == 0) {
        parts.add(new Piece(piece.text.substring(begin, i), piece.from + begin));
        begin = i + 1;
      }
    }
    if (depth > 0) {
      throw wrong(piece.from + piece.text.length(), "a bracket is not closed");
    }
    parts.add(new Piece(piece.text.substring(begin), piece.from + begin));
    return parts;
  }

  private static IllegalArgumentException wrong(int at, String message, Object... arguments) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "column %d: ", at + 1)
            + String.format(Locale.ROOT, message, arguments));
  }
}
