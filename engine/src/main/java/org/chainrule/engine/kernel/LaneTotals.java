package org.chainrule.engine.kernel;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.List;
import java.util.function.Consumer;
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

  /** Operations that code should have, at most, for parts to stay in registers. */
  private static final int MOST_CODE = 300;

  /** How many vectors of a row are held in registers, at most. */
  private static final int HELD = 4;

  /**
   * The mask of the last of lanes that are held, if they don't fill it, in a local variable; else
   * −1.
   */
  int tail() {
    int lanes = schedule().nest().lanes();
    int whole = lanes / width() * width();
    return isHeld() && whole < lanes && emitter() instanceof VectorEmitter vectors
        ? vectors.mask(code(), new Lanes(-1, whole, -1), c -> c.loadConstant(lanes))
        : -1;
  }

  /** Finds what is the same at all places of the last outer axis. */
  void prepare() {
    if (isHeld()) {
      int varying = Schedule.INNERMOST | Schedule.LOOPS;
      vectors().forEach(lanes -> body.hoist(varying, lanes));
      stored().forEach(lanes -> body.hoist(varying, lanes));
    }
  }

  /** Writes all passes and what follows them. */
  void write() {
    for (int pass = 0; pass < schedule().passes(); pass++) {
      body.prepare(pass, schedule().reduced(), Lanes.FIRST);
      if (isHeld() || isShort()) {
        inRegisters(pass);
      } else {
        inArray(pass);
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

  private Emitter emitter() {
    return body.emitter();
  }

  private int width() {
    return emitter().width();
  }

  private int zero() {
    int counter = evaluation().local(TypeKind.INT);
    code().iconst_0().istore(counter);
    return counter;
  }

  /** Whether rows are as short as the nest says, so that they stay in registers between passes. */
  static boolean isHeld(Nest nest, Emitter emitter) {
    return emitter instanceof VectorEmitter
        && nest.lanes() > 0
        && nest.lanes() <= HELD * emitter.width();
  }

  private boolean isHeld() {
    return isHeld(schedule().nest(), emitter());
  }

  /** Whether the code may be there once for all lanes with a part, and again for the last ones. */
  private boolean isShort() {
    int copies = 2 * PARTS / width();
    return emitter() instanceof VectorEmitter
        && copies * schedule().operations() * schedule().passes() <= MOST_CODE;
  }

  /**
   * Writes the only pass over lanes that are held.
   *
   * @return the local variable with a vector of its only total's parts
   */
  int parts() {
    body.prepareInside(0, schedule().reduced(), Lanes.FIRST);
    int[][] parts = begin(0);
    held(0, parts);
    addUp(schedule().totals(0).getFirst(), parts[0], width());
    return parts[0][0];
  }

  private int[][] begin(int pass) {
    List<Integer> totals = schedule().totals(pass);
    int[][] parts = new int[totals.size()][PARTS / width()];
    for (int i = 0; i < parts.length; i++) {
      for (int j = 0; j < parts[i].length; j++) {
        parts[i][j] = body.begin(totals.get(i));
      }
    }
    return parts;
  }

  private void inRegisters(int pass) {
    List<Integer> totals = schedule().totals(pass);
    int[][] parts = begin(pass);
    if (isHeld() && schedule().nest().loops() == 0) {
      // Not in a scope of its own: what is found is there in the next pass.
      held(pass, parts);
    } else {
      axes.overLoops(
          () -> {
            body.prepare(pass, Schedule.LANES, Lanes.FIRST);
            if (isHeld()) {
              held(pass, parts);
            } else {
              looped(pass, parts);
            }
          });
    }
    for (int i = 0; i < parts.length; i++) {
      finish(totals.get(i), parts[i]);
    }
  }

  private void held(int pass, int[][] parts) {
    List<Lanes> vectors = vectors();
    List<Lanes> stored = stored();
    stored.forEach(lanes -> body.find(schedule().inside(pass), lanes));
    vectors.forEach(lanes -> accumulate(pass, parts, lanes));
    stored.forEach(lanes -> body.store(schedule().inside(pass), lanes));
  }

  /** The vectors of each place; no lane is in two of them, as it would count twice. */
  private List<Lanes> vectors() {
    return body.heldLanes().masked(evaluation().tail());
  }

  /**
   * The vectors that are stored: where that is in place they overlap, as a masked store is slow and
   * holds up loads of what it leaves out.
   */
  private List<Lanes> stored() {
    return schedule().nest().inPlace()
        ? body.heldLanes().overlapping(evaluation().tail())
        : vectors();
  }

  private void looped(int pass, int[][] parts) {
    int counter = zero();
    evaluation()
        .loop(
            counter,
            PARTS,
            PARTS,
            size,
            () -> {
              for (int ahead = 0; ahead < PARTS; ahead += width()) {
                place(pass, parts, new Lanes(counter, ahead, -1));
              }
            });
    for (int ahead = 0; ahead < PARTS; ahead += width()) {
      Lanes whole = new Lanes(counter, ahead, -1);
      evaluation()
          .ifLeft(
              counter, ahead, size, () -> place(pass, parts, masked(whole, c -> c.iload(size))));
    }
  }

  private Lanes masked(Lanes lanes, Consumer<CodeBuilder> bound) {
    return emitter() instanceof VectorEmitter vectors
        ? new Lanes(lanes.index(), lanes.ahead(), vectors.mask(code(), lanes, bound))
        : lanes;
  }

  private void place(int pass, int[][] parts, Lanes lanes) {
    body.find(schedule().inside(pass), lanes);
    accumulate(pass, parts, lanes);
    body.store(schedule().inside(pass), lanes);
  }

  private void accumulate(int pass, int[][] parts, Lanes lanes) {
    List<Integer> totals = schedule().totals(pass);
    for (int i = 0; i < parts.length; i++) {
      int part = parts[i][lanes.ahead() / width() % parts[i].length];
      pushAccumulated(totals.get(i), () -> code().loadLocal(emitter().kind(), part), lanes);
      code().storeLocal(emitter().kind(), part);
    }
  }

  private void pushAccumulated(int total, Runnable pushPart, Lanes lanes) {
    if (emitter() instanceof VectorEmitter vectors && lanes.masked()) {
      pushPart.run();
      body.pushAccumulated(total, pushPart, lanes);
      vectors.blend(code(), lanes.mask());
    } else {
      body.pushAccumulated(total, pushPart, lanes);
    }
  }

  /** Leaves the total in every lane of the first part. */
  private void finish(int total, int[] parts) {
    addUp(total, parts, 1);
    body.finish(total, parts[0], Lanes.FIRST);
  }

  /** Adds the upper half of the parts to the lower half until so many are left. */
  private void addUp(int total, int[] parts, int left) {
    for (int half = PARTS / 2; half >= left; half /= 2) {
      int apart = half / width();
      for (int i = 0; i < Math.max(apart, 1); i++) {
        code().loadLocal(emitter().kind(), parts[i]);
        code().loadLocal(emitter().kind(), parts[i + apart]);
        if (apart == 0 && emitter() instanceof VectorEmitter vectors) {
          vectors.exchange(code(), half);
        }
        emitter().accumulate(code(), schedule().step(total).operation(), false);
        code().storeLocal(emitter().kind(), parts[i]);
      }
    }
  }

  private void inArray(int pass) {
    List<Integer> totals = schedule().totals(pass);
    int first = zero();
    for (int i = 0; i < totals.size(); i++) {
      int neutral = body.begin(totals.get(i));
      for (int part = 0; part < PARTS; part += width()) {
        emitter().store(code(), part(first, i * PARTS + part), neutral);
      }
    }
    axes.overLoops(
        () -> {
          body.prepare(pass, Schedule.LANES, Lanes.FIRST);
          int counter = zero();
          Lanes lanes = new Lanes(counter, 0, -1);
          evaluation().loop(counter, width(), width(), size, () -> placeInArray(pass, lanes));
          if (emitter() instanceof VectorEmitter) {
            evaluation()
                .ifLeft(
                    counter, 0, size, () -> placeInArray(pass, masked(lanes, c -> c.iload(size))));
          }
        });
    for (int i = 0; i < totals.size(); i++) {
      int[] parts = new int[PARTS / width()];
      for (int j = 0; j < parts.length; j++) {
        parts[j] = evaluation().local(emitter().kind());
        emitter().load(code(), part(first, i * PARTS + j * width()));
        code().storeLocal(emitter().kind(), parts[j]);
      }
      finish(totals.get(i), parts);
    }
  }

  /** Parts in the array from a place on, a variable one and a fixed one added. */
  private Elements part(int variable, int fixed) {
    return new Elements(scratch, variable, 1, new Lanes(-1, fixed, -1));
  }

  private void placeInArray(int pass, Lanes lanes) {
    List<Integer> totals = schedule().totals(pass);
    body.find(schedule().inside(pass), lanes);
    int part = evaluation().local(TypeKind.INT);
    code().iload(lanes.index()).loadConstant(PARTS - 1).iand().istore(part);
    for (int i = 0; i < totals.size(); i++) {
      Elements elements = part(part, i * PARTS);
      pushAccumulated(totals.get(i), () -> emitter().load(code(), elements), lanes);
      int local = evaluation().local(emitter().kind());
      code().storeLocal(emitter().kind(), local);
      emitter().store(code(), elements, local);
    }
    body.store(schedule().inside(pass), lanes);
  }
}
