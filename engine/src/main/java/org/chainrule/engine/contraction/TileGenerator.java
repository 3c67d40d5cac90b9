package org.chainrule.engine.contraction;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import org.chainrule.engine.kernel.HiddenClass;

/**
 * Writes the code of a {@link Tile} of vectors: flat, one variable for each sum, because only
 * variables become registers.
 */
final class TileGenerator {
  static final ClassDesc INTS = CD_int.arrayType();

  /** The type of {@link Tile#run}. */
  static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_int,
          CD_int,
          CD_int,
          Lanes.object(),
          CD_int,
          INTS,
          CD_int,
          INTS,
          CD_int,
          Lanes.object(),
          CD_int,
          INTS,
          CD_int,
          Lanes.object(),
          CD_int,
          INTS,
          CD_int,
          CD_boolean);

  // The places of run's parameters.
  static final int ROWS = 1;
  static final int COLUMNS = 2;
  static final int INNER = 3;
  static final int A = 4;
  static final int AO = 5;
  static final int ROWS_A = 6;
  static final int ROW_A = 7;
  static final int INNER_A = 8;
  static final int PA = 9;
  static final int B = 10;
  static final int BO = 11;
  static final int INNER_B = 12;
  static final int PB = 13;
  static final int C = 14;
  static final int CO = 15;
  static final int ROWS_C = 16;
  static final int ROW_C = 17;
  static final int MORE = 18;

  private final TileForm form;
  private final Lanes lanes;
  private final CodeBuilder code;
  private final int a;
  private final int b;
  private final int c;

  /** Where the last vector of columns begins. */
  private final int last;

  private final int[][] sums;

  private TileGenerator(TileForm form, CodeBuilder code) {
    this.form = form;
    this.lanes = form.lanes();
    this.code = code;
    a = lanes.array(code, A);
    b = lanes.array(code, B);
    c = lanes.array(code, C);
    code.iload(COLUMNS).loadConstant(lanes.count()).isub();
    last = Lanes.integer(code);
    sums = new int[form.rows()][form.vectors()];
  }

  static Tile generate(TileForm form) {
    return HiddenClass.define(
        MethodHandles.lookup(),
        Tile.class,
        "Vector",
        (type, name) ->
            HiddenClass.method(type, "run", RUN, code -> new TileGenerator(form, code).body()));
  }

  private void body() {
    int[] rowsC = rows(form.rows(), CO, ROWS_C, ROW_C);
    begin(rowsC);
    int[] rowsA = rows(form.apart() > 0 ? 1 : form.rows(), AO, ROWS_A, ROW_A);
    code.iconst_0();
    int p = Lanes.integer(code);
    Label next = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(next).iload(p).iload(INNER).if_icmpge(end);
    step(p, rowsA);
    code.iinc(p, 1).goto_(next).labelBinding(end);
    for (int row = 0; row < form.rows(); row++) {
      for (int vector = 0; vector < form.vectors(); vector++) {
        code.aload(sums[row][vector]);
        store(rowsC[row], vector);
      }
    }
    code.return_();
  }

  /** Where some rows of an operand begin. */
  private int[] rows(int count, int origin, int table, int first) {
    int[] rows = new int[count];
    for (int row = 0; row < rows.length; row++) {
      code.iload(origin).aload(table).iload(first).loadConstant(row).iadd().iaload().iadd();
      rows[row] = Lanes.integer(code);
    }
    return rows;
  }

  /** The sums so far. */
  private void begin(int[] rowsC) {
    Label zero = code.newLabel();
    Label done = code.newLabel();
    for (int[] row : sums) {
      Arrays.setAll(row, vector -> code.allocateLocal(TypeKind.REFERENCE));
    }
    code.iload(MORE).ifeq(zero);
    for (int row = 0; row < form.rows(); row++) {
      for (int vector = 0; vector < form.vectors(); vector++) {
        load(c, rowsC[row], vector);
        code.astore(sums[row][vector]);
      }
    }
    code.goto_(done).labelBinding(zero);
    lanes.species(code);
    code.invokestatic(lanes.vector(), "zero", MethodTypeDesc.of(lanes.vector(), Lanes.SPECIES));
    int none = reference();
    for (int[] row : sums) {
      for (int sum : row) {
        code.aload(none).astore(sum);
      }
    }
    code.labelBinding(done);
  }

  /** Adds the products of a column of A and a row of B. */
  private void step(int p, int[] rowsA) {
    code.iload(BO);
    if (form.below() > 0) {
      code.iload(p).loadConstant(form.below()).imul();
    } else {
      code.aload(INNER_B).iload(PB).iload(p).iadd().iaload();
    }
    code.iadd();
    int rowB = Lanes.integer(code);
    int[] right = new int[form.vectors()];
    for (int vector = 0; vector < right.length; vector++) {
      load(b, rowB, vector);
      right[vector] = reference();
    }
    if (form.straight()) {
      code.iload(p);
    } else {
      code.aload(INNER_A).iload(PA).iload(p).iadd().iaload();
    }
    int column = Lanes.integer(code);
    int left = code.allocateLocal(TypeKind.REFERENCE);
    for (int row = 0; row < form.rows(); row++) {
      lanes.species(code);
      code.aload(a).iload(column);
      if (form.apart() > 0) {
        code.iload(rowsA[0]).iadd().loadConstant(row * form.apart());
      } else {
        code.iload(rowsA[row]);
      }
      code.iadd()
          .arrayLoad(lanes.kind())
          .invokestatic(
              lanes.vector(),
              "broadcast",
              MethodTypeDesc.of(lanes.vector(), Lanes.SPECIES, lanes.number()))
          .astore(left);
      for (int vector = 0; vector < right.length; vector++) {
        code.aload(left)
            .aload(right[vector])
            .aload(sums[row][vector])
            .invokevirtual(
                lanes.vector(),
                "fma",
                MethodTypeDesc.of(lanes.vector(), Lanes.VECTOR, Lanes.VECTOR))
            .astore(sums[row][vector]);
      }
    }
  }

  private void load(int array, int position, int vector) {
    lanes.species(code);
    code.aload(array).iload(position);
    column(vector);
    code.iadd();
    lanes.load(code, false);
  }

  private void store(int position, int vector) {
    code.aload(c).iload(position);
    column(vector);
    code.iadd();
    lanes.store(code, false);
  }

  /** Where a vector of columns begins, to the stack. */
  private void column(int vector) {
    if (form.moved() && vector == form.vectors() - 1) {
      code.iload(last);
    } else {
      code.loadConstant(vector * lanes.count());
    }
  }

  private int reference() {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    return local;
  }
}
