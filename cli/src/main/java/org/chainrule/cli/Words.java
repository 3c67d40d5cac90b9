package org.chainrule.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.chainrule.explain.formula.NearestWord;
import picocli.CommandLine.TypeConversionException;

/** The words that users type for the constants of an enum: {@code leaky_relu}. */
public final class Words {
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
    return new TypeConversionException(
        Messages.format(
            "'%s' is not one of %s%s",
            text, String.join(", ", known), NearestWord.question(text, known)));
  }
}
