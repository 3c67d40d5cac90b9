package org.chainrule.learn.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.learn.data.Features;

/**
 * Turns texts into rows of numbers of words, all of one length: longer texts lose their end,
 * shorter ones are filled up with {@link Vocabulary#PADDING}.
 *
 * @param tokenizer cuts texts into words
 * @param vocabulary numbers the words
 * @param length how many words a row has
 */
public record TextEncoder(Tokenizer tokenizer, Vocabulary vocabulary, int length) {
  public TextEncoder {
    if (length < 1) {
      throw new IllegalArgumentException("text: length " + length + "; it must be at least 1");
    }
  }

  /**
   * An encoder for texts to learn from, as long as the longest of them.
   *
   * @param minimumCount how often a word must occur to be in the vocabulary
   * @param most the largest length
   */
  public static TextEncoder of(
      List<String> texts, Tokenizer tokenizer, int minimumCount, int most) {
    Map<String, Integer> counts = new HashMap<>();
    int longest = 1;
    for (String text : texts) {
      List<Tokenizer.Token> tokens = tokenizer.tokens(text);
      longest = Math.max(longest, tokens.size());
      tokens.forEach(token -> counts.merge(token.word(), 1, Integer::sum));
    }
    Vocabulary vocabulary = Vocabulary.of(counts, minimumCount);
    return new TextEncoder(tokenizer, vocabulary, Math.min(longest, most));
  }

  /** The texts as examples. */
  public Features encode(List<String> texts) {
    double[] values = new double[Math.multiplyExact(texts.size(), length)];
    for (int i = 0; i < texts.size(); i++) {
      int place = 0;
      for (Tokenizer.Token token : tokenizer.tokens(texts.get(i))) {
        if (place == length) {
          break;
        }
        values[i * length + place++] = vocabulary.number(token.word());
      }
    }
    return new Features.Doubles(values, length);
  }
}
