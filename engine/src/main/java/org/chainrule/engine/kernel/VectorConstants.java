package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The static fields of a class being written: what gathers and rearrangements go by. */
final class VectorConstants {
  private static final ClassDesc HERE = VectorConstants.class.describeConstable().orElseThrow();
  private static final ClassDesc POSITIONS = CD_int.arrayType();

  private record Field(ClassDesc type, Consumer<CodeBuilder> value) {}

  private final ClassDesc self;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  VectorConstants(ClassDesc self) {
    this.self = self;
  }

  /** Pushes the {@linkplain #multiples distances} of lanes, as many rows as lanes and one more. */
  void pushMultiples(CodeBuilder code, int stride, int count) {
    String name = "MULTIPLES_OF_" + (stride < 0 ? "MINUS_" + -(long) stride : stride);
    push(
        code,
        name,
        new Field(
            POSITIONS,
            c ->
                c.loadConstant(stride)
                    .loadConstant(count)
                    .invokestatic(
                        HERE, "multiples", MethodTypeDesc.of(POSITIONS, CD_int, CD_int))));
  }

  /** Pushes the shuffle that exchanges lanes that are so far apart. */
  void pushExchange(CodeBuilder code, VectorEmitter emitter, int distance) {
    push(
        code,
        "EXCHANGE_" + distance,
        Shuffle.TYPE,
        emitter,
        c -> Shuffle.exchange(c, emitter.width(), distance));
  }

  /** Pushes the shuffle that moves lanes down so far, the lowest to the top. */
  void pushTurn(CodeBuilder code, VectorEmitter emitter, int distance) {
    push(code, "TURN_" + distance, Shuffle.TYPE, emitter, c -> Shuffle.turn(c, distance));
  }

  /** Pushes the mask of the lanes that change places with lower ones so far apart. */
  void pushUpper(CodeBuilder code, VectorEmitter emitter, int distance) {
    push(
        code,
        "UPPER_" + distance,
        VectorEmitter.MASK,
        emitter,
        c -> Shuffle.upper(c, emitter.width(), distance));
  }

  /** Pushes the mask of the lanes from one on. */
  void pushFrom(CodeBuilder code, VectorEmitter emitter, int first) {
    push(
        code,
        "FROM_" + first,
        VectorEmitter.MASK,
        emitter,
        c -> Shuffle.from(c, emitter.width(), first));
  }

  /** Pushes 0, 1, 2, … as numbers. */
  void pushLanes(CodeBuilder code, VectorEmitter emitter) {
    ClassDesc vector = emitter.numbers();
    push(
        code,
        "LANES",
        vector,
        emitter,
        c ->
            c.invokestatic(vector, "zero", MethodTypeDesc.of(vector, VectorEmitter.SPECIES))
                .iconst_1()
                .invokevirtual(vector, "addIndex", MethodTypeDesc.of(vector, CD_int)));
  }

  /** Pushes what is made from the species on the stack. */
  private void push(
      CodeBuilder code,
      String name,
      ClassDesc type,
      VectorEmitter emitter,
      Consumer<CodeBuilder> value) {
    Consumer<CodeBuilder> species = emitter::species;
    push(code, name, new Field(type, species.andThen(value)));
  }

  private void push(CodeBuilder code, String name, Field field) {
    fields.putIfAbsent(name, field);
    code.getstatic(self, name, field.type());
  }

  /** Writes the fields that were pushed. */
  void write(ClassBuilder type) {
    int constant = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    fields.forEach((name, field) -> type.withField(name, field.type(), constant));
    type.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        code -> {
          fields.forEach(
              (name, field) -> {
                field.value().accept(code);
                code.putstatic(self, name, field.type());
              });
          code.return_();
        });
  }

  /**
   * For classes that are written: row n begins with n multiples of the stride, then has zeros,
   * which are positions that there are.
   */
  static int[] multiples(int stride, int lanes) {
    int[] multiples = new int[(lanes + 1) * lanes];
    for (int row = 0; row <= lanes; row++) {
      for (int lane = 0; lane < row; lane++) {
        multiples[row * lanes + lane] = lane * stride;
      }
    }
    return multiples;
  }
}
