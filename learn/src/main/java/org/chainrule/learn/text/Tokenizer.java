package org.chainrule.learn.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into words. A word is a row of letters, marks and digits of any script, with single
 * apostrophes, points or hyphens between them (don't, 3.5, well-made); a sign of a script that is
 * written without blanks (Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar) is one of its own,
 * and so is everything else but blanks and control characters, where what is shown as one sign (a
 * flag, a letter with marks) stays whole. Words are in Unicode's composed form (NFC), with the
 * straight apostrophe for the curved one.
 *
 * @param lowerCase whether capital letters become small
 */
public record Tokenizer(boolean lowerCase) {
  private static final String UNSPACED =
      "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]";
  private static final String LETTER = "[\\p{L}\\p{M}\\p{N}&&[^" + UNSPACED + "]]";
  private static final Pattern WORD =
      Pattern.compile(
          UNSPACED + "\\p{M}*|" + LETTER + "+(?:['’.\\-]" + LETTER + "+)*|[^\\s\\p{Z}\\p{C}]");
  private static final Pattern REST = Pattern.compile("\\X");

  /**
   * A word of a text.
   *
   * @param word as a vocabulary has it
   * @param from where it begins in the text
   * @param to where what follows begins
   */
  public record Token(String word, int from, int to) {}

  /** The words of a text, in order. */
  public List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    Matcher sign = REST.matcher(text);
    int from = 0;
    while (matcher.find(from)) {
      int start = matcher.start();
      boolean word = Character.isLetterOrDigit(text.codePointAt(start));
      int end = word || !sign.find(start) ? matcher.end() : sign.end();
      String found = Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFC);
      String straight = word ? found.replace('’', '\'') : found;
      tokens.add(new Token(lowerCase ? straight.toLowerCase(Locale.ROOT) : straight, start, end));
      from = end;
    }
    return tokens;
  }
}
