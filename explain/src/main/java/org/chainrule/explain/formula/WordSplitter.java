package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chainrule.explain.formula.Syntax.Name;

/**
 * Reads a word that nothing is called by as a product of names: {@code Wx} as W x, {@code w1x} as
 * w1 x. What stands behind the word, a subscript or an exponent, belongs to its last name.
 */
final class WordSplitter {
  private static final int LONGEST = 16;
  private static final int MOST = 6;

  private final Predicate<Name> known;

  /** A reader that knows what has a meaning by itself. */
  WordSplitter(Predicate<Name> known) {
    this.known = known;
  }

  /** The products that a word may be; none if it has a meaning as a whole. */
  List<List<Name>> splits(Name word) {
    List<List<Name>> found = new ArrayList<>();
    if (isSplittable(word)) {
      extend(word, 0, new ArrayList<>(), found, known);
    }
    return found;
  }

  private boolean isSplittable(Name word) {
    int letters = (int) word.base().codePoints().filter(Character::isLetter).count();
    return letters > 1
        && word.base().length() <= LONGEST
        && !Spelling.GREEK.containsKey(word.base().replaceAll("\\d+$", ""))
        && !known.test(word);
  }

  /** The product with only one name that is not known, if there is one: what may be missing. */
  Optional<String> nearly(Name word) {
    List<List<Name>> found = new ArrayList<>();
    if (isSplittable(word)) {
      extend(word, 0, new ArrayList<>(), found, name -> true);
    }
    return found.stream()
        .filter(names -> names.stream().filter(name -> !known.test(name)).count() == 1)
        .findFirst()
        .map(
            names ->
                written(names)
                    + " has "
                    + names.stream()
                        .filter(name -> !known.test(name))
                        .map(Printer::print)
                        .collect(Collectors.joining()));
  }

  private static void extend(
      Name word, int from, List<Name> names, List<List<Name>> found, Predicate<Name> known) {
    String base = word.base();
    if (from == base.length()) {
      if (names.size() > 1) {
        found.add(List.copyOf(names));
      }
      return;
    }
    for (int to = from + 1; to <= base.length() && found.size() < MOST; to++) {
      if (to < base.length() && !Character.isLetter(base.charAt(to))) {
        continue; // a digit or an accent belongs to the letter before
      }
      boolean last = to == base.length();
      int start = word.place().start();
      Name name =
          new Name(
              base.substring(from, to),
              last ? word.subscripts() : List.of(),
              new Place(start + from, last ? word.place().end() : start + to));
      if (known.test(name)) {
        names.add(name);
        extend(word, to, names, found, known);
        names.removeLast();
      }
    }
  }

  /** A product in writing. */
  static String written(List<Name> names) {
    return names.stream().map(Printer::print).collect(Collectors.joining("·"));
  }
}
