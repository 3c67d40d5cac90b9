package org.chainrule.learn.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.learn.data.DataException;
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
 * <p>With prefixes, the first letters of longer words follow that the vocabulary has, as words of
 * their own: "amus…" of "amusing" and of "amusingly", so that rare words share what is learnt of
 * others.
 *
 * @param tokenizer cuts texts into words
 * @param vocabulary numbers the words, the n-grams with blanks between their words, and the
 *     prefixes with … after them
 * @param length how many words of a text are read
 * @param ngrams n, 1 for words only
 * @param prefixes the letters of a prefix, 0 for none
 */
public record TextEncoder(
    Tokenizer tokenizer, Vocabulary vocabulary, int length, int ngrams, int prefixes) {
  /** What stands for the rest of a word after its prefix; no word of more signs ends with it. */
  private static final String REST = "…";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if length or n-grams are below 1, prefixes below 0, or n-grams
   *     longer than texts
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
    if (prefixes < 0) {
      throw new IllegalArgumentException("text: prefixes of " + prefixes + " letters");
    }
  }

  /** Of words only. */
  public TextEncoder(Tokenizer tokenizer, Vocabulary vocabulary, int length) {
    this(tokenizer, vocabulary, length, 1, 0);
  }

  /**
   * An encoder for texts to learn from, as long as the longest of them.
   *
   * @param minimumCount how often a word must occur to be in the vocabulary
   * @param most the largest length
   * @throws DataException if no word occurs as often
   */
  public static TextEncoder of(
      List<String> texts, Tokenizer tokenizer, int minimumCount, int most) {
    return of(texts, tokenizer, minimumCount, most, 1, 0);
  }

  /**
   * The same with n-grams and prefixes that occur as often.
   *
   * @param ngrams n, or the length if that is less
   * @param prefixes the letters of a prefix, 0 for none
   * @throws DataException if no word occurs as often
   */
  public static TextEncoder of(
      List<String> texts,
      Tokenizer tokenizer,
      int minimumCount,
      int most,
      int ngrams,
      int prefixes) {
    Map<String, Integer> counts = new HashMap<>();
    int longest = 1;
    for (String text : texts) {
      List<Tokenizer.Token> words = tokenizer.tokens(text);
      longest = Math.max(longest, words.size());
      words.forEach(word -> counts.merge(word.word(), 1, Integer::sum));
      parts(words, ngrams, prefixes).forEach(part -> counts.merge(part.word(), 1, Integer::sum));
    }
    int length = Math.min(longest, most);
    Vocabulary vocabulary = Vocabulary.of(counts, minimumCount);
    return new TextEncoder(tokenizer, vocabulary, length, Math.min(ngrams, length), prefixes);
  }

  /** What is read beside words: n-grams and prefixes. */
  private static Stream<Tokenizer.Token> parts(
      List<Tokenizer.Token> words, int ngrams, int prefixes) {
    return Stream.concat(
        IntStream.rangeClosed(2, ngrams).boxed().flatMap(n -> runs(words, n).stream()),
        words.stream()
            .filter(word -> prefixes > 0 && letters(word.word()) > prefixes)
            .map(word -> prefix(word, prefixes)));
  }

  /** Whether a word of the vocabulary is a prefix of words. */
  static boolean isPrefix(String word) {
    return word.endsWith(REST) && word.length() > REST.length();
  }

  private static int letters(String word) {
    return word.codePointCount(0, word.length());
  }

  private static Tokenizer.Token prefix(Tokenizer.Token word, int letters) {
    String first = word.word().substring(0, word.word().offsetByCodePoints(0, letters));
    return new Tokenizer.Token(first + REST, word.from(), word.to());
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

  /** How many numbers a row has: as many as there are words, n-grams and prefixes at most. */
  public int width() {
    return ngrams * length - ngrams * (ngrams - 1) / 2 + (prefixes > 0 ? length : 0);
  }

  /**
   * The words of a text that are read, known or not, and then the n-grams and prefixes that are
   * known; a prefix stands where its word does.
   */
  public List<Tokenizer.Token> tokens(String text) {
    List<Tokenizer.Token> all = tokenizer.tokens(text);
    List<Tokenizer.Token> words = all.subList(0, Math.min(length, all.size()));
    List<Tokenizer.Token> tokens = new ArrayList<>(words);
    parts(words, ngrams, prefixes)
        .filter(part -> vocabulary.number(part.word()) != Vocabulary.UNKNOWN)
        .forEach(tokens::add);
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
    return Features.of(values, width);
  }
}
