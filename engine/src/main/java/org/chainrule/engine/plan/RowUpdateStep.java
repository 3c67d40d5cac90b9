package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.engine.fusion.Fusion;
import org.chainrule.engine.fusion.Group;
import org.chainrule.engine.fusion.NestBuilder;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.fusion.Origins;
import org.chainrule.engine.fusion.Position;
import org.chainrule.engine.fusion.Work;
import org.chainrule.engine.kernel.Kernel;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.Clock;
import org.chainrule.engine.layout.Motion;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.View;
import org.chainrule.engine.rewrite.RowUpdates;
import org.chainrule.engine.thread.Task;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

/**
 * New rows of tables for the row numbers that occur: what is added to a row is summed up first, in
 * the order of the numbers, then every row that occurs is computed once.
 */
final class RowUpdateStep {
  private final Context context;
  private final Values outside;
  private final RowUpdates updates;
  private final View indices;
  private final int count;
  private final List<Sum> sums = new ArrayList<>();

  /** What is added up: the values, one row for each number, and where the sums go. */
  private record Sum(View values, View totals, Shape row, Expr variable) {}

  RowUpdateStep(Context context, Values outside, RowUpdates updates) {
    this.context = context;
    this.outside = outside;
    this.updates = updates;
    indices = outside.dense(updates.indices());
    count = updates.indices().shape().elements();
    updates
        .sums()
        .forEach(
            (variable, values) -> {
              Shape row = variable.shape();
              Buffer totals = outside.temporary(count * row.elements());
              sums.add(
                  new Sum(
                      outside.rows(values, updates.indices().shape().rank()),
                      View.rowMajor(totals, row),
                      row,
                      variable));
            });
  }

  private int tableRows() {
    return updates.rows().keySet().iterator().next().shape().size(0);
  }

  /** A step that throws if a number names no row. */
  static Step check(RowUpdates updates, View indices) {
    int rows = updates.rows().keySet().iterator().next().shape().size(0);
    int count = updates.indices().shape().elements();
    return new Step(
        String.format(Locale.ROOT, "check %d row numbers", count),
        0,
        0,
        List.of(indices.buffer()),
        () -> {
          int[] start = new int[1];
          indices.bind(start, 0);
          return () -> {
            Object numbers = indices.buffer().array();
            for (int i = 0; i < count; i++) {
              RowSteps.row("scatterAdd", numbers, start[0] + i, rows);
            }
          };
        });
  }

  /** The step that updates all rows that occur. */
  Step step() {
    List<Body> bodies = new ArrayList<>();
    for (int thread = 0; thread < context.workers().threads(); thread++) {
      bodies.add(new Body(thread));
    }
    Set<Buffer> used = new LinkedHashSet<>(List.of(indices.buffer()));
    sums.forEach(sum -> used.addAll(NestStep.buffers(sum.values, sum.totals)));
    bodies.forEach(body -> used.addAll(body.workspace.used()));
    Workspace first = bodies.getFirst().workspace;
    return new Step(
        String.format(Locale.ROOT, "update at most %d rows by number", count),
        first.flops() * count,
        first.bytes() * count,
        List.copyOf(used),
        () -> new Run(bodies),
        first.steps());
  }

  /** What is done with a row, with memory of its own. */
  private final class Body {
    final Clock row = new Clock();
    final Clock slot = new Clock();
    final Workspace workspace = new Workspace(outside.temporary(0));

    Body(int thread) {
      Map<Expr, View> bound = new HashMap<>();
      updates.tables().forEach((table, variable) -> bound.put(variable, rowOf(table)));
      for (Sum sum : sums) {
        Motion motion = new Motion(slot, sum.row.elements(), false);
        bound.put(
            sum.variable,
            new View(sum.totals.buffer(), Strided.rowMajor(sum.row), List.of(motion)));
      }
      updates.same().forEach((variable, node) -> bound.put(variable, outside.view(node)));
      List<Expr> roots = List.copyOf(updates.rows().values());
      Fusion fusion = Fusion.of(roots);
      Context own = context.alone(thread);
      Values body =
          new Values(
              own,
              Optional.of(workspace.buffer()),
              variable -> Optional.ofNullable(bound.get(variable)).orElseThrow(),
              Users.of(roots),
              Set.of());
      boolean atOnce = atOnce(fusion);
      Map<Expr, View> pending = new HashMap<>();
      updates
          .rows()
          .forEach(
              (variable, root) -> {
                if (!fusion.isComputed(root)) {
                  fusion.copying(root);
                }
                View place = atOnce ? rowOf(variable) : body.temporary(root.shape());
                body.target(root, place);
                if (!atOnce) {
                  pending.put(variable, place);
                }
              });
      new Lowering(own, fusion, body).lower();
      pending.forEach((variable, place) -> body.copy(place, rowOf(variable), rowShape(variable)));
      workspace.arrange(body.steps());
    }

    /** Whether all new rows are computed by one group, which alone reads the old ones. */
    private boolean atOnce(Fusion fusion) {
      Set<Expr> old = Set.copyOf(updates.tables().values());
      List<Work> writers = new ArrayList<>();
      for (Expr root : updates.rows().values()) {
        if (!fusion.isComputed(root)) {
          return false;
        }
        writers.add(fusion.home(root));
      }
      Work writer = writers.getFirst();
      return writer instanceof Group
          && writers.stream().allMatch(work -> work == writer)
          && fusion.works().stream()
              .filter(work -> work != writer)
              .flatMap(work -> work.reads().stream())
              .noneMatch(read -> Origins.leaves(read).stream().anyMatch(old::contains));
    }

    private View rowOf(Expr table) {
      View whole = context.memory().variable(table);
      Motion motion = new Motion(row, rowShape(table).elements(), false);
      return new View(whole.buffer(), Strided.rowMajor(rowShape(table)), List.of(motion));
    }

    private static Shape rowShape(Expr table) {
      return table.shape().range(1, table.shape().rank());
    }
  }

  /** Adds up what belongs to a row, each thread some columns of all rows. */
  private static final class Adding {
    /** Threads' columns begin at multiples of these, whole lines of memory. */
    private static final int TOGETHER = 16;

    private final Kernel kernel;
    private final boolean divisible;
    private final int[][] geometries;
    private final Object[] arrays;
    private final int[] positions = new int[2];
    private final int[] rows;
    private final int width;
    private final int end;

    Adding(Sum sum, Context context) {
      rows = sum.values.strided().positions(sum.values.strided().axes().size() - sum.row.rank());
      NestPlan plan =
          new NestBuilder(context.memory().precision(), Position.squeezed(sum.row), Set.of())
              .add(View.rowMajor(sum.values.buffer(), sum.row), sum.totals);
      kernel = Kernels.compile(plan.nest());
      divisible = plan.nest().outer() == 0 && plan.nest().lanes() == 0;
      geometries = new int[context.workers().threads()][];
      Arrays.setAll(geometries, thread -> plan.geometry());
      arrays = new Object[] {sum.totals.buffer().array(), sum.values.buffer().array()};
      sum.totals.bind(positions, 0);
      sum.values.bind(positions, 1);
      width = sum.row.elements();
      end = plan.end();
    }

    void run(int thread, int threads, int[] slots, boolean[] first, Object scratch) {
      int from = from(thread, threads);
      int length = from(thread + 1, threads) - from;
      if (length == 0) {
        return;
      }
      int[] geometry = geometries[thread];
      for (int i = 0; i < slots.length; i++) {
        int total = positions[0] + slots[i] * width;
        int value = positions[1] + rows[i];
        if (first[i]) {
          System.arraycopy(arrays[1], value + from, arrays[0], total + from, length);
        } else {
          geometry[0] = total;
          geometry[1] = value;
          kernel.run(arrays, geometry, scratch, from, divisible ? from + length : end);
        }
      }
    }

    private int from(int thread, int threads) {
      if (!divisible || thread == threads) {
        return thread == 0 ? 0 : width;
      }
      return (int) ((long) width * thread / threads) / TOGETHER * TOGETHER;
    }
  }

  private final class Run implements Instruction {
    private final Instruction[][] bodies;
    private final Clock[] rowClocks;
    private final Clock[] slotClocks;
    private final Adding[] adding;
    private final Object numbers;
    private final int[] start = new int[1];

    /** For every row of the tables its slot in the current run, or what is left of earlier runs. */
    private final int[] slotOf = new int[tableRows()];

    private final int[] rows = new int[count];
    private int used;

    /** For every number the slot of its row, and whether it is the first to name that row. */
    private final int[] slots = new int[count];

    private final boolean[] first = new boolean[count];

    private final Task sum = this::sum;
    private final Task update = this::update;

    Run(List<Body> all) {
      bodies =
          all.stream().map(body -> body.workspace.instructions()).toArray(Instruction[][]::new);
      rowClocks = all.stream().map(body -> body.row).toArray(Clock[]::new);
      slotClocks = all.stream().map(body -> body.slot).toArray(Clock[]::new);
      adding = sums.stream().map(sum -> new Adding(sum, context)).toArray(Adding[]::new);
      numbers = indices.buffer().array();
      indices.bind(start, 0);
    }

    @Override
    public void run() {
      used = 0;
      for (int i = 0; i < count; i++) {
        int row = RowSteps.row("scatterAdd", numbers, start[0] + i, slotOf.length);
        int slot = slotOf[row];
        first[i] = slot >= used || rows[slot] != row;
        if (first[i]) {
          slot = used++;
          slotOf[row] = slot;
          rows[slot] = row;
        }
        slots[i] = slot;
      }
      context.workers().run(sum);
      context.workers().run(update);
    }

    private void sum(int thread, int threads) {
      for (int i = 0; i < adding.length; i++) {
        adding[i].run(thread, threads, slots, first, context.scratch()[thread]);
      }
    }

    private void update(int thread, int threads) {
      int end = (int) ((long) used * (thread + 1) / threads);
      for (int slot = (int) ((long) used * thread / threads); slot < end; slot++) {
        rowClocks[thread].set(rows[slot], 0);
        slotClocks[thread].set(slot, 0);
        Instruction[] body = bodies[thread];
        for (int i = 0; i < body.length; i++) {
          body[i].run();
        }
      }
    }
  }
}
