package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntConsumer;
import org.chainrule.engine.kernel.Elements.Lanes;

/**
 * Writes a loop over those places of an axis where an operand is not zero: which of {@value
 * Long#SIZE} places these are is found first, without a branch, and then one bit after the other
 * says where to go next.
 *
 * @param operand the operand, whose elements are the same for all lanes
 * @param besideEachOther whether its elements along the axis are known to be
 * @param body what is done there
 */
record Nonzeros(Evaluation evaluation, int operand, boolean besideEachOther, Runnable body)
    implements Axes.Places {
  private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");

  @Override
  public void write(int counter, int bound, IntConsumer at) {
    CodeBuilder code = evaluation.code();
    int end = evaluation.local(TypeKind.INT);
    int place = evaluation.local(TypeKind.INT);
    int left = evaluation.local(TypeKind.LONG);
    Label words = code.newBoundLabel();
    Label done = code.newLabel();
    code.iload(counter).iload(bound).if_icmpge(done);
    code.iload(counter).loadConstant(Long.SIZE).iadd().iload(bound);
    code.invokestatic(MATH, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int)).istore(end);
    code.lconst_0().lstore(left).iload(counter).istore(place);
    if (besideEachOther) {
      find(evaluation.emitter(), counter, place, end, left, at);
    }
    find(evaluation.emitter().scalars(), counter, place, end, left, at);
    Label next = code.newBoundLabel();
    Label none = code.newLabel();
    code.lload(left).lconst_0().lcmp().ifeq(none).iload(counter).lload(left);
    code.invokestatic(CD_Long, "numberOfTrailingZeros", MethodTypeDesc.of(CD_int, CD_long));
    code.iadd().istore(place);
    code.lload(left).dup2().lconst_1().lsub().land().lstore(left);
    at.accept(place);
    evaluation.scope(body);
    code.goto_(next).labelBinding(none);
    code.iload(end).istore(counter).goto_(words).labelBinding(done);
  }

  /** Writes a loop that sets a bit for each place that is not zero, so many at a time. */
  private void find(Emitter emitter, int first, int place, int end, int bits, IntConsumer at) {
    int width = emitter.width();
    evaluation.loop(
        place,
        width,
        width,
        end,
        () -> {
          at.accept(place);
          CodeBuilder code = evaluation.code();
          int position = evaluation.offsets()[operand];
          Elements neighbours = new Elements(evaluation.array(operand), position, 1, Lanes.FIRST);
          emitter.nonzeros(code, neighbours);
          code.iload(place).iload(first).isub().lshl().lload(bits).lor().lstore(bits);
        });
  }
}
