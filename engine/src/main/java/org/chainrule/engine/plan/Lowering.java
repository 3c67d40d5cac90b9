package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.chainrule.engine.vector.Kernels;
import org.chainrule.engine.vector.Multiplying;
import org.chainrule.engine.vector.Product;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Fold;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Transpose;
import org.chainrule.graph.op.Variable;

/**
 * From nodes to steps.
 *
 * <p>Elementwise nodes with equally many elements collect in a group, which becomes a step when
 * something outside it needs one of them. Reshapes and contiguous slices are other views of the
 * same numbers. Broadcasts and transpositions are done by those who read them, where these can, and
 * otherwise when first needed.
 */
final class Lowering<A> {
  private final Kernels<A> kernels;
  private final Scratch<A> scratch;
  private final Function<Expr, View<A>> variables;
  private final Map<Expr, View<A>> views = new HashMap<>();
  private final Map<Integer, ElementwiseGroup<A>> open = new LinkedHashMap<>();
  private final Map<Expr, Set<Expr>> users = new HashMap<>();
  private final Set<Expr> wanted = new HashSet<>();
  private final List<Step<A>> steps = new ArrayList<>();

  /**
   * A lowering.
   *
   * @param variables where the variables lie
   */
  Lowering(Kernels<A> kernels, Scratch<A> scratch, Function<Expr, View<A>> variables) {
    this.kernels = kernels;
    this.scratch = scratch;
    this.variables = variables;
  }

  /** The steps so far, in order. */
  List<Step<A>> steps() {
    return steps;
  }

  /** Makes the steps that compute these nodes. */
  void lower(List<Expr> roots) {
    List<Expr> order = Expr.inOrder(roots);
    roots.forEach(root -> wanted.add(original(root)));
    for (Expr node : order) {
      for (Expr input : node.inputs()) {
        users.computeIfAbsent(original(input), i -> new HashSet<>()).add(node);
      }
    }
    for (Expr node : order) {
      if (original(node) == node && !lazy(node)) {
        schedule(node);
      }
    }
    roots.forEach(this::view);
    List.copyOf(open.values()).forEach(this::close);
  }

  /** The node whose elements these are, in the same order. */
  private static Expr original(Expr node) {
    Expr result = node;
    while (result.op() instanceof Reshape
        || (result.op() instanceof Broadcast
            && result.shape().elements() == result.input(0).shape().elements())) {
      result = result.input(0);
    }
    return result;
  }

  private static boolean lazy(Expr node) {
    return node.op() instanceof Broadcast
        || node.op() instanceof Transpose
        || node.op() instanceof Constant;
  }

  /** The number that a node is known to have everywhere. */
  private static OptionalDouble uniform(Expr node) {
    return switch (node.op()) {
      case Constant c when c.shape().elements() == 1 -> OptionalDouble.of(c.value().at(0));
      case Broadcast _, Reshape _ -> uniform(node.input(0));
      default -> OptionalDouble.empty();
    };
  }

  /** Where a node's value lies once the steps so far are done. */
  View<A> view(Expr node) {
    Expr wantedNode = original(node);
    for (ElementwiseGroup<A> group : List.copyOf(open.values())) {
      if (group.number(wantedNode) >= 0) {
        close(group);
      }
    }
    if (!views.containsKey(wantedNode)) {
      schedule(wantedNode);
    }
    View<A> view = views.get(wantedNode);
    if (view == null) {
      throw new IllegalStateException("no value for " + node);
    }
    return view;
  }

  private void close(ElementwiseGroup<A> group) {
    open.values().remove(group);
    steps.add(
        group.step(
            kernels,
            scratch,
            member ->
                wanted.contains(member)
                    || users.getOrDefault(member, Set.of()).stream()
                        .anyMatch(user -> group.number(original(user)) < 0),
            views));
  }

  private void schedule(Expr node) {
    switch (node.op()) {
      case Variable _ -> views.put(node, variables.apply(node));
      case Constant constant -> views.put(node, constant(constant.value()));
      case Elementwise op -> join(node, op);
      case Slice slice when contiguous(slice, node.input(0).shape(), node.shape()) -> {
        View<A> whole = view(node.input(0));
        int first = Moves.source(slice, node.shape(), node.input(0).shape()).first();
        views.put(node, new View<>(whole.region(), whole.offset() + first));
      }
      case Broadcast _ when uniform(node).isPresent() ->
          views.put(node, constant(Tensor.filled(node.shape(), uniform(node).getAsDouble())));
      case Move op -> {
        List<View<A>> inputs = inputs(node);
        View<A> to = fresh(node);
        add(new Moves<>(kernels.copying()).move(op, node, inputs, to), inputs, node, to, false);
      }
      case Contract op -> contract(op, node);
      case Reduce op -> {
        View<A> from = view(node.input(0));
        View<A> to = fresh(node);
        add(Reduction.of(kernels, op, node.input(0), from, to), List.of(from), node, to, false);
      }
      case Gather _ -> gather(node);
      case ScatterAdd op -> scatterAdd(op, node);
      case Fold op -> {
        View<A> from = view(node.input(0));
        View<A> to = fresh(node);
        Instruction fold = new Moves<>(kernels.copying()).fold(op, node, from, to);
        add(fold, List.of(from), node, to, false);
      }
      case Loop op -> {
        List<View<A>> inputs = inputs(node);
        View<A> to = fresh(node);
        LoopLowering.Result loop = LoopLowering.of(op, inputs, to, kernels, scratch);
        add(loop.instruction(), inputs, node, to, loop.mayFail());
      }
    }
  }

  private List<View<A>> inputs(Expr node) {
    return node.inputs().stream().map(this::view).toList();
  }

  private View<A> fresh(Expr node) {
    return fresh(node.shape().elements());
  }

  private View<A> fresh(int size) {
    return View.of(Region.unplaced(kernels.allocate(0), size));
  }

  private void add(
      Instruction instruction, List<View<A>> reads, Expr node, View<A> to, boolean mayFail) {
    views.put(node, to);
    add(instruction, reads, List.of(to), mayFail);
  }

  private void add(
      Instruction instruction, List<View<A>> reads, List<View<A>> writes, boolean mayFail) {
    steps.add(
        new Step<>(
            instruction,
            reads.stream().map(View::region).toList(),
            writes.stream().map(View::region).toList(),
            mayFail));
  }

  /** Whether a node's value fills a region that a step writes and that has no place yet. */
  boolean movable(Expr node) {
    Region<A> region = view(node).region();
    return !region.placed()
        && region.size() == node.shape().elements()
        && steps.stream().anyMatch(step -> step.writes().contains(region));
  }

  /** A copy of a node's value in a region of its own. */
  Region<A> copy(Expr node) {
    View<A> from = view(node);
    View<A> to = fresh(node);
    Instruction copy = new Moves<>(kernels.copying()).copy(from, to, node.shape().elements());
    add(copy, List.of(from), List.of(to), false);
    return to.region();
  }

  private View<A> constant(Tensor value) {
    int size = value.shape().elements();
    A array = kernels.allocate(size);
    for (int i = 0; i < size; i++) {
      kernels.copying().fill(value.at(i), array, i, 1);
    }
    return View.of(Region.of(array, size));
  }

  private static boolean contiguous(Slice slice, Shape input, Shape part) {
    boolean whole = true;
    boolean contiguous = part.elements() > 0;
    for (int axis = part.rank() - 1; axis >= 0; axis--) {
      contiguous &= part.size(axis) == 1 || (whole && slice.steps().get(axis) == 1);
      whole &= part.size(axis) == input.size(axis);
    }
    return contiguous;
  }

  private void join(Expr node, Elementwise op) {
    int size = node.shape().elements();
    node.inputs().forEach(input -> settle(input, size));
    ElementwiseGroup<A> group = open.computeIfAbsent(size, ElementwiseGroup::new);
    group.add(node, op, node.inputs().stream().map(input -> number(input, group)).toList());
  }

  /** Computes an input unless it belongs to the group for this size. */
  private void settle(Expr input, int size) {
    Expr node = original(input);
    ElementwiseGroup<A> group = open.get(size);
    boolean member = group != null && group.number(node) >= 0;
    if (!member && uniform(node).isEmpty()) {
      view(repeated(node) ? node.input(0) : node);
    }
  }

  private static boolean repeated(Expr node) {
    return node.op() instanceof Broadcast
        && Repeat.of(node.input(0).shape(), node.shape()).isPresent();
  }

  private int number(Expr input, ElementwiseGroup<A> group) {
    Expr node = original(input);
    if (group.number(node) >= 0) {
      return group.number(node);
    }
    OptionalDouble uniform = uniform(node);
    if (uniform.isPresent()) {
      return group.tracer().constant(uniform.getAsDouble());
    }
    if (repeated(node)) {
      Expr source = node.input(0);
      return group
          .tracer()
          .read(view(source), Repeat.of(source.shape(), node.shape()).orElseThrow());
    }
    return group.tracer().read(view(node), Repeat.NONE);
  }

  private void contract(Contract op, Expr node) {
    Expr left = node.input(0);
    Expr right = node.input(1);
    View<A> a = view(untransposed(left));
    View<A> b = view(untransposed(right));
    View<A> c = fresh(node);
    Product product =
        Contraction.product(axes(op.left(), left), axes(op.right(), right), axes(op.out(), node));
    Multiplying.Prepared<A> prepared = kernels.multiplying().prepare(product);
    View<A> work = fresh(prepared.workspace());
    views.put(node, c);
    add(new Contraction<>(prepared, a, b, c, work), List.of(a, b), List.of(c, work), false);
  }

  private static Expr untransposed(Expr node) {
    return node.op() instanceof Transpose ? node.input(0) : node;
  }

  /** The axes of an operand in memory, where a transposition has not been done. */
  private static Contraction.Axes axes(String letters, Expr node) {
    int[] strides = node.shape().strides();
    if (node.op() instanceof Transpose transpose) {
      int[] inner = node.input(0).shape().strides();
      Arrays.setAll(strides, axis -> inner[transpose.order().get(axis)]);
    }
    return Contraction.Axes.of(letters, strides, node.shape().sizes());
  }

  private void gather(Expr node) {
    Shape table = node.input(0).shape();
    List<View<A>> inputs = inputs(node);
    View<A> to = fresh(node);
    Instruction gather =
        new Rows.Gather<>(
            kernels.copying(),
            inputs.get(0),
            table.size(0),
            table.range(1, table.rank()).elements(),
            inputs.get(1),
            node.input(1).shape().elements(),
            to);
    add(gather, inputs, node, to, true);
  }

  private void scatterAdd(ScatterAdd op, Expr node) {
    List<View<A>> inputs = inputs(node);
    View<A> to = fresh(node);
    Instruction scatter =
        new Rows.ScatterAdd<>(
            kernels.copying(),
            inputs.get(0),
            node.input(0).shape().elements(),
            inputs.get(1),
            op.rows(),
            node.shape().range(1, node.shape().rank()).elements(),
            to);
    add(scatter, inputs, node, to, true);
  }
}
