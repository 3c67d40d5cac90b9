package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.engine.fusion.Fusion;
import org.chainrule.engine.fusion.Single;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.Clock;
import org.chainrule.engine.layout.Motion;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Loop;

/**
 * A recurrence as one step that holds those of its body. A state has two places that take turns; a
 * slice, and what is emitted, moves along its sequence.
 */
final class LoopLowering {
  /** Steps from which on it pays to copy what is read in each. */
  private static final int WORTH_REARRANGING = 4;

  private final Context context;
  private final Values outside;
  private final Loop op;
  private final Expr node;
  private final View result;
  private final Workspace workspace;
  private final Clock clock = new Clock();
  private final Map<Expr, View> bound = new HashMap<>();
  private final List<View> states = new ArrayList<>();

  LoopLowering(Context context, Values outside, Loop op, Expr node, View result) {
    this.context = context;
    this.outside = outside;
    this.op = op;
    this.node = node;
    this.result = result;
    workspace = new Workspace(outside.temporary(0));
  }

  /** Adds the steps: first states are copied in, the loop runs, last states are copied out. */
  void lower() {
    int inputs = bindInputs();
    if (inputs != node.inputs().size()) {
      throw new IllegalStateException(node + " has other inputs than its loop");
    }
    outside.steps().add(step());
    int position = 0;
    for (int i = 0; i < states.size(); i++) {
      Shape shape = op.states().get(i).shape();
      View state = states.get(i);
      int turned = op.steps() % 2 * shape.elements();
      outside.copy(state.with(Strided.rowMajor(shape).moved(turned)), part(shape, position), shape);
      position += shape.elements();
    }
  }

  private View part(Shape shape, int position) {
    return result.with(Strided.rowMajor(shape).moved(result.strided().offset() + position));
  }

  private int bindInputs() {
    int input = 0;
    for (Expr state : op.states()) {
      Shape shape = state.shape();
      Buffer both = outside.temporary(2 * shape.elements());
      View first = View.rowMajor(both, shape);
      states.add(first);
      outside.copy(outside.view(node.input(input++)), first, shape);
      bound.put(state, moving(first, new Motion(clock, shape.elements(), true)));
    }
    for (Expr slice : op.slices()) {
      Expr sequence = node.input(input++);
      View view = outside.view(sequence);
      View all = view.strided().leading().isPresent() ? view : outside.dense(sequence);
      bound.put(slice, all.slice(clock));
    }
    for (Expr invariant : op.invariants()) {
      bound.put(invariant, outside.view(node.input(input++)));
    }
    return input;
  }

  private static View moving(View view, Motion motion) {
    List<Motion> motions = new ArrayList<>(view.motions());
    motions.add(motion);
    return new View(view.buffer(), view.strided(), motions);
  }

  /** Puts what only a product reads, and reads in every step, in the order that suits it. */
  private void rearrange(Expr invariant, Users users, Fusion fusion) {
    if (op.steps() < WORTH_REARRANGING || users.of(invariant).size() != 1) {
      return;
    }
    Expr user = users.of(invariant).getFirst();
    if (user.op() instanceof Contract product
        && fusion.home(user) instanceof Single
        && !user.input(0).equals(user.input(1))) {
      int operand = user.inputs().indexOf(invariant);
      List<Shape> shapes = user.inputs().stream().map(Expr::shape).toList();
      Panels.of(product, operand, shapes, context)
          .ifPresent(
              panels -> {
                View place = View.of(outside.temporary(invariant.shape().elements()), panels);
                View given = Optional.ofNullable(bound.get(invariant)).orElseThrow();
                outside.copy(given, place, invariant.shape());
                bound.put(invariant, place);
              });
    }
  }

  /** Where the results of a step go, in the order of next states and outputs. */
  private List<View> targets() {
    List<View> targets = new ArrayList<>();
    int position = 0;
    for (int i = 0; i < states.size(); i++) {
      Shape shape = op.states().get(i).shape();
      View other = states.get(i).with(Strided.rowMajor(shape).moved(shape.elements()));
      targets.add(moving(other, new Motion(clock, -shape.elements(), true)));
      position += shape.elements();
    }
    for (Expr output : op.emitted()) {
      Shape shape = output.shape();
      targets.add(moving(part(shape, position), new Motion(clock, shape.elements(), false)));
      position += op.steps() * shape.elements();
    }
    return targets;
  }

  private Step step() {
    List<Expr> roots = new ArrayList<>(op.next());
    roots.addAll(op.emitted());
    Fusion fusion = Fusion.of(roots);
    Users users = Users.of(roots);
    op.invariants().forEach(invariant -> rearrange(invariant, users, fusion));
    Values body =
        new Values(
            context,
            Optional.of(workspace.buffer()),
            variable -> Optional.ofNullable(bound.get(variable)).orElseThrow(),
            users,
            Set.of());
    List<View> targets = targets();
    for (int i = 0; i < roots.size(); i++) {
      Expr root = roots.get(i);
      if (!fusion.isComputed(root) && !body.assemble(root, targets.get(i))) {
        fusion.copying(root);
      }
      body.target(root, targets.get(i));
    }
    new Lowering(context, fusion, body).lower();
    workspace.arrange(body.steps());
    states.forEach(state -> workspace.used().add(state.buffer()));
    workspace.used().add(result.buffer());
    bound.values().forEach(view -> workspace.used().add(view.buffer()));
    return new Step(
        "loop of " + op.steps() + " steps",
        workspace.flops() * op.steps(),
        workspace.bytes() * op.steps(),
        List.copyOf(workspace.used()),
        this::instruction,
        workspace.steps());
  }

  private Instruction instruction() {
    Instruction[] body = workspace.instructions();
    return () -> {
      for (int step = 0; step < op.steps(); step++) {
        clock.set(op.backward() ? op.steps() - 1 - step : step, step);
        for (int i = 0; i < body.length; i++) {
          body[i].run();
        }
      }
    };
  }
}
