package org.chainrule.explain.formula;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What was most likely meant by a word that is not known. */
public final class NearestWord {
  private NearestWord() {}

  /**
   * The known word with the fewest letters changed, added, dropped or swapped with a neighbour, the
   * first in the alphabet of several; a long word may differ in 2, a word of fewer than 6 letters
   * in 1, of fewer than 3 in none. Capitals count as small letters.
   */
  public static Optional<String> of(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    int allowed = lower.length() < 3 ? 0 : lower.length() < 6 ? 1 : 2;
    return known.stream()
        .filter(k -> Math.abs(k.length() - word.length()) <= allowed)
        .min(
            Comparator.comparingInt((String k) -> distance(lower, k.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= allowed);
  }

  /** Asks whether it was meant, as the end of a message; nothing if no word is near. */
  public static String question(String word, Collection<String> known) {
    return of(word, known).map(nearest -> "; did you mean " + nearest + "?").orElse("");
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
