package org.chainrule.engine.contraction;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes the code of {@link Dot}s, by vectors or by numbers. */
final class DotGenerator {
  private static final ClassDesc INTS = CD_int.arrayType();

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_int,
          Lanes.object(),
          CD_int,
          Lanes.object(),
          CD_int,
          INTS,
          CD_int,
          Lanes.object(),
          CD_int,
          INTS,
          CD_int);

  // The places of run's parameters.
  private static final int INNER = 1;
  private static final int A = 2;
  private static final int AO = 3;
  private static final int B = 4;
  private static final int BO = 5;
  private static final int COLUMNS_B = 6;
  private static final int COLUMN_B = 7;
  private static final int C = 8;
  private static final int CO = 9;
  private static final int COLUMNS_C = 10;
  private static final int COLUMN_C = 11;

  private final Lanes lanes;

  /** 1 for plain code. */
  private final int count;

  private final int columns;
  private final CodeBuilder code;
  private final int a;
  private final int b;
  private final int c;
  private final int[] fromB;
  private final int[][] sums;

  private DotGenerator(Lanes lanes, boolean plain, int columns, CodeBuilder code) {
    this.lanes = lanes;
    this.columns = columns;
    this.code = code;
    count = plain ? 1 : lanes.count();
    a = lanes.array(code, A);
    b = lanes.array(code, B);
    c = lanes.array(code, C);
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
        Dot.class,
        (type, name) -> {
          if (!plain) {
            Exchange.constants(type, name, lanes);
          }
          HiddenClass.method(
              type, "run", RUN, code -> new DotGenerator(lanes, plain, columns, code).body(name));
        });
  }

  private void body(ClassDesc name) {
    for (int column = 0; column < columns; column++) {
      code.iload(BO).aload(COLUMNS_B).iload(COLUMN_B).loadConstant(column).iadd().iaload().iadd();
      fromB[column] = Lanes.integer(code);
      for (int part = 0; part < sums[column].length; part++) {
        zero();
        sums[column][part] = number();
      }
    }
    code.iconst_0();
    int p = Lanes.integer(code);
    Label next = code.newLabel();
    Label rest = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(next).iload(p).loadConstant(Dot.PARTS).iadd().iload(INNER).if_icmpgt(rest);
    step(p, false);
    code.iinc(p, Dot.PARTS).goto_(next).labelBinding(rest);
    code.iload(p).iload(INNER).if_icmpge(end);
    step(p, true);
    code.labelBinding(end);
    for (int column = 0; column < columns; column++) {
      code.aload(c).iload(CO);
      code.aload(COLUMNS_C).iload(COLUMN_C).loadConstant(column).iadd().iaload().iadd();
      total(name, sums[column]);
      code.arrayStore(lanes.kind());
    }
    code.return_();
  }

  /** Adds {@value Dot#PARTS} products to each column's sums, or those that are left. */
  private void step(int p, boolean last) {
    int[] left = new int[Dot.PARTS / count];
    code.iload(AO).iload(p).iadd();
    int atA = Lanes.integer(code);
    for (int part = 0; part < left.length; part++) {
      load(a, atA, p, part, last);
      left[part] = number();
    }
    for (int column = 0; column < columns; column++) {
      code.iload(fromB[column]).iload(p).iadd();
      int atB = Lanes.integer(code);
      for (int part = 0; part < left.length; part++) {
        get(left[part]);
        load(b, atB, p, part, last);
        get(sums[column][part]);
        multiplyAdd();
        set(sums[column][part]);
      }
    }
  }

  /** The total of partial sums, to the stack. */
  private void total(ClassDesc name, int[] parts) {
    for (int distance = Dot.PARTS / 2; distance > 0; distance /= 2) {
      if (distance >= count) {
        for (int part = 0; part < distance / count; part++) {
          get(parts[part]);
          get(parts[part + distance / count]);
          add();
          set(parts[part]);
        }
      } else {
        get(parts[0]);
        get(parts[0]);
        Exchange.rearrange(code, name, lanes, distance);
        add();
        set(parts[0]);
      }
    }
    get(parts[0]);
    if (vectors()) {
      code.iconst_0()
          .invokevirtual(lanes.vector(), "lane", MethodTypeDesc.of(lanes.number(), CD_int));
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
    set(local);
    return local;
  }

  private void get(int local) {
    code.loadLocal(kind(), local);
  }

  private void set(int local) {
    code.storeLocal(kind(), local);
  }

  private void zero() {
    if (vectors()) {
      lanes.species(code);
      code.invokestatic(lanes.vector(), "zero", MethodTypeDesc.of(lanes.vector(), Lanes.SPECIES));
    } else {
      switch (lanes.precision()) {
        case FLOAT32 -> code.fconst_0();
        case FLOAT64 -> code.dconst_0();
      }
    }
  }

  private void add() {
    if (vectors()) {
      code.invokevirtual(lanes.vector(), "add", MethodTypeDesc.of(lanes.vector(), Lanes.VECTOR));
    } else {
      switch (lanes.precision()) {
        case FLOAT32 -> code.fadd();
        case FLOAT64 -> code.dadd();
      }
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

  /** The numbers of a part; in the last step zeros for those that are missing. */
  private void load(int array, int position, int p, int part, boolean last) {
    if (vectors()) {
      lanes.species(code);
      code.aload(array).iload(position).loadConstant(part * count).iadd();
      if (last) {
        lanes.species(code);
        code.loadConstant(part * count)
            .iload(INNER)
            .iload(p)
            .isub()
            .invokeinterface(
                Lanes.SPECIES, "indexInRange", MethodTypeDesc.of(Lanes.MASK, CD_int, CD_int));
      }
      lanes.load(code, last);
      return;
    }
    Label missing = code.newLabel();
    Label done = code.newLabel();
    if (last) {
      code.iload(p).loadConstant(part).iadd().iload(INNER).if_icmpge(missing);
    }
    code.aload(array).iload(position).loadConstant(part).iadd().arrayLoad(lanes.kind());
    if (last) {
      code.goto_(done).labelBinding(missing);
      zero();
      code.labelBinding(done);
    }
  }
}
