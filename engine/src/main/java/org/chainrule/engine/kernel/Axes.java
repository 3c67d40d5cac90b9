package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/**
 * Writes loops over the axes of a nest that are not its lanes. Where the distance between elements
 * is known, a position is the counter times that, so that compilers see which positions there are,
 * and need look only once whether they are in the array; else it is counted up.
 */
final class Axes {
  private final Nest nest;
  private final Evaluation evaluation;
  private final int[] sizes;
  private final int[][] strides;

  /**
   * The axes of one kernel.
   *
   * @param sizes the local variables with the size of every axis
   * @param strides the local variables with the strides of every operand along the axes
   */
  Axes(Nest nest, Evaluation evaluation, int[] sizes, int[][] strides) {
    this.nest = nest;
    this.evaluation = evaluation;
    this.sizes = sizes;
    this.strides = strides;
  }

  /**
   * Writes loops over the outer axes, the first of them between two local variables.
   *
   * @param before what stands before the last of them
   */
  void overOuter(int from, int to, Runnable before, Runnable body) {
    if (nest.outer() <= 1) {
      before.run();
    }
    if (nest.outer() == 0) {
      body.run();
      return;
    }
    loop(
        0,
        to,
        counter -> {
          CodeBuilder code = evaluation.code();
          int[] moved = evaluation.offsets().clone();
          for (int operand = 0; operand < moved.length; operand++) {
            if (nest.moves(operand, 0)) {
              moved[operand] = evaluation.local(TypeKind.INT);
              if (counted(operand, 0)) {
                code.iload(evaluation.offsets()[operand]).iload(from);
                code.iload(strides[operand][0]).imul().iadd().istore(moved[operand]);
              }
            }
          }
          code.iload(from).istore(counter);
          return moved;
        },
        () -> over(1, nest.outer(), before, body));
  }

  /** Writes loops over the reduced axes that are not the lanes. */
  void overLoops(Runnable body) {
    over(nest.outer(), nest.outer() + nest.loops(), () -> {}, body);
  }

  private void over(int axis, int end, Runnable beforeLast, Runnable body) {
    if (axis == end) {
      body.run();
      return;
    }
    if (axis == end - 1) {
      beforeLast.run();
    }
    loop(
        axis,
        sizes[axis],
        counter -> {
          CodeBuilder code = evaluation.code();
          int[] moved = evaluation.offsets().clone();
          for (int operand = 0; operand < moved.length; operand++) {
            if (nest.moves(operand, axis)) {
              moved[operand] = evaluation.local(TypeKind.INT);
              if (counted(operand, axis)) {
                code.iload(evaluation.offsets()[operand]).istore(moved[operand]);
              }
            }
          }
          code.iconst_0().istore(counter);
          return moved;
        },
        () -> over(axis + 1, end, beforeLast, body));
  }

  /** Whether a position is counted up, as its steps are not known. */
  private boolean counted(int operand, int axis) {
    return nest.moves(operand, axis) && nest.step(operand, axis).isEmpty();
  }

  /** Sets a counter, and gives the local variables with the positions at which a loop starts. */
  private interface Start {
    int[] at(int counter);
  }

  private void loop(int axis, int bound, Start start, Runnable body) {
    evaluation.scope(
        () -> {
          int counter = evaluation.local(TypeKind.INT);
          int[] first = evaluation.offsets();
          int[] moved = start.at(counter);
          evaluation.move(moved);
          evaluation.loop(
              counter,
              1,
              1,
              bound,
              () -> {
                for (int operand = 0; operand < moved.length; operand++) {
                  if (nest.moves(operand, axis) && !counted(operand, axis)) {
                    int step = nest.step(operand, axis).getAsInt();
                    CodeBuilder code = evaluation.code();
                    code.iload(first[operand]).iload(counter).loadConstant(step).imul().iadd();
                    code.istore(moved[operand]);
                  }
                }
                body.run();
                for (int operand = 0; operand < moved.length; operand++) {
                  if (counted(operand, axis)) {
                    CodeBuilder code = evaluation.code();
                    code.iload(moved[operand]).iload(strides[operand][axis]).iadd();
                    code.istore(moved[operand]);
                  }
                }
              });
        });
  }
}
