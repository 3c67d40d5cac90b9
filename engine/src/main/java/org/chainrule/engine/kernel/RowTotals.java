package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.function.IntConsumer;
import org.chainrule.engine.kernel.Elements.Lanes;

/**
 * Writes rows of held lanes with one total each, many rows at a time: first all that is done along
 * the lanes, with a vector of a row's parts for its total; then these are added up, and all that
 * follows is done, for as many rows at once as a vector has lanes.
 */
record RowTotals(LaneTotals totals) implements Axes.Places {
  /** So many rows, at most, are done along the lanes before they are added up. */
  static final int ROWS = 64;

  /** Operations along the lanes that code should have, at most, as it is there twice. */
  private static final int MOST_CODE = 400;

  /** Whether rows can be done so: what follows their totals must lie side by side, row by row. */
  static boolean fit(Schedule schedule, Emitter emitter) {
    Nest nest = schedule.nest();
    return LaneTotals.isHeld(nest, emitter)
        && emitter.width() > 1
        && Math.ceilDiv(nest.lanes(), emitter.width()) * schedule.operations() <= MOST_CODE
        && nest.outer() > 0
        && nest.loops() == 0
        && !nest.steps().isEmpty()
        && schedule.passes() == 1
        && schedule.totals(0).size() == 1
        && schedule.step(schedule.totals(0).getFirst()).operation() == Operation.SUM
        && schedule.after().stream()
            .allMatch(
                store -> apart(nest, store.operand()) == 1 && isAlongRows(schedule, store.step()));
  }

  /**
   * Whether a step only needs the total and what lies side by side, or is the same for all rows.
   */
  private static boolean isAlongRows(Schedule schedule, int place) {
    Step step = schedule.step(place);
    return switch (step.operation()) {
      case LOAD -> {
        int apart = apart(schedule.nest(), (int) step.detail());
        yield apart == 0 || apart == 1;
      }
      case SUM -> true;
      default -> step.operands().stream().allMatch(operand -> isAlongRows(schedule, operand));
    };
  }

  /** How far apart an operand's elements for neighbouring rows lie. */
  private static int apart(Nest nest, int operand) {
    return nest.step(operand, nest.outer() - 1).orElseThrow();
  }

  private Schedule schedule() {
    return totals.body().schedule();
  }

  private Evaluation evaluation() {
    return totals.body().evaluation();
  }

  private Emitter emitter() {
    return totals.body().emitter();
  }

  @Override
  public void write(int counter, int bound, IntConsumer at) {
    evaluation()
        .blocks(
            counter,
            ROWS,
            bound,
            end -> {
              int row = evaluation().local(TypeKind.INT);
              evaluation().code().iload(counter).istore(row);
              evaluation()
                  .ifLeft(counter, emitter().width() - 1, end, () -> block(counter, row, end, at));
              // Fewer than a vector has lanes.
              evaluation()
                  .loop(
                      row,
                      1,
                      1,
                      end,
                      () -> {
                        at.accept(row);
                        evaluation().scope(totals::write);
                      });
            });
  }

  /**
   * Writes the rows from the first one on. The last vector of rows has some in common with the one
   * before it: what is stored there is found before that is stored, which may overwrite what it
   * needs.
   */
  private void block(int first, int row, int end, IntConsumer at) {
    evaluation().loop(row, 1, 1, end, () -> alongLanes(first, row, at));
    CodeBuilder code = evaluation().code();
    int last = evaluation().local(TypeKind.INT);
    code.iload(end).loadConstant(emitter().width()).isub().istore(last);
    code.iload(first).istore(row);
    at.accept(last);
    Body ending = alongRows(first, last);
    ending.find(schedule().after(), Lanes.FIRST);
    evaluation()
        .loop(
            row,
            emitter().width(),
            1,
            last,
            () -> {
              at.accept(row);
              alongRows(first, row).store(schedule().after(), Lanes.FIRST);
            });
    at.accept(last);
    ending.store(schedule().after(), Lanes.FIRST);
    code.iload(end).istore(row);
  }

  private void alongLanes(int first, int row, IntConsumer at) {
    at.accept(row);
    evaluation()
        .scope(
            () -> {
              Elements place = parts(place(first, row), 0);
              emitter().store(evaluation().code(), place, totals.parts());
            });
  }

  /** The local variable with how far the parts of a row's total lie from those of the first. */
  private int place(int first, int row) {
    int place = evaluation().local(TypeKind.INT);
    CodeBuilder code = evaluation().code();
    code.iload(row).iload(first).isub().loadConstant(emitter().width()).imul().istore(place);
    return place;
  }

  /** The parts of the total of some row after the one at a place, in the working memory. */
  private Elements parts(int place, int after) {
    Lanes lanes = new Lanes(-1, Kernels.PARTS_OF_ROWS + after * emitter().width(), -1);
    return new Elements(totals.scratch(), place, 1, lanes);
  }

  /** What is done with the totals of some rows, as many as a vector has lanes. */
  private Body alongRows(int first, int row) {
    int sums = sums(first, row);
    Evaluation rows = evaluation().alongRows();
    rows.define(schedule().totals(0).getFirst(), Lanes.FIRST, sums);
    return new Body(schedule(), emitter(), rows);
  }

  /** The totals of some rows, in a local variable: of two vectors' parts, half and half, one's. */
  private int sums(int first, int row) {
    int width = emitter().width();
    CodeBuilder code = evaluation().code();
    int place = place(first, row);
    int[] parts = new int[width];
    for (int after = 0; after < width; after++) {
      emitter().load(code, parts(place, after));
      parts[after] = evaluation().local(emitter().kind());
      code.storeLocal(emitter().kind(), parts[after]);
    }
    if (emitter() instanceof VectorEmitter vectors) {
      for (int distance = width / 2; distance > 0; distance /= 2) {
        for (int i = 0; i < distance; i++) {
          vectors.pushSums(code, parts[i], parts[i + distance], distance);
          code.storeLocal(emitter().kind(), parts[i]);
        }
      }
    }
    return parts[0];
  }
}
