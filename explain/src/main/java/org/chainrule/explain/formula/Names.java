package org.chainrule.explain.formula;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When two names are the same: {@code x1}, {@code x_1}, {@code x_{1}} and x₁ are, alpha and α,
 * {@code y_hat} and ŷ, {@code ∂J_∂z} and {@code dJ_dz}.
 */
final class Names {
  private static final Pattern HAT =
      Pattern.compile("^(?:(\\p{L}+)_|([yY])(?=[a-z]+_?\\d*$))(hat|bar|tilde)(_?)(.*)$");
  private static final Pattern LETTERS = Pattern.compile("^([A-Za-z]+)(.*)$");
  private static final Pattern DIGITS = Pattern.compile("^([^_]*[^_\\d])_\\{?(\\d+)\\}?$");

  private static final Pattern PARTIAL = Pattern.compile("^[d∂](.+)_[d∂](.+)$");

  private Names() {}

  /** A name in writing. */
  static String written(String base, List<String> subscripts) {
    if (subscripts.isEmpty()) {
      return base;
    }
    String joined = String.join(",", subscripts).replace(" ", "");
    boolean plain = joined.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    return plain ? base + "_" + joined : base + "_{" + joined + "}";
  }

  /** What all spellings of a name have in common. */
  static String key(String name) {
    Matcher partial = PARTIAL.matcher(name);
    if (partial.matches()) {
      return "d" + key(partial.group(1)) + "_d" + key(partial.group(2));
    }
    String key = name.replace(" ", "").replace('−', '-');
    Matcher hat = HAT.matcher(key);
    if (hat.matches()) {
      String accent = Spelling.LATEX_ACCENTS.getOrDefault(hat.group(3), "");
      String rest = hat.group(5);
      String base = hat.group(1) == null ? hat.group(2) : hat.group(1);
      key = letter(base) + accent + (rest.isEmpty() ? "" : hat.group(4) + rest);
    }
    Matcher letters = LETTERS.matcher(key);
    if (letters.matches()) {
      key = letter(letters.group(1)) + letters.group(2);
    }
    key = Normalizer.normalize(key, Normalizer.Form.NFC);
    Matcher digits = DIGITS.matcher(key);
    return digits.matches() ? digits.group(1) + digits.group(2) : key;
  }

  private static String letter(String word) {
    String letter = Spelling.GREEK.getOrDefault(word, word);
    return letter.equals("ϵ") ? "ε" : letter.equals("ϕ") ? "φ" : letter;
  }
}
