package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * Writes loops over the axes of a nest that are not its lanes. Where the distance between elements
 * is known, a position is the counter times that, so that compilers see which positions there are,
 * and need look only once whether they are in the array; else it is counted up, unless places are
 * left out.
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

  /** Writes what is done at the places of an axis. */
  interface Places {
    /**
     * Writes a loop.
     *
     * @param counter the local variable with the first place, which may be used to count
     * @param bound the local variable with the place after the last
     * @param at moves the operands to the place that a local variable tells
     */
    void write(int counter, int bound, IntConsumer at);
  }

  /**
   * Writes loops over the outer axes, the first of them between two local variables.
   *
   * @param before what stands before the last of them
   */
  void overOuter(int from, int to, Runnable before, Runnable body) {
    if (nest.outer() == 0) {
      before.run();
      body.run();
    } else {
      overOuter(from, to, before, places(nest.outer() - 1, body));
    }
  }

  /**
   * Likewise over one or more outer axes.
   *
   * @param last what is done along the last of them
   */
  void overOuter(int from, int to, Runnable before, Places last) {
    if (nest.outer() == 1) {
      before.run();
      outermost(from, to, last);
    } else {
      int axis = nest.outer() - 1;
      Runnable inner =
          () -> {
            before.run();
            inner(axis, last);
          };
      outermost(from, to, places(0, () -> over(1, axis, inner)));
    }
  }

  /** Writes loops over the reduced axes that are not the lanes. */
  void overLoops(Runnable body) {
    over(nest.outer(), nest.outer() + nest.loops(), body);
  }

  private void over(int axis, int end, Runnable body) {
    if (axis == end) {
      body.run();
    } else {
      inner(axis, places(axis, () -> over(axis + 1, end, body)));
    }
  }

  private void outermost(int from, int to, Places places) {
    loop(
        0,
        to,
        counter -> evaluation.code().iload(from).istore(counter),
        operand -> {
          CodeBuilder code = evaluation.code();
          code.iload(evaluation.offsets()[operand]).iload(from);
          code.iload(strides[operand][0]).imul().iadd();
        },
        places);
  }

  private void inner(int axis, Places places) {
    loop(
        axis,
        sizes[axis],
        counter -> evaluation.code().iconst_0().istore(counter),
        operand -> evaluation.code().iload(evaluation.offsets()[operand]),
        places);
  }

  /** Whether a position is counted up, as its steps are not known and all places are run over. */
  private boolean counted(int operand, int axis) {
    return nest.moves(operand, axis)
        && nest.step(operand, axis).isEmpty()
        && nest.sparse(axis).isEmpty();
  }

  /**
   * Writes a loop.
   *
   * @param start sets the counter to the first place
   * @param first pushes an operand's position there
   */
  private void loop(int axis, int bound, IntConsumer start, IntConsumer first, Places places) {
    evaluation.scope(
        () -> {
          CodeBuilder code = evaluation.code();
          int counter = evaluation.local(TypeKind.INT);
          int[] origins = evaluation.offsets();
          int[] moved = origins.clone();
          for (int operand = 0; operand < moved.length; operand++) {
            if (nest.moves(operand, axis)) {
              moved[operand] = evaluation.local(TypeKind.INT);
              if (counted(operand, axis)) {
                first.accept(operand);
                code.istore(moved[operand]);
              }
            }
          }
          start.accept(counter);
          evaluation.move(moved);
          places.write(
              counter,
              bound,
              place -> {
                for (int operand = 0; operand < moved.length; operand++) {
                  if (nest.moves(operand, axis) && !counted(operand, axis)) {
                    pushPosition(operand, axis, origins[operand], place);
                    evaluation.code().istore(moved[operand]);
                  }
                }
              });
        });
  }

  private void pushPosition(int operand, int axis, int origin, int place) {
    CodeBuilder code = evaluation.code();
    code.iload(origin).iload(place);
    OptionalInt step = nest.step(operand, axis);
    if (step.isPresent()) {
      code.loadConstant(step.getAsInt());
    } else {
      code.iload(strides[operand][axis]);
    }
    code.imul().iadd();
  }

  /** All places of an axis, or those where an operand is not zero. */
  private Places places(int axis, Runnable body) {
    if (nest.sparse(axis).isPresent()) {
      return axis < nest.outer() ? nonzeros().found(body) : nonzeros().again(body);
    }
    return (counter, bound, at) ->
        evaluation.loop(
            counter,
            1,
            1,
            bound,
            () -> {
              at.accept(counter);
              body.run();
              CodeBuilder code = evaluation.code();
              for (int operand = 0; operand < strides.length; operand++) {
                if (counted(operand, axis)) {
                  int position = evaluation.offsets()[operand];
                  code.iload(position).iload(strides[operand][axis]).iadd().istore(position);
                }
              }
            });
  }

  private Nonzeros nonzeros() {
    int operand = nest.sparse().orElseThrow();
    boolean besideEachOther = nest.step(operand, 0).equals(OptionalInt.of(1));
    return new Nonzeros(evaluation, operand, besideEachOther, nest.notes());
  }

  /** Finds which places of the reduced axis are left out, if some are, before they are run over. */
  void prepareLoops() {
    if (nest.outer() == 0 && nest.sparse().isPresent()) {
      inner(0, nonzeros().keep());
    }
  }
}
