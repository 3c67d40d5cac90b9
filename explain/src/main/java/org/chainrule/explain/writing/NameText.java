package org.chainrule.explain.writing;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as they are set in formulas: {@code y_hat1} is ŷ1, {@code alpha} is α. */
public final class NameText {
  private static final Pattern ACCENT =
      Pattern.compile("^(\\p{L}(?=_)|[yY])_?(hat|bar|tilde)_?(\\d*|_\\w+)$");
  private static final Map<String, String> ACCENTS =
      Map.of("hat", "\u0302", "bar", "\u0304", "tilde", "\u0303");
  private static final Pattern GREEK =
      Pattern.compile(
          "^(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|omicron|pi|rho"
              + "|-|sigma|tau|upsilon|phi|chi|psi|omega)(_?\\w*)$");

  private NameText() {}

  /** The name in writing. */
  public static String of(String name) {
    Matcher accent = ACCENT.matcher(name);
    if (accent.matches()) {
      String letter = accent.group(1) + ACCENTS.getOrDefault(accent.group(2), "");
      return Normalizer.normalize(letter, Normalizer.Form.NFC) + accent.group(3);
    }
    Matcher greek = GREEK.matcher(name);
    String text = greek.matches() ? letter(greek.group(1)) + greek.group(2) : name;
    return text.replace('-', '−');
  }

  private static String letter(String word) {
    String words = GREEK.pattern();
    String before = words.substring(2, words.indexOf(word));
    long number = before.chars().filter(c -> c == '|').count();
    return String.valueOf((char) ('α' + number));
  }
}
