package org.chainrule.engine.fusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.graph.Expr;

/**
 * Nodes that one nest of loops computes.
 *
 * <p>Each place of the nest is one of a domain. A node has an element at every place, or for all
 * places along the axes over which the group's reductions run.
 */
public final class Group extends Work {
  private final List<Integer> domain;
  private final Map<Expr, List<Integer>> members = new LinkedHashMap<>();
  private final Set<Position> loads = new LinkedHashSet<>();
  private Optional<Set<Integer>> reduced = Optional.empty();
  private int effort;
  private int totals;
  private boolean oneByOne;
  private boolean copy;
  private String letters = "";

  Group(int number, List<Integer> domain) {
    super(number);
    this.domain = List.copyOf(domain);
  }

  /** The sizes of the domain's axes. */
  public List<Integer> domain() {
    return domain;
  }

  /** The axes of the domain that reductions run over. */
  public Set<Integer> reduced() {
    return reduced.orElse(Set.of());
  }

  /** The nodes in an order in which they can be computed. */
  public List<Expr> members() {
    return List.copyOf(members.keySet());
  }

  /**
   * Which axes of the domain a member's axes are, those of size 1 left out; nothing for a node that
   * is no member.
   */
  public Optional<List<Integer>> axes(Expr node) {
    return Optional.ofNullable(members.get(node));
  }

  /** What is read from memory, and where. */
  public Set<Position> loads() {
    return loads;
  }

  @Override
  public List<Expr> reads() {
    return loads.stream().map(Position::node).toList();
  }

  int effort() {
    return effort;
  }

  int totals() {
    return totals;
  }

  void add(Expr node, List<Integer> axes, int nodeEffort) {
    members.put(node, List.copyOf(axes));
    effort += nodeEffort;
  }

  /** Whether its functions are computed for one number at a time. */
  boolean isOneByOne() {
    return oneByOne;
  }

  void setOneByOne(boolean value) {
    oneByOne = value;
  }

  /** Makes it a copy of a node that may be anything. */
  void copy(Expr node) {
    copy = true;
    add(node, full(), 1);
    loads.add(new Position(node, full()));
  }

  /** Whether all that it does is copy its only member from elsewhere. */
  public boolean isCopy() {
    return copy;
  }

  /** Makes it begin with a product, whose letters are the domain's axes. */
  void product(String domainLetters) {
    letters = domainLetters;
  }

  /** The letters of the domain's axes if it begins with a product. */
  String letters() {
    return letters;
  }

  /** Takes in a reduction over axes. */
  void reduce(Expr node, List<Integer> axes, Set<Integer> over, int nodeEffort) {
    reduced = Optional.of(new LinkedHashSet<>(over));
    totals++;
    add(node, axes, nodeEffort);
  }

  boolean mayReduce(Set<Integer> over) {
    return reduced.isEmpty() || reduced.get().equals(over);
  }

  /** All axes of the domain. */
  List<Integer> full() {
    List<Integer> all = new ArrayList<>();
    for (int axis = 0; axis < domain.size(); axis++) {
      all.add(axis);
    }
    return all;
  }

  /**
   * Whether a node with these axes has an element of its own at every place that is not reduced.
   */
  boolean covers(List<Integer> axes) {
    return full().stream().allMatch(axis -> axes.contains(axis) || reduced().contains(axis))
        && (axes.size() == domain.size() || axes.stream().noneMatch(reduced()::contains));
  }

  /**
   * Two groups that do the same, the first half of the members before the rest.
   *
   * @throws IllegalStateException if there is only one member
   */
  public List<Group> halves() {
    List<Expr> all = members();
    if (all.size() < 2) {
      throw new IllegalStateException("too large for a kernel: " + all);
    }
    Group first = like(all.subList(0, all.size() / 2));
    return List.of(first, like(all.subList(all.size() / 2, all.size())));
  }

  private Group like(List<Expr> part) {
    Group group = new Group(number(), domain);
    group.reduced = reduced;
    group.letters = letters;
    for (Expr member : part) {
      group.add(member, axes(member).orElseThrow(), 0);
    }
    for (Expr member : part) {
      for (Position position : Operands.of(group, member)) {
        if (Found.of(group, position) instanceof Found.Load load) {
          group.loads.add(load.position());
        }
      }
    }
    return group;
  }

  /** How many places the domain has. */
  public long places() {
    return domain.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }
}
