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
import org.chainrule.engine.fusion.NestBuilder;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.fusion.Position;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Variable;

/**
 * Where the values of nodes lie.
 *
 * <p>Moves are views where they can be. What is padded or joined to other parts is computed in the
 * midst of the padding or beside the other parts, not copied there. What is neither is copied by
 * steps of its own.
 */
final class Values {
  private final Context context;
  private final Optional<Buffer> within;
  private final Function<Expr, View> variables;
  private final Users users;
  private final Set<Expr> lasting;
  private final Map<Expr, List<View>> targets = new HashMap<>();
  private final Map<Expr, View> known = new HashMap<>();
  private final Map<Expr, View> dense = new HashMap<>();
  private final Assembly assembly = new Assembly();
  private final List<Step> steps = new ArrayList<>();

  /** Values that are joined or padded, and which of their parts are computed in place. */
  private static final class Assembly {
    final Map<Expr, View> begun = new LinkedHashMap<>();
    final Set<Part> inPlace = new HashSet<>();

    /** The part that a node is to be, once it is computed. */
    final Map<Expr, Part> chosen = new HashMap<>();
  }

  /** An input of a node. */
  private record Part(Expr node, int input) {}

  /**
   * Values without a place so far.
   *
   * @param within the memory that temporary values are to lie in
   * @param variables where the variables lie
   * @param users which nodes use a node
   * @param lasting the nodes whose values must outlast the run
   */
  Values(
      Context context,
      Optional<Buffer> within,
      Function<Expr, View> variables,
      Users users,
      Set<Expr> lasting) {
    this.context = context;
    this.within = within;
    this.variables = variables;
    this.users = users;
    this.lasting = lasting;
  }

  /** The steps so far, in order. */
  List<Step> steps() {
    return steps;
  }

  /** The memory that temporary values lie in, if it is part of another one. */
  Optional<Buffer> within() {
    return within;
  }

  /** Wants a node's value in a certain place, too. */
  void target(Expr node, View view) {
    targets.computeIfAbsent(node, n -> new ArrayList<>()).add(view);
  }

  /** Where a node's value is wanted, too. */
  List<View> targets(Expr node) {
    return targets.getOrDefault(node, List.of());
  }

  /** Notes where a computed node's value lies. */
  void put(Expr node, View view) {
    known.put(node, view);
    Optional.ofNullable(assembly.chosen.remove(node)).ifPresent(assembly.inPlace::add);
  }

  /** Whether a node's value lies somewhere once the steps so far are done. */
  boolean isKnown(Expr node) {
    return known.containsKey(node);
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

  /** Completes the assembled values that are wanted in certain places. */
  void complete() {
    for (Expr node : List.copyOf(targets.keySet())) {
      if (assembly.begun.containsKey(node)) {
        view(node);
      }
    }
  }

  /** Where a node's value lies once the steps so far are done. */
  View view(Expr node) {
    View place = known.get(node);
    if (place != null) {
      return place;
    }
    View found =
        switch (node.op()) {
          case Variable _ -> variables.apply(node);
          case Constant constant -> context.memory().constant(constant.value());
          case Pad _, Concatenate _ -> assembled(node);
          case Move op -> moved(op, node);
          default -> throw new IllegalStateException("no value for " + node);
        };
    known.put(node, found);
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
    View copy = dense.get(node);
    if (copy == null) {
      copy = temporary(node.shape());
      copy(view, copy, node.shape());
      dense.put(node, copy);
    }
    return copy;
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

  /** The steps that copy a value. */
  List<Step> copying(View from, View to, Shape shape) {
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

  /** Adds the step that gives all elements the same number. */
  void fill(View to, Shape shape, double number) {
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
    View begun = assembly.begun.get(node);
    if (begun != null) {
      return begun;
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
    inside.ifPresent(place -> assembly.chosen.put(node, place.part));
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
    if (assembly.inPlace.contains(part) || known.containsKey(user)) {
      return Optional.empty();
    }
    View whole = begun(user, Strided.ordered(user.shape(), layout.order()));
    return part(user, input, whole).map(view -> new Inside(part, view));
  }

  /** Where a node's value is to be stored: first where it is read. */
  List<View> stores(Expr node, Strided layout) {
    List<View> stores = new ArrayList<>(targets(node));
    if (stores.isEmpty() || lasting.contains(node)) {
      stores.addFirst(place(node, layout));
    }
    return stores;
  }

  /** Likewise, all in row-major order where it is read. */
  List<View> rowMajorStores(Expr node) {
    List<View> stores = new ArrayList<>(targets(node));
    boolean fits = !stores.isEmpty() && stores.getFirst().strided().isRowMajor();
    if (!fits || lasting.contains(node)) {
      stores.addFirst(View.rowMajor(buffer(node), node.shape()));
    }
    return stores;
  }
}
