package org.chainrule.engine.contraction;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.HiddenClass;

/** Writes the code of plain loops, which are fast at once and give the bits of the vectors. */
final class ScalarGenerator {
  /** Sums side by side, enough to keep the multipliers busy. */
  private static final int SUMS = 8;

  private final Lanes lanes;
  private final CodeBuilder code;

  private ScalarGenerator(Lanes lanes, CodeBuilder code) {
    this.lanes = lanes;
    this.code = code;
  }

  /** A tile of any number of rows and columns, packed or not. */
  static Tile tile(Precision precision) {
    Lanes lanes = Lanes.preferred(precision);
    return HiddenClass.define(
        MethodHandles.lookup(),
        Tile.class,
        "Scalar",
        (type, name) ->
            HiddenClass.method(
                type, "run", TileGenerator.RUN, code -> new ScalarGenerator(lanes, code).tile()));
  }

  static Move move(Precision precision) {
    Lanes lanes = Lanes.preferred(precision);
    return HiddenClass.define(
        MethodHandles.lookup(),
        Move.class,
        "Scalar",
        (type, name) ->
            HiddenClass.method(
                type, "run", MoveGenerator.RUN, code -> new ScalarGenerator(lanes, code).move()));
  }

  private void tile() {
    int a = lanes.array(code, TileGenerator.A);
    int b = lanes.array(code, TileGenerator.B);
    int c = lanes.array(code, TileGenerator.C);
    int row = counter();
    loop(
        row,
        TileGenerator.ROWS,
        1,
        () -> {
          int rowA = position(TileGenerator.AO, TileGenerator.ROWS_A, TileGenerator.ROW_A, row);
          int rowC = position(TileGenerator.CO, TileGenerator.ROWS_C, TileGenerator.ROW_C, row);
          int column = counter();
          loop(
              column, TileGenerator.COLUMNS, SUMS, () -> chains(SUMS, a, rowA, b, c, rowC, column));
          loop(column, TileGenerator.COLUMNS, 1, () -> chains(1, a, rowA, b, c, rowC, column));
        });
    code.return_();
  }

  /** So many sums from a column on. */
  private void chains(int count, int a, int rowA, int b, int c, int rowC, int column) {
    code.iload(rowC).iload(column).iadd();
    int toC = Lanes.integer(code);
    int[] sums = new int[count];
    for (int k = 0; k < count; k++) {
      sums[k] = code.allocateLocal(lanes.kind());
      Label zero = code.newLabel();
      Label done = code.newLabel();
      code.iload(TileGenerator.MORE).ifeq(zero);
      load(c, toC, k);
      code.storeLocal(lanes.kind(), sums[k]).goto_(done).labelBinding(zero);
      number(0);
      code.storeLocal(lanes.kind(), sums[k]).labelBinding(done);
    }
    int p = counter();
    loop(
        p,
        TileGenerator.INNER,
        1,
        () -> {
          code.iload(rowA)
              .aload(TileGenerator.INNER_A)
              .iload(TileGenerator.PA)
              .iload(p)
              .iadd()
              .iaload()
              .iadd();
          int atA = Lanes.integer(code);
          load(a, atA, 0);
          int x = code.allocateLocal(lanes.kind());
          code.storeLocal(lanes.kind(), x);
          code.iload(TileGenerator.BO)
              .aload(TileGenerator.INNER_B)
              .iload(TileGenerator.PB)
              .iload(p)
              .iadd()
              .iaload()
              .iadd()
              .iload(column)
              .iadd();
          int atB = Lanes.integer(code);
          for (int k = 0; k < count; k++) {
            code.loadLocal(lanes.kind(), x);
            load(b, atB, k);
            code.loadLocal(lanes.kind(), sums[k])
                .invokestatic(
                    Lanes.math(),
                    "fma",
                    MethodTypeDesc.of(
                        lanes.number(), lanes.number(), lanes.number(), lanes.number()))
                .storeLocal(lanes.kind(), sums[k]);
          }
        });
    for (int k = 0; k < count; k++) {
      code.aload(c)
          .iload(toC)
          .loadConstant(k)
          .iadd()
          .loadLocal(lanes.kind(), sums[k])
          .arrayStore(lanes.kind());
    }
  }

  private void move() {
    int x = lanes.array(code, MoveGenerator.X);
    int z = lanes.array(code, MoveGenerator.Z);
    int row = counter();
    loop(
        row,
        MoveGenerator.ROWS,
        1,
        () -> {
          int rowX = position(MoveGenerator.XO, MoveGenerator.ROWS_X, MoveGenerator.ROW_X, row);
          int rowZ = position(MoveGenerator.ZO, MoveGenerator.ROWS_Z, MoveGenerator.ROW_Z, row);
          int column = counter();
          loop(
              column,
              MoveGenerator.COLUMNS,
              1,
              () -> {
                int from = position(rowX, MoveGenerator.COLUMNS_X, MoveGenerator.COLUMN_X, column);
                int to = position(rowZ, MoveGenerator.COLUMNS_Z, MoveGenerator.COLUMN_Z, column);
                code.aload(z).iload(to).aload(x).iload(from);
                code.arrayLoad(lanes.kind()).arrayStore(lanes.kind());
              });
        });
    code.return_();
  }

  private int counter() {
    code.iconst_0();
    return Lanes.integer(code);
  }

  private void number(int value) {
    switch (lanes.precision()) {
      case FLOAT32 -> code.loadConstant((float) value);
      case FLOAT64 -> code.loadConstant((double) value);
    }
  }

  /** {@code origin + table[first + index]}, all of them local variables. */
  private int position(int origin, int table, int first, int index) {
    code.iload(origin).aload(table).iload(first).iload(index).iadd().iaload().iadd();
    return Lanes.integer(code);
  }

  private void load(int array, int position, int k) {
    code.aload(array).iload(position).loadConstant(k).iadd().arrayLoad(lanes.kind());
  }

  /** Goes on from where the counter stands, as long as a whole step fits below the limit. */
  private void loop(int counter, int limit, int step, Runnable body) {
    Label next = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(next).iload(counter);
    if (step == 1) {
      code.iload(limit).if_icmpge(end);
    } else {
      code.loadConstant(step).iadd().iload(limit).if_icmpgt(end);
    }
    body.run();
    code.iinc(counter, step).goto_(next).labelBinding(end);
  }
}
