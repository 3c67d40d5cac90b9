package org.chainrule.learn.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.learn.data.Features;

/**
 * Turns texts into rows of numbers of words, all of one width: longer texts lose their end, shorter
 * ones are filled up with {@link Vocabulary#PADDING}.
 *
 * <p>With n-grams, the words are followed by the runs of 2, 3, …, n of them that the vocabulary
 * has, as words of their own: "not good" beside "not" and "good" (A. Joulin et al., "Bag of tricks
 * for efficient text classification", 2017). They say something of the order of words to what else
 * does not see it, such as a mean.
 *
 * @param tokenizer cuts texts into words
 * @param vocabulary numbers the words, and the n-grams with blanks between their words
 * @param length how many words of a text are read
 * @param ngrams n, 1 for words only
 */
public record TextEncoder(Tokenizer tokenizer, Vocabulary vocabulary, int length, int ngrams) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1, or n-grams are longer than texts
   */
  public TextEncoder {
    if (length < 1 || ngrams < 1 || ngrams > length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "text: %d-grams of %d words; both are at least 1, and the former at most the latter",
              ngrams,
              length));
    }
  }

  /** Of words only. */
  public TextEncoder(Tokenizer tokenizer, Vocabulary vocabulary, int length) {
    this(tokenizer, vocabulary, length, 1);
  }

  /**
   * An encoder for texts to learn from, as long as the longest of them.
   *
   * @param minimumCount how often a word must occur to be in the vocabulary
   * @param most the largest length
   */
  public static TextEncoder of(
      List<String> texts, Tokenizer tokenizer, int minimumCount, int most) {
    return of(texts, tokenizer, minimumCount, most, 1);
  }

  /**
   * The same with n-grams that occur as often.
   *
   * @param ngrams n, or the length if that is less
   */
  public static TextEncoder of(
      List<String> texts, Tokenizer tokenizer, int minimumCount, int most, int ngrams) {
    Map<String, Integer> counts = new HashMap<>();
    int longest = 1;
    for (String text : texts) {
      List<Tokenizer.Token> words = tokenizer.tokens(text);
      longest = Math.max(longest, words.size());
      words.forEach(word -> counts.merge(word.word(), 1, Integer::sum));
      for (int n = 2; n <= ngrams; n++) {
        runs(words, n).forEach(run -> counts.merge(run.word(), 1, Integer::sum));
      }
    }
    int length = Math.min(longest, most);
    Vocabulary vocabulary = Vocabulary.of(counts, minimumCount);
    return new TextEncoder(tokenizer, vocabulary, length, Math.min(ngrams, length));
  }

  private static List<Tokenizer.Token> runs(List<Tokenizer.Token> words, int n) {
    List<Tokenizer.Token> runs = new ArrayList<>();
    for (int i = 0; i + n <= words.size(); i++) {
      List<Tokenizer.Token> run = words.subList(i, i + n);
      runs.add(
          new Tokenizer.Token(
              run.stream().map(Tokenizer.Token::word).collect(Collectors.joining(" ")),
              run.getFirst().from(),
              run.getLast().to()));
    }
    return runs;
  }

  /** How many numbers a row has: as many as there are words and n-grams at most. */
  public int width() {
    return ngrams * length - ngrams * (ngrams - 1) / 2;
  }

  /** The words of a text that are read, known or not, and then the n-grams that are known. */
  public List<Tokenizer.Token> tokens(String text) {
    List<Tokenizer.Token> all = tokenizer.tokens(text);
    List<Tokenizer.Token> words = all.subList(0, Math.min(length, all.size()));
    List<Tokenizer.Token> tokens = new ArrayList<>(words);
    for (int n = 2; n <= ngrams; n++) {
      for (Tokenizer.Token run : runs(words, n)) {
        if (vocabulary.number(run.word()) != Vocabulary.UNKNOWN) {
          tokens.add(run);
        }
      }
    }
    return tokens;
  }

  /** The texts as examples. */
  public Features encode(List<String> texts) {
    int width = width();
    double[] values = new double[Math.multiplyExact(texts.size(), width)];
    for (int i = 0; i < texts.size(); i++) {
      int place = i * width;
      for (Tokenizer.Token token : tokens(texts.get(i))) {
        values[place++] = vocabulary.number(token.word());
      }
    }
    return new Features.Doubles(values, width);
  }
}
