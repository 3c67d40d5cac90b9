package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Elements.Lanes;

/** Writes the class of a kernel, and makes one. */
final class KernelWriter {
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_Object.arrayType(), CD_int.arrayType(), CD_Object, CD_int, CD_int);

  private static final int ARRAYS = 1;

  /** The parameter with the geometry. */
  static final int GEOMETRY = 2;

  /** The parameter with the working memory. */
  static final int SCRATCH = 3;

  private static final int FROM = 4;
  private static final int TO = 5;

  private final Schedule schedule;
  private final Nest nest;
  private final ClassDesc array;

  KernelWriter(Schedule schedule) {
    this.schedule = schedule;
    nest = schedule.nest();
    array = (nest.precision() == Precision.FLOAT32 ? CD_float : CD_double).arrayType();
  }

  /** Plain loops. */
  Kernel scalar() {
    return HiddenClass.define(
        MethodHandles.lookup(),
        Kernel.class,
        "Scalar",
        (type, self) -> write(type, new ScalarEmitter(nest.precision())));
  }

  /** Loops over vectors of so many bits. */
  Kernel vector(int bits) {
    return HiddenClass.define(
        MethodHandles.lookup(),
        Kernel.class,
        "Vector",
        (type, self) -> {
          VectorConstants constants = new VectorConstants(self);
          write(type, new VectorEmitter(nest.precision(), bits, constants));
          constants.write(type);
        });
  }

  private void write(ClassBuilder type, Emitter emitter) {
    HiddenClass.method(type, "run", RUN, code -> run(code, emitter));
  }

  private void run(CodeBuilder code, Emitter emitter) {
    Label begin = code.newLabel();
    code.iload(FROM).iload(TO).if_icmple(begin).return_().labelBinding(begin);
    int operands = nest.operands();
    int scratch = code.allocateLocal(TypeKind.REFERENCE);
    int[] arrays = new int[operands];
    int[] offsets = new int[operands];
    int[][] strides = new int[operands][nest.axes() - 1];
    int[] sizes = new int[nest.axes()];
    for (int operand = 0; operand < operands; operand++) {
      arrays[operand] = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(ARRAYS).loadConstant(operand).aaload().checkcast(array).astore(arrays[operand]);
      offsets[operand] = geometry(code, operand);
    }
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = geometry(code, operands + axis);
    }
    for (int operand = 0; operand < operands; operand++) {
      for (int axis = 0; axis < sizes.length - 1; axis++) {
        if (nest.steps().isEmpty() && nest.moves(operand, axis)) {
          int place = operands + sizes.length + operand * (sizes.length - 1) + axis;
          strides[operand][axis] = geometry(code, place);
        }
      }
    }
    code.aload(SCRATCH).checkcast(array).astore(scratch);
    Evaluation evaluation = new Evaluation(schedule, emitter, code, arrays, offsets);
    if (emitter.keepsConstants()) {
      schedule.constants().forEach(constant -> evaluation.keep(constant, Lanes.FIRST));
    }
    Body body = new Body(schedule, emitter, evaluation);
    Axes axes = new Axes(nest, evaluation, sizes, strides);
    int size = sizes[sizes.length - 1];
    if (nest.lanesReduced()) {
      LaneTotals totals = new LaneTotals(body, axes, size, scratch);
      evaluation.setTail(totals.tail());
      if (RowTotals.fit(schedule, emitter)) {
        axes.overOuter(FROM, TO, totals::prepare, new RowTotals(totals));
      } else {
        axes.overOuter(FROM, TO, totals::prepare, () -> evaluation.scope(totals::write));
      }
    } else {
      axes.prepareLoops();
      LaneBlocks blocks = LaneBlocks.of(body, axes, scratch);
      evaluation.setTail(blocks.tail());
      axes.overOuter(FROM, TO, blocks::prepare, () -> evaluation.scope(() -> lanes(blocks, size)));
    }
    code.return_();
  }

  private int geometry(CodeBuilder code, int place) {
    int local = code.allocateLocal(TypeKind.INT);
    code.aload(GEOMETRY).loadConstant(place).iaload().istore(local);
    return local;
  }

  private void lanes(LaneBlocks blocks, int size) {
    if (blocks.held()) {
      blocks.write();
      return;
    }
    Evaluation evaluation = blocks.body().evaluation();
    CodeBuilder code = evaluation.code();
    int counter = evaluation.local(TypeKind.INT);
    if (nest.outer() == 0) {
      code.iload(FROM).istore(counter);
    } else {
      code.iconst_0().istore(counter);
    }
    int bound = nest.outer() == 0 ? TO : size;
    evaluation.ifLeft(counter, 0, bound, () -> blocks.write(counter, bound));
  }
}
