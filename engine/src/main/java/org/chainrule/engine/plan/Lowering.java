package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.engine.fusion.Fusion;
import org.chainrule.engine.fusion.Group;
import org.chainrule.engine.fusion.GroupNest;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.fusion.Origins;
import org.chainrule.engine.fusion.Position;
import org.chainrule.engine.fusion.Single;
import org.chainrule.engine.fusion.Work;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Variable;

/** From nodes to steps: one for every group and for every single node. */
final class Lowering {
  private final Context context;
  private final Fusion fusion;
  private final Values values;
  private final List<Step> steps;

  Lowering(Context context, Fusion fusion, Values values) {
    this.context = context;
    this.fusion = fusion;
    this.values = values;
    steps = values.steps();
  }

  /** Adds the steps of all work. */
  void lower() {
    fusion.inOrder().forEach(this::emit);
    values.complete();
  }

  private void emit(Work work) {
    switch (work) {
      case Group group -> emit(group);
      case Single single -> emit(single.node());
    }
  }

  private void emit(Group group) {
    List<Step> after = new ArrayList<>();
    emit(group, Set.of(), Set.of(), after);
    steps.addAll(after);
  }

  /**
   * Emits a group, in parts if it is too large for a kernel.
   *
   * @param handed members that a later part reads
   * @param kept buffers that must not be written yet
   * @param after what is to be done at last
   */
  private void emit(Group group, Set<Expr> handed, Set<Buffer> kept, List<Step> after) {
    Layouts layouts = Layouts.of(group, values::view);
    List<GroupNest.Store> stores = new ArrayList<>();
    Map<Expr, View> stored = new LinkedHashMap<>();
    List<Step> copies = new ArrayList<>();
    for (Expr member : group.members()) {
      for (View view : places(group, member, handed, layouts)) {
        boolean now = !kept.contains(view.buffer()) && nests(group, stores, member, view);
        if (!now) {
          View first = stored.computeIfAbsent(member, m -> values.temporary(m.shape()));
          if (stores.stream().noneMatch(s -> s.member().equals(member))) {
            stores.add(new GroupNest.Store(member, first));
          }
          copies.addAll(values.copying(first, view, member.shape()));
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
            (node, inOrder) -> inOrder ? values.dense(node) : values.view(node));
    if (plan.isPresent() && !Kernels.fits(plan.get().nest())) {
      emitHalves(group, handed, kept, after);
      return;
    }
    plan.ifPresent(p -> steps.add(NestStep.of(p, context, describe(group))));
    after.addAll(copies);
    if (!group.isCopy()) {
      stored.forEach(values::put);
    }
  }

  private void emitHalves(Group group, Set<Expr> handed, Set<Buffer> kept, List<Step> after) {
    Group first = group.halves().getFirst();
    Group second = group.halves().getLast();
    Set<Expr> between = new HashSet<>(handed);
    Set<Buffer> read = new HashSet<>(kept);
    for (Position load : second.loads()) {
      between.addAll(fusion.sources(load.node()));
      Origins.leaves(load.node()).stream()
          .filter(leaf -> leaf.op() instanceof Variable)
          .forEach(leaf -> read.add(values.view(leaf).buffer()));
    }
    emit(first, between, read, after);
    emit(second, handed, kept, after);
  }

  private List<View> places(Group group, Expr member, Set<Expr> handed, Layouts layouts) {
    if (group.isCopy()) {
      return values.targets(member);
    }
    if (isOwn(group, member)) {
      return handed.contains(member) || fusion.isStored(member) || !values.targets(member).isEmpty()
          ? values.stores(member, layouts.of(member))
          : List.of();
    }
    return handed.contains(member) && !values.isKnown(member)
        ? List.of(values.temporary(member.shape()))
        : List.of();
  }

  /** Whether this group is the one that stores a member; light nodes are members of several. */
  private boolean isOwn(Group group, Expr member) {
    return fusion.isComputed(member) && fusion.home(member).number() == group.number();
  }

  private static boolean nests(Group group, List<GroupNest.Store> stores, Expr member, View view) {
    List<GroupNest.Store> all = new ArrayList<>(stores);
    all.add(new GroupNest.Store(member, view));
    return GroupNest.nest(group, all);
  }

  private static String describe(Group group) {
    if (group.isCopy()) {
      return "copy " + group.domain();
    }
    return group.members().stream()
            .map(node -> node.op().name())
            .distinct()
            .limit(12)
            .collect(Collectors.joining(" "))
        + " over "
        + group.domain()
        + (group.reduced().isEmpty() ? "" : ", totals over axes " + group.reduced());
  }

  private void emit(Expr node) {
    Strided layout =
        node.op() instanceof Contract op
            ? Layouts.ofProduct(op, node)
            : Strided.rowMajor(node.shape());
    List<View> stores =
        node.op() instanceof Contract ? values.stores(node, layout) : values.rowMajorStores(node);
    View to = stores.getFirst();
    if (node.shape().elements() > 0) {
      switch (node.op()) {
        case Contract op ->
            steps.add(
                ProductStep.of(
                    op,
                    values.view(node.input(0)),
                    values.view(node.input(1)),
                    to,
                    node.inputs().stream().map(Expr::shape).toList(),
                    context,
                    values.within()));
        case Gather _ ->
            steps.add(
                RowSteps.gather(
                    node, values.dense(node.input(0)), values.dense(node.input(1)), to, context));
        case ScatterAdd _ -> {
          values.fill(to, node.shape(), 0);
          steps.add(
              RowSteps.scatterAdd(
                  node,
                  values.dense(node.input(0)),
                  values.rows(node.input(1), node.input(0).shape().rank()),
                  to,
                  context));
        }
        case Fold op -> {
          values.fill(to, node.shape(), 0);
          if (node.input(0).shape().elements() > 0) {
            steps.add(
                FoldStep.of(op, node.input(0).shape(), values.view(node.input(0)), to, context));
          }
        }
        case Loop op -> new LoopLowering(context, values, op, node, to).lower();
        default -> throw new IllegalStateException(node + " is no single node");
      }
    }
    values.put(node, to);
    stores.stream().skip(1).forEach(view -> values.copy(to, view, node.shape()));
  }
}
