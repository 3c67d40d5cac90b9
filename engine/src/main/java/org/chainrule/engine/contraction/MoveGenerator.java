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

/** Writes the code of {@link Move}s by vectors. */
final class MoveGenerator {
  private static final ClassDesc INTS = CD_int.arrayType();
  private static final ClassDesc MATH = ClassDesc.of(Math.class.getName());
  private static final MethodTypeDesc MIN = MethodTypeDesc.of(CD_int, CD_int, CD_int);

  /** The type of {@link Move#run}. */
  static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
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
          INTS,
          CD_int);

  // The places of run's parameters.
  static final int ROWS = 1;
  static final int COLUMNS = 2;
  static final int X = 3;
  static final int XO = 4;
  static final int ROWS_X = 5;
  static final int ROW_X = 6;
  static final int COLUMNS_X = 7;
  static final int COLUMN_X = 8;
  static final int Z = 9;
  static final int ZO = 10;
  static final int ROWS_Z = 11;
  static final int ROW_Z = 12;
  static final int COLUMNS_Z = 13;
  static final int COLUMN_Z = 14;

  private final Lanes lanes;
  private final CodeBuilder code;

  private MoveGenerator(Lanes lanes, CodeBuilder code) {
    this.lanes = lanes;
    this.code = code;
  }

  /**
   * A move of lines whose columns lie side by side in x, and in z in pieces of so many vectors. The
   * last piece may be shorter, by less than a vector; its last vector is moved back to end with it.
   */
  static Move lines(Lanes lanes, int vectors) {
    return HiddenClass.define(
        MethodHandles.lookup(),
        Move.class,
        "Vector",
        (type, name) ->
            HiddenClass.method(
                type, "run", RUN, code -> new MoveGenerator(lanes, code).lines(vectors)));
  }

  /** A move of lines that are shorter than a vector. */
  static Move shortLines(Lanes lanes) {
    return HiddenClass.define(
        MethodHandles.lookup(),
        Move.class,
        "Vector",
        (type, name) ->
            HiddenClass.method(
                type, "run", RUN, code -> new MoveGenerator(lanes, code).shortLines()));
  }

  /**
   * A move of at most as many columns as a vector has numbers and of a multiple of that of rows,
   * where rows lie side by side in x and columns in z; what is beyond the last column in z, within
   * a vector, is lost.
   */
  static Move transposing(Lanes lanes) {
    return HiddenClass.define(
        MethodHandles.lookup(),
        Move.class,
        "Vector",
        (type, name) -> {
          Exchange.constants(type, name, lanes);
          HiddenClass.method(
              type, "run", RUN, code -> new MoveGenerator(lanes, code).transposing(name));
        });
  }

  private void lines(int vectors) {
    int x = lanes.array(code, X);
    int z = lanes.array(code, Z);
    int width = vectors * lanes.count();
    int fromX = sum(XO, COLUMNS_X, COLUMN_X, 0);
    loop(
        ROWS,
        1,
        row -> {
          int from = sum(fromX, ROWS_X, ROW_X, row, 0);
          int line = sum(ZO, ROWS_Z, ROW_Z, row, 0);
          loop(
              COLUMNS,
              width,
              column -> {
                int to = sum(line, COLUMNS_Z, COLUMN_Z, column, 0);
                code.iload(COLUMNS).iload(column).isub().loadConstant(width);
                code.invokestatic(MATH, "min", MIN).loadConstant(lanes.count()).isub();
                int last = Lanes.integer(code);
                for (int vector = 0; vector < vectors; vector++) {
                  boolean moved = vector == vectors - 1;
                  lanes.species(code);
                  code.aload(x).iload(from).iload(column).iadd();
                  within(moved, last, vector);
                  lanes.load(code, false);
                  code.aload(z).iload(to);
                  within(moved, last, vector);
                  lanes.store(code, false);
                }
              });
        });
    code.return_();
  }

  private void within(boolean moved, int last, int vector) {
    if (moved) {
      code.iload(last);
    } else {
      code.loadConstant(vector * lanes.count());
    }
    code.iadd();
  }

  private void shortLines() {
    int x = lanes.array(code, X);
    int z = lanes.array(code, Z);
    lanes.species(code);
    code.iconst_0()
        .iload(COLUMNS)
        .invokeinterface(
            Lanes.SPECIES, "indexInRange", MethodTypeDesc.of(Lanes.MASK, CD_int, CD_int));
    int mask = vector();
    int fromX = sum(XO, COLUMNS_X, COLUMN_X, 0);
    int toZ = sum(ZO, COLUMNS_Z, COLUMN_Z, 0);
    loop(
        ROWS,
        1,
        row -> {
          int from = sum(fromX, ROWS_X, ROW_X, row, 0);
          int to = sum(toZ, ROWS_Z, ROW_Z, row, 0);
          lanes.species(code);
          code.aload(x).iload(from).aload(mask);
          lanes.load(code, true);
          code.aload(z).iload(to).aload(mask);
          lanes.store(code, true);
        });
    code.return_();
  }

  private void transposing(ClassDesc name) {
    int x = lanes.array(code, X);
    int z = lanes.array(code, Z);
    int[] from = new int[lanes.count()];
    for (int column = 0; column < from.length; column++) {
      // Where there are fewer columns, the last is read in place of those that are missing.
      code.iload(COLUMNS).iconst_1().isub().loadConstant(column).invokestatic(MATH, "min", MIN);
      int existing = Lanes.integer(code);
      from[column] = sum(XO, COLUMNS_X, COLUMN_X, existing, 0);
    }
    int toZ = sum(ZO, COLUMNS_Z, COLUMN_Z, 0);
    loop(
        ROWS,
        lanes.count(),
        row -> {
          code.aload(ROWS_X).iload(ROW_X).iload(row).iadd().iaload();
          int offset = Lanes.integer(code);
          int[] square = new int[lanes.count()];
          for (int column = 0; column < square.length; column++) {
            lanes.species(code);
            code.aload(x).iload(from[column]).iload(offset).iadd();
            lanes.load(code, false);
            square[column] = vector();
          }
          for (int distance = 1; distance < square.length; distance *= 2) {
            for (int low = 0; low < square.length; low++) {
              if ((low & distance) == 0) {
                exchange(name, distance, square, low);
              }
            }
          }
          for (int line = 0; line < square.length; line++) {
            int to = sum(toZ, ROWS_Z, ROW_Z, row, line);
            code.aload(square[line]).aload(z).iload(to);
            lanes.store(code, false);
          }
        });
    code.return_();
  }

  /**
   * Exchanges the upper numbers, by a bit of their place, of one vector with the lower of another.
   */
  private void exchange(ClassDesc name, int distance, int[] square, int low) {
    int high = low + distance;
    code.aload(square[low]).aload(square[high]);
    Exchange.rearrange(code, name, lanes, distance);
    Exchange.blend(code, name, lanes, distance);
    int newLow = vector();
    code.aload(square[low]);
    Exchange.rearrange(code, name, lanes, distance);
    code.aload(square[high]);
    Exchange.blend(code, name, lanes, distance);
    square[high] = vector();
    square[low] = newLow;
  }

  /** What is done from a row or column on. */
  @FunctionalInterface
  private interface Body {
    void write(int index);
  }

  private void loop(int count, int step, Body body) {
    code.iconst_0();
    int index = Lanes.integer(code);
    Label next = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(next).iload(index).iload(count).if_icmpge(end);
    body.write(index);
    code.iinc(index, step).goto_(next).labelBinding(end);
  }

  private int vector() {
    int local = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(local);
    return local;
  }

  /** {@code origin + table[first + more]}. */
  private int sum(int origin, int table, int first, int more) {
    code.iload(origin).aload(table).iload(first).loadConstant(more).iadd().iaload().iadd();
    return Lanes.integer(code);
  }

  /** {@code origin + table[first + index + more]}. */
  private int sum(int origin, int table, int first, int index, int more) {
    code.iload(origin).aload(table).iload(first).iload(index).iadd().loadConstant(more).iadd();
    code.iaload().iadd();
    return Lanes.integer(code);
  }
}
