package org.chainrule.engine.plan;

import java.util.Locale;
import java.util.Set;
import org.chainrule.engine.fusion.NestBuilder;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.fusion.Position;
import org.chainrule.engine.kernel.Kernel;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.layout.View;
import org.chainrule.engine.thread.Task;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Index;
import org.chainrule.graph.op.ScatterAdd;

/** Access to the rows of a table by number; every row lies in row-major order. */
final class RowSteps {
  /** Numbers below which rows are copied by the caller alone. */
  private static final int WORTH_SHARING = 1 << 14;

  private RowSteps() {}

  static Step gather(Expr node, View table, View numbers, View to, Context context) {
    Shape shape = node.input(0).shape();
    int count = node.input(1).shape().elements();
    int width = shape.range(1, shape.rank()).elements();
    long bytes = (long) context.memory().bytes() * (2L * count * width + count);
    return new Step(
        String.format(Locale.ROOT, "gather %d rows of %d", count, width),
        0,
        bytes,
        NestStep.buffers(table, numbers, to),
        () -> new GatherRun(table, numbers, to, shape.size(0), count, width, context));
  }

  static Step scatterAdd(Expr node, View numbers, View values, View to, Context context) {
    Shape row = node.shape().range(1, node.shape().rank());
    int count = node.input(0).shape().elements();
    NestPlan plan =
        new NestBuilder(context.memory().precision(), Position.squeezed(row), Set.of())
            .add(View.rowMajor(values.buffer(), row), View.rowMajor(to.buffer(), row));
    int rows = ((ScatterAdd) node.op()).rows();
    double flops = (double) count * row.elements();
    return new Step(
        String.format(Locale.ROOT, "add %d rows of %d by number", count, row.elements()),
        flops,
        (long) (3 * context.memory().bytes() * flops),
        NestStep.buffers(numbers, values, to),
        () ->
            new ScatterRun(
                plan,
                numbers,
                values,
                to,
                node.input(0).shape().rank(),
                rows,
                count,
                row.elements(),
                context));
  }

  /** The row that a number names. */
  static int row(String op, Object numbers, int position, int rows) {
    return Index.row(op, Memory.get(numbers, position), rows);
  }

  private static final class GatherRun implements Instruction, Task {
    private final Object table;
    private final Object numbers;
    private final Object to;
    private final int rows;
    private final int count;
    private final int width;
    private final Context context;
    private final int[] positions = new int[3];

    GatherRun(View table, View numbers, View to, int rows, int count, int width, Context context) {
      this.table = table.buffer().array();
      this.numbers = numbers.buffer().array();
      this.to = to.buffer().array();
      this.rows = rows;
      this.count = count;
      this.width = width;
      this.context = context;
      table.bind(positions, 0);
      numbers.bind(positions, 1);
      to.bind(positions, 2);
    }

    @Override
    public void run() {
      if ((long) count * width >= WORTH_SHARING) {
        context.workers().run(this);
      } else {
        run(0, 1);
      }
    }

    @Override
    public void run(int thread, int threads) {
      int end = (int) ((long) count * (thread + 1) / threads);
      for (int i = (int) ((long) count * thread / threads); i < end; i++) {
        int row = row("gather", numbers, positions[1] + i, rows);
        System.arraycopy(table, positions[0] + row * width, to, positions[2] + i * width, width);
      }
    }
  }

  private static final class ScatterRun implements Instruction {
    private final Kernel kernel;
    private final Object[] arrays;
    private final int[] geometry;
    private final Object numbers;
    private final Object scratch;
    private final int rows;
    private final int count;
    private final int width;
    private final int end;
    private final int[] positions = new int[3];
    private final int[] valueRows;

    ScatterRun(
        NestPlan plan,
        View numbers,
        View values,
        View to,
        int rank,
        int rows,
        int count,
        int width,
        Context context) {
      kernel = Kernels.compile(plan.nest());
      arrays = new Object[] {to.buffer().array(), values.buffer().array()};
      geometry = plan.geometry();
      this.numbers = numbers.buffer().array();
      scratch = context.scratch()[0];
      this.rows = rows;
      this.count = count;
      this.width = width;
      end = plan.end();
      valueRows = values.strided().positions(rank);
      numbers.bind(positions, 0);
      values.bind(positions, 1);
      to.bind(positions, 2);
    }

    @Override
    public void run() {
      for (int i = 0; i < count; i++) {
        int row = row("scatterAdd", numbers, positions[0] + i, rows);
        geometry[0] = positions[2] + row * width;
        geometry[1] = positions[1] + valueRows[i];
        kernel.run(arrays, geometry, scratch, 0, end);
      }
    }
  }
}
