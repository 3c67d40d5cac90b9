package org.chainrule.learn.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.learn.data.DataException;

/** The words that a model knows, each with a number; 0 is no word, and 1 any other word. */
public final class Vocabulary {
  /** The number of no word, which fills up short texts. */
  public static final int PADDING = 0;

  /** The number of all words that are not in the vocabulary. */
  public static final int UNKNOWN = 1;

  private static final int FIRST = 2;

  private final List<String> words;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * The vocabulary of these words, numbered in their order.
   *
   * @throws IllegalArgumentException if a word stands twice
   */
  public Vocabulary(List<String> words) {
    this.words = List.copyOf(words);
    for (String word : words) {
      if (numbers.put(word, FIRST + numbers.size()) != null) {
        throw new IllegalArgumentException("vocabulary: '" + word + "' stands twice");
      }
    }
  }

  /**
   * The words that occur at least so often, the commonest first, and of those that are equally
   * common in the order of their letters.
   *
   * @throws DataException if no word does; it names the commonest
   */
  public static Vocabulary of(Map<String, Integer> counts, int minimumCount) {
    List<Map.Entry<String, Integer>> commonest =
        counts.entrySet().stream()
            .sorted(
                Comparator.comparing(Map.Entry<String, Integer>::getValue)
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .toList();
    if (commonest.isEmpty()) {
      throw new DataException("there are no words");
    }
    int most = commonest.getFirst().getValue();
    if (most < minimumCount) {
      throw new DataException(
          "no word occurs "
              + minimumCount
              + " times, the minimum count; the commonest, "
              + DataException.quote(commonest.getFirst().getKey())
              + ", occurs "
              + (most == 1 ? "once" : most + " times")
              + ", so a minimum count of at most "
              + most
              + " is right");
    }
    return new Vocabulary(
        commonest.stream()
            .takeWhile(entry -> entry.getValue() >= minimumCount)
            .map(Map.Entry::getKey)
            .toList());
  }

  /** The words, in the order of their numbers from 2. */
  public List<String> words() {
    return words;
  }

  /** How many numbers there are: words, no word and unknown ones. */
  public int size() {
    return FIRST + words.size();
  }

  /** The number of a word. */
  public int number(String word) {
    return numbers.getOrDefault(word, UNKNOWN);
  }
}
