package org.chainrule.engine.kernel;

import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.function.IntConsumer;
import org.chainrule.engine.kernel.Elements.Lanes;

/**
 * Writes loops over those places of an axis where an operand is not zero: which of {@value
 * Long#SIZE} places these are is found first, without a branch, and then one bit after the other
 * says where to go next. The bits may be kept in the geometry, for loops that are run over again.
 *
 * @param operand the operand, whose elements are the same for all lanes
 * @param besideEachOther whether its elements along the axis are known to be
 * @param kept where in the geometry bits are kept
 */
record Nonzeros(Evaluation evaluation, int operand, boolean besideEachOther, int kept) {
  /** How many whole numbers it takes to keep the bits of so many places. */
  static int room(int places) {
    return Math.ceilDiv(places, Long.SIZE) * 2;
  }

  /** Finds the places and does something there. */
  Axes.Places found(Runnable body) {
    return words(
        (first, end, bits, at) -> {
          find(first, end, bits, at);
          run(first, bits, at, body);
        });
  }

  /** Finds the places, of which the first is 0, and keeps their bits. */
  Axes.Places keep() {
    return words(
        (first, end, bits, at) -> {
          find(first, end, bits, at);
          CodeBuilder code = evaluation.code();
          pushWord(first, 0);
          code.lload(bits).l2i().iastore();
          pushWord(first, 1);
          code.lload(bits).loadConstant(Integer.SIZE).lushr().l2i().iastore();
        });
  }

  /** Does something at the places whose bits were kept. */
  Axes.Places again(Runnable body) {
    return words(
        (first, _, bits, at) -> {
          CodeBuilder code = evaluation.code();
          pushWord(first, 1);
          code.iaload().i2l().loadConstant(Integer.SIZE).lshl();
          pushWord(first, 0);
          code.iaload().i2l().loadConstant(-1L >>> Integer.SIZE).land().lor().lstore(bits);
          run(first, bits, at, body);
        });
  }

  /** The geometry and where in it half of the bits of places from one on are kept. */
  private void pushWord(int counter, int half) {
    CodeBuilder code = evaluation.code();
    code.aload(KernelWriter.GEOMETRY).iload(counter);
    code.loadConstant(Integer.numberOfTrailingZeros(Integer.SIZE)).ishr();
    code.loadConstant(kept + half).iadd();
  }

  private interface Word {
    /**
     * What is done with some places: local variables for the first, for the one after the last, and
     * for the bits.
     */
    void write(int first, int end, int bits, IntConsumer at);
  }

  private Axes.Places words(Word word) {
    return (counter, bound, at) ->
        evaluation.blocks(
            counter,
            Long.SIZE,
            bound,
            end -> word.write(counter, end, evaluation.local(TypeKind.LONG), at));
  }

  private void find(int first, int end, int bits, IntConsumer at) {
    int place = evaluation.local(TypeKind.INT);
    evaluation.code().lconst_0().lstore(bits).iload(first).istore(place);
    if (besideEachOther) {
      find(evaluation.emitter(), first, place, end, bits, at);
    }
    find(evaluation.emitter().scalars(), first, place, end, bits, at);
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

  private void run(int first, int bits, IntConsumer at, Runnable body) {
    CodeBuilder code = evaluation.code();
    int place = evaluation.local(TypeKind.INT);
    Label next = code.newBoundLabel();
    Label none = code.newLabel();
    code.lload(bits).lconst_0().lcmp().ifeq(none).iload(first).lload(bits);
    code.invokestatic(CD_Long, "numberOfTrailingZeros", MethodTypeDesc.of(CD_int, CD_long));
    code.iadd().istore(place);
    code.lload(bits).dup2().lconst_1().lsub().land().lstore(bits);
    at.accept(place);
    evaluation.scope(body);
    code.goto_(next).labelBinding(none);
  }
}
