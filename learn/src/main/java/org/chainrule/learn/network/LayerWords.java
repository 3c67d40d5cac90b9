package org.chainrule.learn.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of layers as text, read one after the other. */
final class LayerWords {
  private static final Pattern WORD = Pattern.compile(",|[^\\s,]+");
  private static final String COMMA = ",";

  private record Word(String text, int column) {}

  private final List<Word> words = new ArrayList<>();
  private final int end;
  private int next;

  LayerWords(String text) {
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(new Word(matcher.group(), matcher.start() + 1));
    }
    end = text.stripTrailing().length() + 1;
  }

  int position() {
    return next;
  }

  /** Whether the layer has another word. */
  boolean more() {
    return peek().isPresent();
  }

  Optional<String> peek() {
    return next < words.size() && !words.get(next).text.equals(COMMA)
        ? Optional.of(words.get(next).text)
        : Optional.empty();
  }

  /** The first word after this layer, or in it, of a kind. */
  Optional<String> later(Predicate<String> wanted) {
    return words.stream().skip(next).map(Word::text).filter(wanted).findFirst();
  }

  String next(String expected) {
    String word = peek().orElseThrow(() -> wrong(next, expected + " is expected"));
    next++;
    return word;
  }

  boolean takes(String word) {
    boolean found = peek().filter(word::equalsIgnoreCase).isPresent();
    next += found ? 1 : 0;
    return found;
  }

  void expect(String word) {
    if (!takes(word)) {
      throw wrong(next, "'" + word + "' is expected");
    }
  }

  boolean comma() {
    boolean found = next < words.size();
    next += found ? 1 : 0;
    return found;
  }

  /** Checks that the layer has no other word. */
  void end() {
    peek()
        .ifPresent(
            word -> {
              throw wrong(
                  next, "'" + word + "' does not belong to this layer; a comma is expected");
            });
  }

  /** All other words of the layer but {@code as} and what follows. */
  List<String> rest(String expected) {
    List<String> found = new ArrayList<>(List.of(next(expected)));
    while (more() && peek().filter("as"::equalsIgnoreCase).isEmpty()) {
      found.add(next(expected));
    }
    return found;
  }

  boolean isNumber() {
    return peek().filter(word -> word.matches("[-+]?[0-9.].*")).isPresent();
  }

  double number(String expected) {
    String word = next(expected);
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw wrong(next - 1, "'" + word + "', but " + expected + " is expected");
    }
  }

  /** A whole number from 1. */
  int count(String what) {
    String expected = "a number of " + what;
    return single(sizes(expected), expected);
  }

  /** A whole number from 0. */
  int whole(String expected) {
    return single(wholes(expected), expected);
  }

  private int single(List<Integer> numbers, String expected) {
    if (numbers.size() != 1) {
      throw wrong(next - 1, "'" + words.get(next - 1).text + "', but " + expected + " is expected");
    }
    return numbers.getFirst();
  }

  /** Whole numbers from 1 with x between them. */
  List<Integer> sizes(String expected) {
    List<Integer> numbers = wholes(expected);
    if (numbers.contains(0)) {
      throw wrong(next - 1, "'" + words.get(next - 1).text + "', but " + expected + " is expected");
    }
    return numbers;
  }

  /** Whole numbers from 0 with x between them. */
  List<Integer> wholes(String expected) {
    String word = next(expected);
    if (!word.matches("\\d{1,9}(x\\d{1,9})*")) {
      throw wrong(next - 1, "'" + word + "', but " + expected + " is expected");
    }
    return Stream.of(word.split("x", -1)).map(Integer::valueOf).toList();
  }

  LayerException unknown(String word, String what, List<String> known) {
    return new LayerException(
        column(next - 1), word, known, "'" + word + "' is not " + what + " that is known");
  }

  LayerException wrong(int position, String message) {
    return new LayerException(column(position), "", List.of(), message);
  }

  private int column(int position) {
    return position < words.size() ? words.get(position).column : end;
  }
}
