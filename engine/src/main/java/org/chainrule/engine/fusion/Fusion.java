package org.chainrule.engine.fusion;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Index;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Transpose;

/**
 * Decides which nodes are computed together: an elementwise node joins the group of an input if
 * nothing between has to wait for the group; a reduction joins the group of what it reduces; a
 * product too small for a kernel of its own begins a group as a reduction of products. Moves are
 * views of their inputs and belong to no work.
 */
public final class Fusion {
  /** Operations of a group, beyond which kernels do not become faster. */
  private static final int MOST_EFFORT = 120;

  /** Places up to which groups of unrelated nodes share their loops. */
  private static final int FEW_PLACES = 1 << 14;

  /** So many groups are looked at for one that shares loops. */
  private static final int RECENT = 12;

  /** With fewer results than these, a reduction of many numbers does not share loops. */
  private static final int FEW_RESULTS = 16;

  private final Precedence precedence = new Precedence();
  private final Map<Expr, Work> homes = new HashMap<>();
  private final Map<Expr, Set<Expr>> sources = new HashMap<>();
  private final Set<Expr> stored = new HashSet<>();

  /** Groups that are about to read what others have yet to compute, which may not join them. */
  private final Set<Group> begun = new HashSet<>();

  private final Light light = new Light();

  private Fusion() {}

  /** The work for nodes and all that they depend on. */
  public static Fusion of(Collection<Expr> roots) {
    Fusion fusion = new Fusion();
    for (Expr node : Expr.inOrder(roots)) {
      fusion.assign(node);
    }
    roots.forEach(fusion::store);
    return fusion;
  }

  private void assign(Expr node) {
    switch (node.op()) {
      case Leaf _, Move _ -> {}
      case Elementwise op -> {
        if (!light.defers(node, op)) {
          elementwise(node, op);
        }
      }
      case Reduce op -> reduce(node, op);
      case Contract op when Operands.isSmall(op, node) -> smallProduct(node, op);
      case Contract _, Index _, Loop _ -> {
        Single single = new Single(precedence.next(), node);
        precedence.add(single);
        homes.put(node, single);
        node.inputs().forEach(this::store);
        waitFor(single, node.inputs());
      }
    }
  }

  /** The computed nodes whose elements a node's are, through moves. */
  public Set<Expr> sources(Expr node) {
    return sources.computeIfAbsent(node, Origins::computed);
  }

  private void store(Expr node) {
    require(node);
    stored.addAll(sources(node));
  }

  /** Sees to it that all that a node's elements come from is computed by some work. */
  private void require(Expr node) {
    for (Expr source : sources(node)) {
      if (!homes.containsKey(source) && source.op() instanceof Elementwise op) {
        elementwise(source, op);
      }
    }
  }

  /** Whether a computed node must be in memory, as others than its group read it. */
  public boolean isStored(Expr node) {
    return stored.contains(node);
  }

  /** Whether a node is computed, and not a view of others. */
  public boolean isComputed(Expr node) {
    return homes.containsKey(node);
  }

  /** The work that computes a node. */
  public Work home(Expr node) {
    Work home = homes.get(node);
    if (home == null) {
      throw new IllegalStateException("nothing computes " + node);
    }
    return home;
  }

  /** All work, in the order in which it was begun. */
  public List<Work> works() {
    return precedence.works();
  }

  /** A group that copies a node's value to another place. */
  public Group copying(Expr node) {
    Group group = new Group(precedence.next(), Position.squeezed(node.shape()));
    precedence.add(group);
    group.copy(node);
    waitFor(group, List.of(node));
    store(node);
    return group;
  }

  /** All work, each after what it waits for, else in the order in which it was begun. */
  public List<Work> inOrder() {
    return precedence.inOrder();
  }

  /** Lets work wait for other work; false if that one waits for it already. */
  public boolean wait(Work later, Work earlier) {
    return precedence.wait(later, earlier);
  }

  private void waitFor(Work work, List<Expr> nodes) {
    BitSet all = new BitSet();
    for (Expr node : nodes) {
      require(node);
      for (Expr source : sources(node)) {
        Work earlier = home(source);
        all.or(earlier.before());
        all.set(earlier.number());
      }
    }
    precedence.spread(work, all);
  }

  // Groups.

  /** A group that a node may join, and where. */
  private record Seat(Group group, List<Integer> axes) {}

  /** The seats beside a node, through what only repeats and rearranges axes, and what is light. */
  private void beside(Expr node, Expr input, boolean same, Set<Seat> seats) {
    Position position = new Position(input, Position.wide(input.shape()));
    boolean equal = same;
    while (true) {
      Expr next = position.node();
      if (homes.get(next) instanceof Group group) {
        List<Integer> axes = group.axes(next).orElseThrow();
        List<Integer> size = Position.squeezed(node.shape());
        if (equal && axes.stream().map(group.domain()::get).toList().equals(size)) {
          seats.add(new Seat(group, axes));
        }
        if (group.domain().equals(size)) {
          seats.add(new Seat(group, group.full()));
        }
        return;
      }
      if (light.isDeferred(next)) {
        for (Expr inner : next.inputs()) {
          beside(node, inner, equal && inner.shape().equals(next.shape()), seats);
        }
        return;
      }
      Optional<Position> inside = position.inside();
      if (inside.isEmpty()) {
        return;
      }
      equal &=
          !(next.op() instanceof Transpose)
              && Position.sameButOnes(inside.get().node().shape(), next.shape());
      position = inside.get();
    }
  }

  private Set<Seat> seats(Expr node, List<Expr> inputs) {
    Set<Seat> seats = new LinkedHashSet<>();
    inputs.forEach(input -> beside(node, input, true, seats));
    return seats;
  }

  private void elementwise(Expr node, Elementwise op) {
    Set<Seat> seats = seats(node, node.inputs());
    List<Integer> domain = Position.squeezed(node.shape());
    for (int i = precedence.next() - 1; i >= Math.max(0, precedence.next() - RECENT); i--) {
      if (precedence.works().get(i) instanceof Group group
          && group.domain().equals(domain)
          && (group.places() <= FEW_PLACES || shares(group, node))) {
        seats.add(new Seat(group, group.full()));
      }
    }
    for (Seat seat : seats) {
      if (fits(seat, node, Efforts.of(op), Efforts.oneByOne(op))
          && mayRead(seat.group, settled(seat, node.inputs()))) {
        join(seat, node, Efforts.of(op));
        return;
      }
    }
    Group group = begin(domain, Efforts.oneByOne(op));
    join(new Seat(group, group.full()), node, Efforts.of(op));
  }

  private boolean shares(Group group, Expr node) {
    List<Position> loads = new ArrayList<>();
    node.inputs().stream()
        .filter(input -> Position.squeezed(input.shape()).equals(group.domain()))
        .forEach(input -> loads(group, new Position(input, group.full()), loads, new HashMap<>()));
    return loads.stream().anyMatch(group.loads()::contains);
  }

  /**
   * What a group reads from memory for a position, with what is light computed anew.
   *
   * @param repeated the light nodes that it would compute, and where: each in one place only
   */
  private void loads(
      Group group, Position position, List<Position> loads, Map<Expr, List<Integer>> repeated) {
    if (Found.of(group, position) instanceof Found.Load load) {
      Position at = load.position();
      if (isRepeated(group, at)
          && repeated.computeIfAbsent(at.node(), n -> at.axes()).equals(at.axes())) {
        at.node()
            .inputs()
            .forEach(input -> loads(group, new Position(input, at.axes()), loads, repeated));
      } else {
        loads.add(at);
      }
    }
  }

  /** Whether a group computes a node of others by itself. */
  private boolean isRepeated(Group group, Position position) {
    return light.isDeferred(position.node())
        && !stored.contains(position.node())
        && group.axes(position.node()).isEmpty()
        && group.covers(position.axes());
  }

  private Group begin(List<Integer> domain, boolean oneByOne) {
    Group group = new Group(precedence.next(), domain);
    group.setOneByOne(oneByOne);
    precedence.add(group);
    begun.add(group);
    return group;
  }

  private boolean fits(Seat seat, Expr node, int effort, boolean oneByOne) {
    Group group = seat.group;
    return group.covers(seat.axes)
        && group.axes(node).map(seat.axes::equals).orElse(true)
        && group.effort() + effort <= MOST_EFFORT
        && group.isOneByOne() == oneByOne
        && !group.isCopy()
        && !begun.contains(group);
  }

  /** What a seat's group would read from memory for inputs, once some work computes all of it. */
  private List<Position> settled(Seat seat, List<Expr> inputs) {
    List<Position> loads = new ArrayList<>();
    Map<Expr, List<Integer>> repeated = new HashMap<>();
    inputs.forEach(input -> loads(seat.group, new Position(input, seat.axes), loads, repeated));
    loads.forEach(load -> require(load.node()));
    return loads;
  }

  /** Whether nothing that is read comes from a group, or waits for it. */
  private boolean mayRead(Group group, List<Position> loads) {
    return loads.stream()
        .flatMap(load -> sources(load.node()).stream())
        .map(this::home)
        .noneMatch(home -> home == group || home.before().get(group.number()));
  }

  private void join(Seat seat, Expr node, int effort) {
    read(seat.group, seat.axes, node.inputs());
    seat.group.add(node, seat.axes, effort);
    homes.put(node, seat.group);
    begun.remove(seat.group);
  }

  private void read(Group group, List<Integer> axes, List<Expr> inputs) {
    for (Expr input : inputs) {
      read(group, new Position(input, axes));
    }
  }

  private void read(Group group, Position position) {
    if (Found.of(group, position) instanceof Found.Load load) {
      Position at = load.position();
      if (isRepeated(group, at) && at.node().op() instanceof Elementwise op) {
        read(group, at.axes(), at.node().inputs());
        group.add(at.node(), at.axes(), Efforts.of(op));
      } else {
        group.loads().add(at);
        store(at.node());
        waitFor(group, List.of(at.node()));
      }
    }
  }

  private void reduce(Expr node, Reduce op) {
    Expr x = node.input(0);
    List<Integer> wide = Position.wide(x.shape());
    for (Seat seat : seats(x, List.of(x))) {
      Set<Integer> over = new LinkedHashSet<>();
      List<Integer> left = new ArrayList<>();
      for (int i = 0; i < wide.size(); i++) {
        (op.axes().contains(wide.get(i)) ? over : left).add(seat.axes.get(i));
      }
      if (mayReduce(seat, over)
          && seat.group.effort() + 3 <= MOST_EFFORT
          && !seat.group.isCopy()
          && mayRead(seat.group, settled(seat, List.of(x)))) {
        read(seat.group, seat.axes, List.of(x));
        admit(seat.group, node, left, over);
        return;
      }
    }
    Group group = begin(Position.squeezed(x.shape()), false);
    Set<Integer> over = new LinkedHashSet<>();
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < wide.size(); i++) {
      (op.axes().contains(wide.get(i)) ? over : left).add(i);
    }
    read(group, group.full(), List.of(x));
    admit(group, node, left, over);
  }

  private void admit(Group group, Expr node, List<Integer> axes, Set<Integer> over) {
    if (over.isEmpty()) {
      group.add(node, axes, 1);
    } else {
      group.reduce(node, axes, over, 3);
    }
    homes.put(node, group);
    begun.remove(group);
  }

  private static boolean mayReduce(Seat seat, Set<Integer> over) {
    Group group = seat.group;
    if (over.isEmpty()) {
      return group.covers(seat.axes);
    }
    long results = 1;
    for (int axis = 0; axis < group.domain().size(); axis++) {
      results *= over.contains(axis) ? 1 : group.domain().get(axis);
    }
    boolean worth =
        !group.reduced().isEmpty() || results >= FEW_RESULTS || group.places() <= FEW_PLACES;
    return group.mayReduce(over)
        && seat.axes.size() == group.domain().size()
        && group.totals() < Kernels.MOST_TOTALS
        && worth;
  }

  private void smallProduct(Expr node, Contract op) {
    List<Shape> shapes = node.inputs().stream().map(Expr::shape).toList();
    StringBuilder letters = new StringBuilder();
    Set<Integer> over = new LinkedHashSet<>();
    List<Integer> domain = new ArrayList<>();
    for (char letter : (op.out() + op.summed()).toCharArray()) {
      int size = op.size(letter, shapes);
      if (size != 1) {
        if (op.out().indexOf(letter) < 0) {
          over.add(domain.size());
        }
        letters.append(letter);
        domain.add(size);
      }
    }
    Group group = begin(domain, false);
    group.product(letters.toString());
    read(group, Operands.ofProduct(node.input(0), op.left(), letters.toString()));
    read(group, Operands.ofProduct(node.input(1), op.right(), letters.toString()));
    List<Integer> axes = group.full().stream().filter(axis -> !over.contains(axis)).toList();
    admit(group, node, axes, over);
  }
}
