package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Variable;

/**
 * Which names are one quantity at several times: h_1, h_2, h_3 are h_t, if each but the first is
 * the same formula of the one before.
 *
 * @param letter the index in writing
 * @param last the last time
 * @param states the letters before the index of what follows from its value at the time before
 * @param families what has an index, by the letters before it and by time
 */
record TimeIndex(
    String letter, int last, Set<String> states, Map<String, TreeMap<Integer, Expr>> families) {
  /** What a time is called if nothing else is. */
  private static final List<String> LETTERS = List.of("t", "l", "k");

  private static final Pattern NAME = Pattern.compile("^(.*?[^\\d{])\\{?(\\d+)}?$");

  /** A name taken apart. */
  private record Indexed(String family, int time) {
    static Optional<Indexed> of(String name) {
      Matcher matcher = NAME.matcher(name);
      return matcher.matches() && matcher.group(2).length() < 6
          ? Optional.of(new Indexed(matcher.group(1), Integer.parseInt(matcher.group(2))))
          : Optional.empty();
    }
  }

  /** The times of a program, if it has a recurrence of at least two steps. */
  static Optional<TimeIndex> of(Symbols symbols, List<Expr> order) {
    Map<String, TreeMap<Integer, Expr>> families = new HashMap<>();
    Stream.concat(
            symbols.quantities().keySet().stream(),
            order.stream().filter(node -> node.op() instanceof Variable))
        .forEach(
            node ->
                Indexed.of(symbols.quantity(node).op().name())
                    .ifPresent(
                        name ->
                            families
                                .computeIfAbsent(name.family, f -> new TreeMap<>())
                                .put(name.time, node)));
    order.forEach(
        node -> {
          boolean element =
              node.op() instanceof Slice
                  && node.input(0).op() instanceof Variable
                  && node.shape().equals(Shape.of(1));
          if (element && node.op() instanceof Slice slice) {
            families
                .computeIfAbsent(node.input(0).op().name() + "_", f -> new TreeMap<>())
                .put(slice.from().getFirst() + 1, node);
          }
        });
    int last = 0;
    Set<String> states = new TreeSet<>();
    for (Map.Entry<String, TreeMap<Integer, Expr>> family : families.entrySet()) {
      Expr end = family.getValue().lastEntry().getValue();
      Expr before = family.getValue().get(family.getValue().lastKey() - 1);
      if (before != null
          && symbols.isCut(end)
          && symbols.isCut(before)
          && within(symbols, end).contains(symbols.quantity(before))) {
        states.add(family.getKey());
        last = Math.max(last, family.getValue().lastKey());
      }
    }
    int end = last;
    families.values().removeIf(times -> end < 2 || !containsAll(times, end));
    states.retainAll(families.keySet());
    Set<String> taken = symbols.names();
    String letter = LETTERS.stream().filter(free -> !taken.contains(free)).findFirst().orElse("τ");
    TimeIndex index = new TimeIndex(letter, last, states, families);
    return states.isEmpty() || !states.stream().allMatch(state -> index.repeats(symbols, state))
        ? Optional.empty()
        : Optional.of(index);
  }

  /** Whether all times are there, but perhaps the first, at which it may not count. */
  private static boolean containsAll(Map<Integer, Expr> times, int end) {
    return IntStream.rangeClosed(Math.min(2, end - 1), end).allMatch(times::containsKey);
  }

  /** What a quantity is made of, what it is computed from at its own time written out. */
  private static Set<Expr> within(Symbols symbols, Expr node) {
    Optional<Integer> time = Indexed.of(symbols.quantity(node).op().name()).map(Indexed::time);
    Set<Expr> found = new LinkedHashSet<>();
    List<Expr> open = new ArrayList<>(List.of(node));
    while (!open.isEmpty()) {
      for (Expr inner : Expr.inOrder(List.of(symbols.apart(open.removeLast())))) {
        boolean fresh = found.add(inner);
        if (fresh
            && symbols.meaning(inner).orElse(null) instanceof Symbols.Meaning.Quantity(Expr named)
            && Indexed.of(inner.op().name()).map(Indexed::time).equals(time)) {
          open.add(named);
        }
      }
    }
    return found;
  }

  /** Whether the last two of a state, and all they are computed from, are one formula. */
  private boolean repeats(Symbols symbols, String state) {
    Set<String> same = new TreeSet<>(Set.of(state));
    within(symbols, node(state, last))
        .forEach(node -> Indexed.of(node.op().name()).ifPresent(i -> same.add(i.family)));
    same.retainAll(families.keySet());
    return same.stream()
        .filter(family -> symbols.isNamed(node(family, last)))
        .allMatch(
            family ->
                definition(symbols, family, last).equals(definition(symbols, family, last - 1)));
  }

  private Expr node(String family, int time) {
    return Objects.requireNonNull(family(family).get(time));
  }

  private Written definition(Symbols symbols, String family, int time) {
    return Pen.renaming(symbols, name -> at(name, time))
        .write(symbols.definition(node(family, time)));
  }

  /** The same with another letter for the time. */
  TimeIndex withLetter(String other) {
    return new TimeIndex(other, last, states, families);
  }

  /** Whether a name is that of a quantity at one time. */
  boolean hasTime(String name) {
    return Indexed.of(name).filter(i -> families.containsKey(i.family)).isPresent();
  }

  /** A name with its time in terms of t, where t is this time. */
  String at(String name, int time) {
    Optional<Indexed> indexed = Indexed.of(name).filter(i -> families.containsKey(i.family));
    if (indexed.isEmpty()) {
      return name;
    }
    int offset = indexed.get().time - time;
    String index =
        offset == 0 ? letter : "{" + letter + (offset > 0 ? "+" : "−") + Math.abs(offset) + "}";
    String family = indexed.get().family;
    return family + (family.endsWith("_") ? "" : "_") + index;
  }

  /** The time of a node, if its name has one. */
  Optional<Integer> time(Symbols symbols, Expr node) {
    return Indexed.of(symbols.quantity(node).op().name())
        .filter(i -> families.containsKey(i.family))
        .map(Indexed::time);
  }

  /** The letters before the index of a node that has a time. */
  String letters(Symbols symbols, Expr node) {
    return letters(symbols.quantity(node).op().name());
  }

  /** The letters before the index of a name. */
  String letters(String name) {
    return Indexed.of(name).map(Indexed::family).orElse(name);
  }

  /** Whether a name is that of what a recurrence begins with. */
  boolean isFirst(String name) {
    return Indexed.of(name).filter(i -> i.time == 0 && families.containsKey(i.family)).isPresent();
  }

  /** The states by their times. */
  Collection<TreeMap<Integer, Expr>> ofStates() {
    Map<String, TreeMap<Integer, Expr>> found = new TreeMap<>(families);
    found.keySet().retainAll(states);
    return found.values();
  }

  /** What has these letters before its index, by time. */
  SortedMap<Integer, Expr> family(String letters) {
    return Objects.requireNonNull(families.get(letters));
  }
}
