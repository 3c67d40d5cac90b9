package org.chainrule.engine.contraction;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.chainrule.engine.kernel.HiddenClass;

/** Writes the code of {@link Dot}s, by vectors or by numbers. */
final class DotGenerator {
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_int,
          Lanes.object(),
          CD_int,
          Lanes.object(),
          CD_int,
          CD_int.arrayType(),
          CD_int,
          Lanes.object(),
          CD_int);

  // The places of run's parameters.
  private static final int INNER = 1;
  private static final int A = 2;
  private static final int AO = 3;
  private static final int B = 4;
  private static final int BO = 5;
  private static final int COLUMNS_B = 6;
  private static final int COLUMN_B = 7;
  private static final int SUMS = 8;
  private static final int SO = 9;

  private final Lanes lanes;

  /** 1 for plain code. */
  private final int count;

  private final int columns;
  private final CodeBuilder code;
  private final int a;
  private final int b;
  private final int[] fromB;
  private final int[][] sums;

  private DotGenerator(Lanes lanes, boolean plain, int columns, CodeBuilder code) {
    this.lanes = lanes;
    this.columns = columns;
    this.code = code;
    count = plain ? 1 : lanes.count();
    a = lanes.array(code, A);
    b = lanes.array(code, B);
    fromB = new int[columns];
    sums = new int[columns][Dot.PARTS / count];
  }

  /** Plain code for one column. */
  static Dot plain(Lanes lanes) {
    return define(lanes, true, 1);
  }

  /** Vectors for some columns. */
  static Dot vectors(Lanes lanes, int columns) {
    return define(lanes, false, columns);
  }

  private static Dot define(Lanes lanes, boolean plain, int columns) {
    return HiddenClass.define(
        MethodHandles.lookup(),
        Dot.class,
        plain ? "Scalar" : "Vector",
        (type, name) ->
            HiddenClass.method(
                type, "run", RUN, code -> new DotGenerator(lanes, plain, columns, code).body()));
  }

  private void body() {
    zero();
    int zero = number();
    for (int column = 0; column < columns; column++) {
      code.iload(BO).aload(COLUMNS_B).iload(COLUMN_B).loadConstant(column).iadd().iaload().iadd();
      fromB[column] = Lanes.integer(code);
      for (int part = 0; part < sums[column].length; part++) {
        code.loadLocal(kind(), zero);
        sums[column][part] = number();
      }
    }
    code.iconst_0();
    int p = Lanes.integer(code);
    Label next = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(next).iload(p).loadConstant(Dot.PARTS).iadd().iload(INNER).if_icmpgt(end);
    step(p);
    code.iinc(p, Dot.PARTS).goto_(next).labelBinding(end);
    int to = lanes.array(code, SUMS);
    for (int column = 0; column < columns; column++) {
      for (int part = 0; part < sums[column].length; part++) {
        store(to, column * Dot.PARTS + part * count, sums[column][part]);
      }
    }
    code.return_();
  }

  /** Adds {@value Dot#PARTS} products to each column's sums. */
  private void step(int p) {
    int[] left = new int[Dot.PARTS / count];
    for (int part = 0; part < left.length; part++) {
      load(a, AO, p, part);
      left[part] = number();
    }
    for (int column = 0; column < columns; column++) {
      for (int part = 0; part < left.length; part++) {
        code.loadLocal(kind(), left[part]);
        load(b, fromB[column], p, part);
        code.loadLocal(kind(), sums[column][part]);
        multiplyAdd();
        code.storeLocal(kind(), sums[column][part]);
      }
    }
  }

  private boolean vectors() {
    return count > 1;
  }

  private TypeKind kind() {
    return vectors() ? TypeKind.REFERENCE : lanes.kind();
  }

  /** A new variable for what is on the stack. */
  private int number() {
    int local = code.allocateLocal(kind());
    code.storeLocal(kind(), local);
    return local;
  }

  private void zero() {
    if (vectors()) {
      lanes.species(code);
      code.invokestatic(lanes.vector(), "zero", MethodTypeDesc.of(lanes.vector(), Lanes.SPECIES));
      return;
    }
    switch (lanes.precision()) {
      case FLOAT32 -> code.fconst_0();
      case FLOAT64 -> code.dconst_0();
    }
  }

  private void multiplyAdd() {
    ClassDesc number = lanes.number();
    if (vectors()) {
      code.invokevirtual(
          lanes.vector(), "fma", MethodTypeDesc.of(lanes.vector(), Lanes.VECTOR, Lanes.VECTOR));
    } else {
      code.invokestatic(Lanes.math(), "fma", MethodTypeDesc.of(number, number, number, number));
    }
  }

  private void load(int array, int from, int p, int part) {
    if (vectors()) {
      lanes.species(code);
    }
    code.aload(array).iload(from).iload(p).iadd().loadConstant(part * count).iadd();
    if (vectors()) {
      lanes.load(code, false);
    } else {
      code.arrayLoad(lanes.kind());
    }
  }

  private void store(int array, int place, int number) {
    if (vectors()) {
      code.aload(number).aload(array).iload(SO).loadConstant(place).iadd();
      lanes.store(code, false);
    } else {
      code.aload(array).iload(SO).loadConstant(place).iadd();
      code.loadLocal(kind(), number).arrayStore(lanes.kind());
    }
  }
}
