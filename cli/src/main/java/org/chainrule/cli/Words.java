package org.chainrule.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/** The words that users type for the constants of an enum: {@code leaky_relu}. */
public final class Words {
  /** How many letters a misspelt word may differ in. */
  private static final int NEAR = 2;

  private Words() {}

  /** The words for all constants of an enum, as picocli wants them for help texts. */
  public abstract static class Listed implements Iterable<String> {
    private final List<String> words;

    protected Listed(Class<? extends Enum<?>> type) {
      words = Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
    }

    @Override
    public Iterator<String> iterator() {
      return words.iterator();
    }
  }

  /** The word for a constant. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant that a word stands for; a hyphen is as good as an underscore.
   *
   * @throws TypeConversionException if there is none; it names those that there are
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String text) {
    String word = text.toLowerCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
    }
    throw unknown(text, Arrays.stream(type.getEnumConstants()).map(Words::of).toList());
  }

  /** Says that a word is none of those known. */
  static TypeConversionException unknown(String text, List<String> known) {
    String proposal = nearest(text, known).map(word -> "; did you mean " + word + "?").orElse("");
    return new TypeConversionException(
        Messages.format("'%s' is not one of %s%s", text, String.join(", ", known), proposal));
  }

  /** The word that differs least from a text, if it is near. */
  static Optional<String> nearest(String text, Collection<String> words) {
    String lower = text.toLowerCase(Locale.ROOT);
    return words.stream()
        .min(Comparator.comparingInt(word -> distance(lower, word)))
        .filter(word -> distance(lower, word) <= NEAR);
  }

  /** How many letters must be put in, left out or changed to get from one text to the other. */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    Arrays.setAll(previous, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
