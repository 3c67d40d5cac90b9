package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;
import org.chainrule.engine.kernel.Elements.Lanes;

/**
 * Writes lanes that totals run over. A total has {@value #PARTS} parts: part i is of lanes i, i +
 * {@value #PARTS}, …, in this order; then the upper half of the parts is added to the lower half,
 * until one is left.
 *
 * @param size the local variable with the number of lanes
 * @param scratch the local variable with an array that has room for the parts of {@value #TOTALS}
 *     totals
 */
record LaneTotals(Body body, Axes axes, int size, int scratch) {
  /** So many parts make up a total, whatever the vectors. */
  static final int PARTS = 16;

  /** So many totals a pass can find. */
  static final int TOTALS = 4;

  /** Writes all passes and what follows them. */
  void write() {
    for (int pass = 0; pass < schedule().passes(); pass++) {
      body.prepare(pass, schedule().reduced(), Lanes.FIRST);
      switch (body.emitter()) {
        case VectorEmitter vectors -> inVectors(vectors, pass);
        case ScalarEmitter _ -> inArray(pass);
      }
    }
    body.store(schedule().after(), Lanes.FIRST);
  }

  private Schedule schedule() {
    return body.schedule();
  }

  private Evaluation evaluation() {
    return body.evaluation();
  }

  private CodeBuilder code() {
    return evaluation().code();
  }

  private TypeKind kind() {
    return body.emitter().kind();
  }

  private int zero() {
    int counter = evaluation().local(TypeKind.INT);
    code().iconst_0().istore(counter);
    return counter;
  }

  private void inVectors(VectorEmitter vectors, int pass) {
    List<Integer> totals = schedule().totals(pass);
    int width = vectors.width();
    int[][] parts = new int[totals.size()][PARTS / width];
    for (int i = 0; i < parts.length; i++) {
      for (int j = 0; j < parts[i].length; j++) {
        parts[i][j] = body.begin(totals.get(i));
      }
    }
    if (isHeld(vectors) && schedule().nest().loops() == 0) {
      held(vectors, pass, parts);
    } else {
      axes.overLoops(
          () -> {
            body.prepare(pass, Schedule.LANES, Lanes.FIRST);
            if (isHeld(vectors)) {
              held(vectors, pass, parts);
            } else {
              looped(vectors, pass, parts);
            }
          });
    }
    for (int i = 0; i < parts.length; i++) {
      fold(vectors, schedule().step(totals.get(i)).operation(), parts[i]);
      body.finish(totals.get(i), parts[i][0], Lanes.FIRST);
    }
  }

  /** Whether a row is held in registers. */
  private boolean isHeld(VectorEmitter vectors) {
    int lanes = schedule().nest().lanes();
    return lanes > 0 && lanes <= 4 * vectors.width();
  }

  private void held(VectorEmitter vectors, int pass, int[][] parts) {
    int lanes = schedule().nest().lanes();
    int width = vectors.width();
    for (int ahead = 0; ahead < lanes; ahead += width) {
      Lanes whole = new Lanes(-1, ahead, -1);
      boolean last = ahead + width > lanes;
      int mask = last ? vectors.mask(code(), whole, c -> c.loadConstant(lanes)) : -1;
      place(vectors, pass, parts, new Lanes(-1, ahead, mask));
    }
  }

  private void looped(VectorEmitter vectors, int pass, int[][] parts) {
    int counter = zero();
    int width = vectors.width();
    evaluation()
        .loop(
            counter,
            PARTS,
            size,
            () -> {
              for (int ahead = 0; ahead < PARTS; ahead += width) {
                place(vectors, pass, parts, new Lanes(counter, ahead, -1));
              }
            });
    for (int ahead = 0; ahead < PARTS; ahead += width) {
      Lanes whole = new Lanes(counter, ahead, -1);
      evaluation()
          .ifLeft(
              counter,
              ahead,
              size,
              () -> {
                int mask = vectors.mask(code(), whole, c -> c.iload(size));
                place(vectors, pass, parts, new Lanes(counter, whole.ahead(), mask));
              });
    }
  }

  private void place(VectorEmitter vectors, int pass, int[][] parts, Lanes lanes) {
    List<Integer> totals = schedule().totals(pass);
    schedule().inside(pass).forEach(store -> evaluation().keep(store.step(), lanes));
    for (int i = 0; i < parts.length; i++) {
      int part = parts[i][lanes.ahead() / vectors.width() % parts[i].length];
      Runnable pushPart = () -> code().aload(part);
      if (lanes.masked()) {
        pushPart.run();
      }
      body.pushAccumulated(totals.get(i), pushPart, lanes);
      if (lanes.masked()) {
        vectors.blend(code(), lanes.mask());
      }
      code().astore(part);
    }
    body.store(schedule().inside(pass), lanes);
  }

  /** Leaves the total in every lane of the first part. */
  private void fold(VectorEmitter vectors, Operation operation, int[] parts) {
    for (int half = PARTS / 2; half > 0; half /= 2) {
      int apart = half / vectors.width();
      for (int i = 0; i < Math.max(apart, 1); i++) {
        code().aload(parts[i]);
        if (apart > 0) {
          code().aload(parts[i + apart]);
        } else {
          code().aload(parts[i]);
          vectors.exchange(code(), half);
        }
        vectors.accumulate(code(), operation, false);
        code().astore(parts[i]);
      }
    }
  }

  private void inArray(int pass) {
    List<Integer> totals = schedule().totals(pass);
    for (int i = 0; i < totals.size(); i++) {
      fill(i, schedule().step(totals.get(i)).operation());
    }
    axes.overLoops(
        () -> {
          body.prepare(pass, Schedule.LANES, Lanes.FIRST);
          int counter = zero();
          evaluation().loop(counter, 1, size, () -> place(pass, counter));
        });
    for (int i = 0; i < totals.size(); i++) {
      fold(i, schedule().step(totals.get(i)).operation());
      int local = evaluation().local(kind());
      code().aload(scratch).loadConstant(i * PARTS).arrayLoad(kind()).storeLocal(kind(), local);
      body.finish(totals.get(i), local, Lanes.FIRST);
    }
  }

  private void place(int pass, int counter) {
    Lanes lanes = new Lanes(counter, 0, -1);
    List<Integer> totals = schedule().totals(pass);
    schedule().inside(pass).forEach(store -> evaluation().keep(store.step(), lanes));
    for (int i = 0; i < totals.size(); i++) {
      int first = i * PARTS;
      int part = evaluation().local(TypeKind.INT);
      code().iload(counter).loadConstant(PARTS - 1).iand();
      code().loadConstant(first).iadd().istore(part);
      code().aload(scratch).iload(part);
      Runnable pushPart = () -> code().aload(scratch).iload(part).arrayLoad(kind());
      body.pushAccumulated(totals.get(i), pushPart, lanes);
      code().arrayStore(kind());
    }
    body.store(schedule().inside(pass), lanes);
  }

  private void fill(int total, Operation operation) {
    eachPart(
        PARTS,
        part -> {
          pushPlace(part, total * PARTS);
          body.pushNeutral(operation);
          code().arrayStore(kind());
        });
  }

  private void fold(int total, Operation operation) {
    int first = total * PARTS;
    for (int distance = PARTS / 2; distance > 0; distance /= 2) {
      int half = distance;
      eachPart(
          half,
          part -> {
            pushPlace(part, first);
            pushPlace(part, first);
            code().arrayLoad(kind());
            pushPlace(part, first + half);
            code().arrayLoad(kind());
            body.emitter().accumulate(code(), operation, false);
            code().arrayStore(kind());
          });
    }
  }

  private void pushPlace(int part, int first) {
    code().aload(scratch).iload(part).loadConstant(first).iadd();
  }

  private interface Part {
    void write(int counter);
  }

  private void eachPart(int count, Part body) {
    evaluation()
        .scope(
            () -> {
              int counter = zero();
              int bound = evaluation().local(TypeKind.INT);
              code().loadConstant(count).istore(bound);
              evaluation().loop(counter, 1, bound, () -> body.write(counter));
            });
  }
}
