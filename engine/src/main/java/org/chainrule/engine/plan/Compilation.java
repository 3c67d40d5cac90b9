package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.engine.PlanReport;
import org.chainrule.engine.fusion.Fusion;
import org.chainrule.engine.fusion.Group;
import org.chainrule.engine.fusion.Origins;
import org.chainrule.engine.fusion.Position;
import org.chainrule.engine.fusion.Single;
import org.chainrule.engine.fusion.Work;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.Placement;
import org.chainrule.engine.layout.View;
import org.chainrule.engine.rewrite.Rewrites;
import org.chainrule.engine.rewrite.RowUpdates;
import org.chainrule.engine.thread.Workers;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Variable;

/** From a program to steps and places in memory, of which nothing is made yet. */
public final class Compilation {
  private final Context context;
  private final Map<Expr, Expr> outputs = new LinkedHashMap<>();
  private final Map<Expr, Expr> updates = new LinkedHashMap<>();
  private final Rewrites rewrites;
  private final List<RowUpdates> byRow;
  private final Fusion fusion;
  private final Values values;
  private final Placement placement = new Placement();
  private final Map<Expr, View> found = new HashMap<>();

  private Compilation(Program program, Context context) {
    this.context = context;
    List<RowUpdates> found = RowUpdates.of(notWanted(program));
    List<Expr> wanted = new ArrayList<>(program.outputs());
    Map<Expr, Expr> whole = new LinkedHashMap<>(program.updates());
    for (RowUpdates rows : found) {
      whole.keySet().removeAll(rows.rows().keySet());
    }
    wanted.addAll(whole.values());
    int given = wanted.size();
    found.forEach(rows -> wanted.addAll(rows.inputs()));
    rewrites = Rewrites.of(wanted);
    List<Expr> roots = rewrites.roots();
    Map<Expr, Expr> rewritten = new HashMap<>();
    for (int i = given; i < roots.size(); i++) {
      rewritten.put(wanted.get(i), roots.get(i));
    }
    byRow = found.stream().map(rows -> rows.rewritten(rewritten)).toList();
    int next = 0;
    for (Expr output : program.outputs()) {
      outputs.put(output, roots.get(next++));
    }
    for (Expr variable : whole.keySet()) {
      updates.put(variable, roots.get(next++));
    }
    fusion = Fusion.of(roots);
    Set<Expr> lasting = new HashSet<>();
    for (Expr output : outputs.values()) {
      lasting.add(output);
      lasting.addAll(fusion.sources(output));
    }
    values =
        new Values(context, Optional.empty(), context.memory()::variable, Users.of(roots), lasting);
  }

  /** The updates whose new values are no outputs. */
  private static Map<Expr, Expr> notWanted(Program program) {
    Map<Expr, Expr> updates = new LinkedHashMap<>(program.updates());
    updates.values().removeAll(program.outputs());
    return updates;
  }

  /** Compiles a program. */
  public static Compilation of(Program program, Memory memory, Workers workers) {
    Compilation compilation = new Compilation(program, Context.of(memory, workers));
    compilation.compile();
    return compilation;
  }

  /** What the program became. */
  public PlanReport report() {
    Memory memory = context.memory();
    return new PlanReport(
        memory.precision(),
        context.workers().threads(),
        rewrites.applied(),
        reports(values.steps()),
        (long) memory.bytes() * placement.size(),
        memory.bytes() * placement.leastSize());
  }

  private static List<PlanReport.Step> reports(List<Step> steps) {
    return steps.stream()
        .map(s -> new PlanReport.Step(s.what(), s.flops(), s.bytes(), reports(s.body())))
        .toList();
  }

  /** Gives all values their memory. */
  void allocate() {
    placement.place(context.memory().allocate(placement.size()));
    for (Context.Filled filled : context.filled()) {
      Buffer buffer = filled.buffer();
      Memory.fill(buffer.array(), buffer.start(), buffer.size(), filled.number());
    }
  }

  /** What is done in a run, in this order. */
  List<Step> steps() {
    return values.steps();
  }

  /** Where the outputs lie. */
  Map<Expr, View> outputs() {
    return found;
  }

  private void compile() {
    for (RowUpdates rows : byRow) {
      values.steps().add(RowUpdateStep.check(rows, values.dense(rows.indices())));
    }
    Map<Expr, View> copied = copyVariablesThatAreOutputs();
    Map<Expr, View> updated = placeUpdates();
    new Lowering(context, fusion, values).lower();
    for (RowUpdates rows : byRow) {
      values.steps().add(new RowUpdateStep(context, values, rows).step());
    }
    updates.forEach(
        (variable, value) -> {
          View target = context.memory().variable(variable);
          View from =
              Optional.ofNullable(updated.get(variable)).orElseGet(() -> values.view(value));
          if (!from.equals(target)) {
            values.copy(from, target, variable.shape());
          }
        });
    outputs.forEach(
        (output, value) ->
            found.put(
                output,
                Optional.ofNullable(copied.get(value)).orElseGet(() -> values.view(value))));
    arrange();
  }

  /** Outputs are those of the run, whatever happens to variables later. */
  private Map<Expr, View> copyVariablesThatAreOutputs() {
    Map<Expr, View> copied = new HashMap<>();
    for (Expr value : outputs.values()) {
      if (readsVariables(value) && !copied.containsKey(value)) {
        copied.put(value, copy(value, Buffer.lasting(value.shape().elements())));
      }
    }
    return copied;
  }

  /** Where new values lie that others than their own variable's last readers must not meet. */
  private Map<Expr, View> placeUpdates() {
    Map<Expr, View> places = new LinkedHashMap<>();
    updates.forEach(
        (variable, value) -> {
          if (readsVariables(value)) {
            places.put(variable, copy(value, values.temporary(value.shape().elements())));
          }
        });
    Set<Expr> inPlace = new HashSet<>();
    updates.forEach(
        (variable, value) -> {
          Expr computed = withoutOnes(value);
          if (!places.containsKey(variable)
              && fusion.isComputed(computed)
              && fusion.home(computed) instanceof Group group
              && !outputsRead(computed)
              && !inPlace.contains(computed)
              && mayOverwrite(variable, computed, group)) {
            View place = context.memory().variable(variable);
            inPlace.add(computed);
            values.target(computed, View.rowMajor(place.buffer(), computed.shape()));
            places.put(variable, place);
          }
        });
    return places;
  }

  /** The value that a node shows with other axes of size 1. */
  private static Expr withoutOnes(Expr node) {
    Expr value = node;
    while (value.op() instanceof Reshape
        && Position.sameButOnes(value.shape(), value.input(0).shape())) {
      value = value.input(0);
    }
    return value;
  }

  private void arrange() {
    List<Step> steps = values.steps();
    for (int time = 0; time < steps.size(); time++) {
      for (Buffer buffer : steps.get(time).buffers()) {
        placement.use(buffer, time);
      }
    }
    found.values().forEach(view -> placement.use(view.buffer(), steps.size()));
    placement.arrange();
  }

  private View copy(Expr value, Buffer buffer) {
    View view = View.rowMajor(buffer, value.shape());
    fusion.copying(value);
    values.target(value, view);
    return view;
  }

  private static boolean readsVariables(Expr value) {
    return Origins.leaves(value).stream().anyMatch(leaf -> leaf.op() instanceof Variable);
  }

  private boolean outputsRead(Expr value) {
    return outputs.values().stream().anyMatch(o -> fusion.sources(o).contains(value));
  }

  /**
   * Whether a variable's new value may be computed where the old one lies: whoever reads the old
   * one, and whatever may fail, comes before.
   */
  private boolean mayOverwrite(Expr variable, Expr value, Group group) {
    if (byRow.stream().anyMatch(rows -> reads(rows, variable))) {
      return false;
    }
    Position same = new Position(variable, group.axes(value).orElseThrow());
    if (group.loads().stream()
        .anyMatch(load -> Origins.leaves(load.node()).contains(variable) && !load.equals(same))) {
      return false;
    }
    List<Work> earlier =
        fusion.works().stream()
            .filter(work -> work != group && (reads(work, variable) || mayFail(work)))
            .toList();
    if (earlier.stream().anyMatch(work -> work.before().get(group.number()))) {
      return false;
    }
    earlier.forEach(work -> fusion.wait(group, work));
    return true;
  }

  private static boolean reads(Work work, Expr variable) {
    return work.reads().stream().anyMatch(read -> Origins.leaves(read).contains(variable));
  }

  private static boolean reads(RowUpdates rows, Expr variable) {
    return rows.tables().containsKey(variable)
        || rows.inputs().stream().anyMatch(input -> Origins.leaves(input).contains(variable));
  }

  private static boolean mayFail(Work work) {
    return work instanceof Single single && mayFail(single.node());
  }

  private static boolean mayFail(Expr node) {
    return switch (node.op()) {
      case Gather _, ScatterAdd _ -> true;
      case Loop loop -> {
        List<Expr> roots = new ArrayList<>(loop.next());
        roots.addAll(loop.emitted());
        yield Expr.inOrder(roots).stream().anyMatch(Compilation::mayFail);
      }
      default -> false;
    };
  }
}
