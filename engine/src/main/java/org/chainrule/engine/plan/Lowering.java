package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chainrule.engine.fusion.Fusion;
import org.chainrule.engine.fusion.Group;
import org.chainrule.engine.fusion.GroupNest;
import org.chainrule.engine.fusion.NestBuilder;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.fusion.Position;
import org.chainrule.engine.fusion.Single;
import org.chainrule.engine.fusion.Work;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Variable;

/**
 * From nodes to steps: gives every value that is read from memory a place, and makes the steps that
 * compute it.
 *
 * <p>Moves are views where they can be. What is padded or joined to other parts is computed in the
 * midst of the padding or beside the other parts, not copied there.
 */
final class Lowering {
  private final Context context;
  private final Optional<Buffer> within;
  private final Function<Expr, View> variables;
  private final Fusion fusion;
  private final Users users;
  private final Set<Expr> lasting;
  private final Map<Expr, List<View>> targets = new HashMap<>();
  private final Map<Expr, View> values = new HashMap<>();
  private final Map<Expr, View> dense = new HashMap<>();
  private final Assembly assembly = new Assembly();
  private final List<Step> steps = new ArrayList<>();

  /** Values that are joined or padded, and which of their parts are computed in place. */
  private static final class Assembly {
    final Map<Expr, View> begun = new LinkedHashMap<>();
    final Set<Part> inPlace = new HashSet<>();
  }

  /** An input of a node. */
  private record Part(Expr node, int input) {}

  /**
   * A lowering.
   *
   * @param within the memory that temporary values are to lie in
   * @param variables where the variables lie
   * @param lasting the nodes whose values must outlast the run
   */
  Lowering(
      Context context,
      Optional<Buffer> within,
      Function<Expr, View> variables,
      Fusion fusion,
      Users users,
      Set<Expr> lasting) {
    this.context = context;
    this.within = within;
    this.variables = variables;
    this.fusion = fusion;
    this.users = users;
    this.lasting = lasting;
  }

  /** The steps so far, in order. */
  List<Step> steps() {
    return steps;
  }

  /** Wants a node's value in a certain place, too. */
  void target(Expr node, View view) {
    targets.computeIfAbsent(node, n -> new ArrayList<>()).add(view);
  }

  /** Makes the steps of all work. */
  void lower() {
    fusion.inOrder().forEach(this::emit);
    targets.forEach(
        (node, views) -> {
          if (node.op() instanceof Move && assembly.begun.containsKey(node)) {
            view(node);
          }
        });
  }

  /** Wants an assembled value in a certain place, where its parts are computed. */
  boolean assemble(Expr node, View view) {
    if (!(node.op() instanceof Concatenate) || assembly.begun.containsKey(node)) {
      return false;
    }
    assembly.begun.put(node, view);
    target(node, view);
    return true;
  }

  private void emit(Work work) {
    switch (work) {
      case Group group -> emit(group);
      case Single single -> emit(single.node());
    }
  }

  // Where values lie.

  /** Where a node's value lies once the steps so far are done. */
  View view(Expr node) {
    View known = values.get(node);
    if (known != null) {
      return known;
    }
    View found =
        switch (node.op()) {
          case Variable _ -> variables.apply(node);
          case Constant constant -> context.memory().constant(constant.value());
          case Pad _, Concatenate _ -> assembled(node);
          case Move op -> moved(op, node);
          default -> throw new IllegalStateException("no value for " + node);
        };
    values.put(node, found);
    return found;
  }

  private View moved(Move op, Expr node) {
    Expr input = node.input(0);
    return view(input)
        .through(op, node.shape())
        .or(() -> dense(input).through(op, node.shape()))
        .orElseThrow();
  }

  /** A node's value in row-major order, copied if it lies otherwise. */
  View dense(Expr node) {
    View view = view(node);
    if (view.strided().isRowMajor()) {
      return view;
    }
    View known = dense.get(node);
    if (known == null) {
      known = temporary(node.shape());
      copy(view, known, node.shape());
      dense.put(node, known);
    }
    return known;
  }

  /** A node's value, each of its rows in row-major order, below so many axes. */
  View rows(Expr node, int axes) {
    View view = view(node);
    return view.strided().isRowMajor(axes) ? view : dense(node);
  }

  View temporary(Shape shape) {
    return View.rowMajor(temporary(shape.elements()), shape);
  }

  Buffer temporary(int size) {
    return Buffer.temporary(size, within);
  }

  /** Adds the steps that copy a value. */
  void copy(View from, View to, Shape shape) {
    steps.addAll(copying(from, to, shape));
  }

  private List<Step> copying(View from, View to, Shape shape) {
    if (shape.elements() == 0) {
      return List.of();
    }
    Optional<NestPlan> direct = nest(shape).copy(from, to);
    if (direct.isPresent()) {
      return List.of(NestStep.of(direct.get(), context, "copy " + shape));
    }
    List<Step> both = new ArrayList<>();
    View between = temporary(shape);
    both.addAll(copying(from, between, shape));
    both.addAll(copying(between, to, shape));
    return both;
  }

  private NestBuilder nest(Shape shape) {
    return new NestBuilder(context.memory().precision(), Position.squeezed(shape), Set.of());
  }

  private void fill(View to, Shape shape, double number) {
    steps.add(NestStep.of(nest(shape).fill(to, number), context, "fill " + shape));
  }

  private View assembled(Expr node) {
    View whole = begun(node, Strided.rowMajor(node.shape()));
    for (int i = 0; i < node.inputs().size(); i++) {
      if (assembly.inPlace.add(new Part(node, i))) {
        Expr input = node.input(i);
        View part = part(node, i, whole).orElseThrow();
        copy(view(input), part, input.shape());
      }
    }
    return whole;
  }

  /** The place of a joined or padded value, begun now if it was not before. */
  private View begun(Expr node, Strided layout) {
    View known = assembly.begun.get(node);
    if (known != null) {
      return known;
    }
    View whole;
    if (node.op() instanceof Pad pad) {
      Buffer buffer = Buffer.lasting(node.shape().elements());
      context.filled().add(new Context.Filled(buffer, pad.fill()));
      whole = View.of(buffer, layout);
    } else {
      whole = View.of(buffer(node), layout);
    }
    assembly.begun.put(node, whole);
    return whole;
  }

  private Optional<View> part(Expr node, int input, View whole) {
    Shape shape = node.input(input).shape();
    if (shape.elements() == 0) {
      return Optional.of(whole.with(Strided.rowMajor(shape)));
    }
    if (node.op() instanceof Concatenate op) {
      int from = 0;
      for (int i = 0; i < input; i++) {
        from += node.input(i).shape().size(op.axis());
      }
      return Optional.of(whole.with(whole.strided().part(op.axis(), from, shape)));
    }
    return whole.strided().back((Move) node.op(), shape).map(whole::with);
  }

  private Buffer buffer(Expr node) {
    return lasting.contains(node)
        ? Buffer.lasting(node.shape().elements())
        : temporary(node.shape().elements());
  }

  /** The place of a computed node: in the midst of a user that is assembled, if there is one. */
  private View place(Expr node, Strided layout) {
    Optional<Inside> inside = lasting.contains(node) ? Optional.empty() : inside(node, layout);
    inside.ifPresent(place -> assembly.inPlace.add(place.part));
    return inside.map(Inside::view).orElseGet(() -> View.of(buffer(node), layout));
  }

  /** A place within an assembled value. */
  private record Inside(Part part, View view) {}

  private Optional<Inside> inside(Expr node, Strided layout) {
    for (Expr user : users.of(node)) {
      if (!(user.op() instanceof Move op) || node.shape().elements() == 0) {
        continue;
      }
      Optional<Inside> place =
          switch (op) {
            case Pad _, Concatenate _ -> insideOf(user, user.inputs().indexOf(node), layout);
            default ->
                layout
                    .through(op, user.shape())
                    .flatMap(moved -> inside(user, moved))
                    .flatMap(
                        inside ->
                            inside
                                .view
                                .strided()
                                .back(op, node.shape())
                                .map(back -> new Inside(inside.part, inside.view.with(back))));
          };
      if (place.isPresent()) {
        return place;
      }
    }
    return Optional.empty();
  }

  private Optional<Inside> insideOf(Expr user, int input, Strided layout) {
    Part part = new Part(user, input);
    if (assembly.inPlace.contains(part) || values.containsKey(user)) {
      return Optional.empty();
    }
    View whole = begun(user, Strided.ordered(user.shape(), layout.order()));
    return part(user, input, whole).map(view -> new Inside(part, view));
  }

  /** Where a node's value is to be stored: first where it is read. */
  private List<View> stores(Expr node, Strided layout) {
    List<View> stores = new ArrayList<>(targets.getOrDefault(node, List.of()));
    if (stores.isEmpty() || lasting.contains(node)) {
      stores.addFirst(place(node, layout));
    }
    return stores;
  }

  // Groups.

  private void emit(Group group) {
    List<Step> after = new ArrayList<>();
    emit(group, fusion::isStored, Set.of(), after);
    steps.addAll(after);
  }

  /**
   * Emits a group, in parts if it is too large for a kernel.
   *
   * @param isStored which members are read from memory
   * @param kept buffers that must not be written yet
   * @param after what is to be done at last
   */
  private void emit(Group group, Predicate<Expr> isStored, Set<Buffer> kept, List<Step> after) {
    Layouts layouts = Layouts.of(group, this::view);
    List<GroupNest.Store> stores = new ArrayList<>();
    Map<Expr, View> stored = new LinkedHashMap<>();
    for (Expr member : group.members()) {
      for (View view : places(group, member, isStored, layouts)) {
        boolean now = !kept.contains(view.buffer()) && nests(group, stores, member, view);
        if (!now) {
          View first = stored.computeIfAbsent(member, m -> temporary(m.shape()));
          if (stores.stream().noneMatch(s -> s.member().equals(member))) {
            stores.add(new GroupNest.Store(member, first));
          }
          after.addAll(copying(first, view, member.shape()));
        } else {
          stores.add(new GroupNest.Store(member, view));
          stored.putIfAbsent(member, view);
        }
      }
    }
    if (stores.isEmpty()) {
      return;
    }
    Optional<NestPlan> plan =
        GroupNest.of(
            group,
            context.memory().precision(),
            stores,
            (node, inOrder) -> inOrder ? dense(node) : view(node));
    if (plan.isPresent() && !Kernels.fits(plan.get().nest())) {
      emitHalves(group, isStored, kept, after);
      return;
    }
    plan.ifPresent(p -> steps.add(NestStep.of(p, context, describe(group))));
    if (!group.isCopy()) {
      values.putAll(stored);
    }
  }

  private void emitHalves(
      Group group, Predicate<Expr> isStored, Set<Buffer> kept, List<Step> after) {
    Group first = group.halves().getFirst();
    Group second = group.halves().getLast();
    Set<Expr> between = new HashSet<>();
    Set<Buffer> read = new HashSet<>(kept);
    for (Position load : second.loads()) {
      between.addAll(fusion.sources(load.node()));
      Fusion.leaves(load.node()).stream()
          .filter(leaf -> leaf.op() instanceof Variable)
          .forEach(leaf -> read.add(view(leaf).buffer()));
    }
    emit(first, member -> isStored.test(member) || between.contains(member), read, after);
    emit(second, isStored, kept, after);
  }

  private List<View> places(Group group, Expr member, Predicate<Expr> isStored, Layouts layouts) {
    if (group.isCopy()) {
      return targets.getOrDefault(member, List.of());
    }
    return isStored.test(member) || targets.containsKey(member)
        ? stores(member, layouts.of(member))
        : List.of();
  }

  private static boolean nests(Group group, List<GroupNest.Store> stores, Expr member, View view) {
    List<GroupNest.Store> all = new ArrayList<>(stores);
    all.add(new GroupNest.Store(member, view));
    return GroupNest.nest(group, all);
  }

  private static String describe(Group group) {
    return group.members().stream()
            .map(node -> node.op().name())
            .distinct()
            .limit(12)
            .collect(Collectors.joining(" "))
        + " over "
        + group.domain()
        + (group.reduced().isEmpty() ? "" : ", totals over axes " + group.reduced());
  }

  // Single nodes.

  private void emit(Expr node) {
    Strided layout =
        node.op() instanceof Contract op
            ? Layouts.ofProduct(op, node)
            : Strided.rowMajor(node.shape());
    List<View> stores = node.op() instanceof Contract ? stores(node, layout) : rowMajorStores(node);
    View to = stores.getFirst();
    if (node.shape().elements() > 0) {
      switch (node.op()) {
        case Contract op ->
            steps.add(
                ProductStep.of(
                    op,
                    view(node.input(0)),
                    view(node.input(1)),
                    to,
                    node.inputs().stream().map(Expr::shape).toList(),
                    context,
                    within));
        case Gather _ ->
            steps.add(
                RowSteps.gather(node, dense(node.input(0)), dense(node.input(1)), to, context));
        case ScatterAdd _ -> {
          fill(to, node.shape(), 0);
          steps.add(
              RowSteps.scatterAdd(
                  node,
                  dense(node.input(0)),
                  rows(node.input(1), node.input(0).shape().rank()),
                  to,
                  context));
        }
        case Fold op -> {
          fill(to, node.shape(), 0);
          if (node.input(0).shape().elements() > 0) {
            steps.add(FoldStep.of(op, node.input(0).shape(), view(node.input(0)), to, context));
          }
        }
        case Loop op -> new LoopLowering(context, this, op, node, to).lower();
        default -> throw new IllegalStateException(node + " is no single node");
      }
    }
    values.put(node, to);
    stores.stream().skip(1).forEach(view -> copy(to, view, node.shape()));
  }

  private List<View> rowMajorStores(Expr node) {
    List<View> stores = new ArrayList<>(targets.getOrDefault(node, List.of()));
    boolean fits = !stores.isEmpty() && stores.getFirst().strided().isRowMajor();
    if (!fits || lasting.contains(node)) {
      stores.addFirst(View.rowMajor(buffer(node), node.shape()));
    }
    return stores;
  }
}
