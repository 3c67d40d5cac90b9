package org.chainrule.explain.derivation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
 * @param states the nodes that follow from the one before, by family and time
 * @param families the letters before the index of all names that have one
 */
record TimeIndex(
    String letter, int last, Map<String, TreeMap<Integer, Expr>> states, Set<String> families) {
  private static final Pattern NAME = Pattern.compile("^(.*?\\D)_?\\{?(\\d+)}?$");

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
                .computeIfAbsent(node.input(0).op().name(), f -> new TreeMap<>())
                .put(slice.from().getFirst() + 1, node);
          }
        });
    Map<String, TreeMap<Integer, Expr>> states = new HashMap<>();
    for (Map.Entry<String, TreeMap<Integer, Expr>> family : families.entrySet()) {
      TreeMap<Integer, Expr> times = family.getValue();
      int last = times.lastKey();
      Expr end = times.get(last);
      Expr before = times.get(last - 1);
      if (end != null
          && before != null
          && symbols.isCut(end)
          && symbols.isCut(before)
          && Expr.inOrder(List.of(symbols.apart(end))).contains(symbols.quantity(before))) {
        states.put(family.getKey(), times);
      }
    }
    if (states.isEmpty()) {
      return Optional.empty();
    }
    int last = states.values().stream().mapToInt(TreeMap::lastKey).max().orElse(0);
    families.values().removeIf(times -> last < 2 || times.lastKey() < last || times.size() < last);
    states.keySet().retainAll(families.keySet());
    TimeIndex index = new TimeIndex("t", last, states, Set.copyOf(families.keySet()));
    boolean same = index.states.values().stream().allMatch(times -> index.isSame(symbols, times));
    return states.isEmpty() || !same ? Optional.empty() : Optional.of(index);
  }

  /** Whether the last two states are one formula at two times. */
  private boolean isSame(Symbols symbols, TreeMap<Integer, Expr> times) {
    Expr end = times.get(last);
    Expr before = times.get(last - 1);
    return end != null
        && before != null
        && Pen.renaming(symbols, name -> at(name, last))
            .write(symbols.definition(end))
            .equals(
                Pen.renaming(symbols, name -> at(name, last - 1))
                    .write(symbols.definition(before)));
  }

  /** The same with another letter for the time. */
  TimeIndex withLetter(String other) {
    return new TimeIndex(other, last, states, families);
  }

  /** Whether a name is that of a quantity at one time. */
  boolean hasTime(String name) {
    return Indexed.of(name).filter(i -> families.contains(i.family)).isPresent();
  }

  /** A name with its time in terms of t, where t is this time. */
  String at(String name, int time) {
    Optional<Indexed> indexed = Indexed.of(name).filter(i -> families.contains(i.family));
    if (indexed.isEmpty()) {
      return name;
    }
    int offset = indexed.get().time - time;
    String index =
        offset == 0 ? letter : "{" + letter + (offset > 0 ? "+" : "−") + Math.abs(offset) + "}";
    return indexed.get().family + "_" + index;
  }

  /** The time of a node, if its name has one. */
  Optional<Integer> time(Symbols symbols, Expr node) {
    return Indexed.of(symbols.quantity(node).op().name())
        .filter(i -> families.contains(i.family))
        .map(Indexed::time);
  }
}
