package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.ToIntFunction;
import org.chainrule.engine.contraction.Contraction;
import org.chainrule.engine.contraction.Offsets;
import org.chainrule.engine.contraction.Product;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.Factors;
import org.chainrule.engine.layout.Strided.Factor;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Contract;

/** Contractions as batches of matrix products. */
final class ProductStep {
  private ProductStep() {}

  /** Where the elements of three operands lie along an axis. */
  @SuppressWarnings("ArrayRecordComponent") // written once
  private record Axis(int[] a, int[] b, int[] c, int strideA, int strideB, int strideC) {}

  private record Operand(String letters, View view) {
    List<Factor> factors(char letter) {
      int axis = letters.indexOf(letter);
      return axis < 0 ? List.of() : view.strided().axes().get(axis);
    }

    boolean has(char letter) {
      return letters.indexOf(letter) >= 0;
    }
  }

  static Step of(
      Contract op,
      View a,
      View b,
      View c,
      List<Shape> shapes,
      Context context,
      Optional<Buffer> within) {
    Product product =
        product(
            op,
            new Operand(op.left(), a),
            new Operand(op.right(), b),
            new Operand(op.out(), c),
            shapes);
    Contraction contraction =
        Contraction.of(product, context.memory().precision(), context.workers().threads());
    Buffer work = Buffer.temporary(contraction.workspace(), within);
    List<Buffer> buffers = new ArrayList<>(NestStep.buffers(a, b, c));
    buffers.add(work);
    long bytes = (long) context.memory().bytes() * contraction.workspace();
    for (View operand : List.of(a, b, c)) {
      bytes += (long) context.memory().bytes() * operand.strided().elements();
    }
    String what =
        String.format(
            Locale.ROOT,
            "product %s %d×%d×%d×%d: %s",
            op.formula(),
            product.batches(),
            product.rows(),
            product.columns(),
            product.inner(),
            contraction.description());
    return new Step(
        what,
        contraction.flops(),
        bytes,
        buffers,
        () -> new Run(contraction, a, b, c, work, context));
  }

  private static Product product(Contract op, Operand a, Operand b, Operand c, List<Shape> shapes) {
    List<Axis> batch = new ArrayList<>();
    List<Axis> rows = new ArrayList<>();
    List<Axis> columns = new ArrayList<>();
    List<Axis> inner = new ArrayList<>();
    for (char letter : (op.out() + op.summed()).toCharArray()) {
      List<Axis> kind =
          !c.has(letter) ? inner : !b.has(letter) ? rows : a.has(letter) ? batch : columns;
      kind.addAll(
          axes(op.size(letter, shapes), a.factors(letter), b.factors(letter), c.factors(letter)));
    }
    batch.sort(falling(Axis::strideC));
    // What is read most decides in which order: an operand if the inner axis is long.
    rows.sort(falling(size(inner) > size(columns) ? Axis::strideA : Axis::strideC));
    columns.sort(falling(size(inner) > size(rows) ? Axis::strideB : Axis::strideC));
    inner.sort(falling(Axis::strideA));
    return new Product(
        offsets(batch, 0),
        offsets(batch, 1),
        offsets(batch, 2),
        offsets(rows, 0),
        offsets(rows, 2),
        offsets(columns, 1),
        offsets(columns, 2),
        offsets(inner, 0),
        offsets(inner, 1));
  }

  private static Comparator<Axis> falling(ToIntFunction<Axis> stride) {
    return Comparator.comparingInt((Axis axis) -> Math.abs(stride.applyAsInt(axis))).reversed();
  }

  private static long size(List<Axis> axes) {
    return axes.stream().mapToLong(axis -> axis.a.length).reduce(1, (x, y) -> x * y);
  }

  /** An axis as several if operands lie so; as one if their factors don't nest. */
  private static List<Axis> axes(int size, List<Factor> a, List<Factor> b, List<Factor> c) {
    Optional<SortedSet<Integer>> cuts = Factors.cuts(List.of(a, b, c));
    List<Axis> axes = new ArrayList<>();
    if (size == 0 || cuts.isEmpty()) {
      axes.add(axis(size, 1, a, b, c));
    } else {
      int before = 1;
      for (int cut : cuts.get()) {
        axes.addFirst(axis(cut / before, before, a, b, c));
        before = cut;
      }
    }
    return axes;
  }

  private static Axis axis(int size, int step, List<Factor> a, List<Factor> b, List<Factor> c) {
    return new Axis(
        positions(size, step, a),
        positions(size, step, b),
        positions(size, step, c),
        Factors.position(a, step),
        Factors.position(b, step),
        Factors.position(c, step));
  }

  private static int[] positions(int size, int step, List<Factor> factors) {
    int[] positions = new int[size];
    for (int i = 0; i < size; i++) {
      positions[i] = Factors.position(factors, i * step);
    }
    return positions;
  }

  private static Offsets offsets(List<Axis> axes, int operand) {
    int[] positions = {0};
    for (Axis axis : axes) {
      int[] own = operand == 0 ? axis.a : operand == 1 ? axis.b : axis.c;
      int[] finer = new int[positions.length * own.length];
      for (int i = 0; i < finer.length; i++) {
        finer[i] = positions[i / own.length] + own[i % own.length];
      }
      positions = finer;
    }
    return Offsets.of(positions);
  }

  private static final class Run implements Instruction {
    private final Contraction contraction;
    private final Context context;
    private final Object[] arrays;
    private final int[] positions = new int[4];

    Run(Contraction contraction, View a, View b, View c, Buffer work, Context context) {
      this.contraction = contraction;
      this.context = context;
      arrays =
          new Object[] {a.buffer().array(), b.buffer().array(), c.buffer().array(), work.array()};
      a.bind(positions, 0);
      b.bind(positions, 1);
      c.bind(positions, 2);
      positions[3] = work.start();
    }

    @Override
    public void run() {
      contraction.run(
          arrays[0],
          positions[0],
          arrays[1],
          positions[1],
          arrays[2],
          positions[2],
          arrays[3],
          positions[3],
          context.workers());
    }
  }
}
